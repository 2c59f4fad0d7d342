package web

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"

	"kith/internal/kernel/fault"
)

// received reads a form's body before the request takes a place among those
// worked on: somebody who sends slowly, by intent or from a poor line, then
// keeps nobody else waiting. Larger bodies and streams are read as they come.
func (s *Server) received(r *http.Request, route Route) error {
	if r.Body == nil || r.Body == http.NoBody || route.kind != page || route.maxBody > s.limits.Body {
		return nil
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return unread(err)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return nil
}

// unread is the error for a body that did not arrive. The cause may quote what
// was typed, so it is not carried on.
func unread(err error) error {
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return fault.New(fault.TooLarge, "web.too-large", "")
	}
	if slow, ok := errors.AsType[net.Error](err); ok && slow.Timeout() {
		return fault.New(fault.Unavailable, "web.slow-line", "Your form took too long to arrive. Check your connection and send it again.")
	}
	return fault.New(fault.Invalid, "web.form", "The form did not arrive whole. Go back and send it again.")
}
