package web

import (
	"context"
	"errors"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"kith/internal/kernel/fault"
)

var (
	errNoPage   = fault.New(fault.NotFound, "web.no-page", "")
	errNoMethod = fault.New(fault.NotFound, "web.no-method", "")
	errPanic    = fault.New(fault.Internal, "web.panic", "")
)

// delayed is an error that says when to try again.
type delayed struct {
	error
	after time.Duration
}

func (d delayed) Unwrap() error { return d.error }

// RetryAfter returns err with the time after which trying again makes sense,
// which the answer carries in its Retry-After header.
func RetryAfter(err error, after time.Duration) error { return delayed{err, after} }

// Status returns the HTTP status for an error, by its fault.Kind: the one table
// for pages and for the API.
func Status(err error) int {
	if errors.Is(err, errNoMethod) {
		return http.StatusMethodNotAllowed
	}
	switch fault.KindOf(err) {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Forbidden:
		return http.StatusForbidden
	case fault.Unauthenticated:
		return http.StatusUnauthorized
	case fault.Conflict, fault.Stale:
		return http.StatusConflict
	case fault.TooLarge:
		return http.StatusRequestEntityTooLarge
	case fault.RateLimited:
		return http.StatusTooManyRequests
	case fault.Unavailable:
		return http.StatusServiceUnavailable
	default:
		return http.StatusInternalServerError
	}
}

// classified gives errors of the platform their kind.
func classified(err error) error {
	if _, known := errors.AsType[*fault.Error](err); known {
		return err
	}
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return &fault.Error{Kind: fault.TooLarge, Code: "web.too-large", Err: err}
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return &fault.Error{Kind: fault.Unavailable, Code: "web.too-slow", Err: err}
	}
	return err
}

// fail answers a request that went wrong: for programs as they read it, for
// people as a page, for somebody signed out by the way to sign-in.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	if latest := visited(r).request; latest != nil {
		r = latest
	}
	err = classified(err)
	if gone(r, err) {
		panic(http.ErrAbortHandler) // should anybody be there after all, nothing must not pass for yes
	}
	r = r.WithContext(context.WithoutCancel(r.Context())) // its time may be up; the page is still drawn
	s.blame(r, err)
	if started(w) {
		panic(http.ErrAbortHandler) // cut the connection: half a page must not pass for a whole
	}
	if d, ok := errors.AsType[delayed](err); ok {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(d.after.Seconds()))))
	}
	if m := s.machine(r.URL.Path); m != nil {
		m.Fail(w, r, err)
		return
	}
	if fault.KindOf(err) == fault.Unauthenticated && s.toSignIn(w, r) {
		return
	}
	s.failurePage(w, r, err)
}

// toSignIn sends somebody who is signed out to sign in and come back. A posted
// form stays where it is instead: its page keeps what was typed.
func (s *Server) toSignIn(w http.ResponseWriter, r *http.Request) bool {
	if r.Header.Get("HX-Request") == "true" {
		then := ""
		if u, err := url.Parse(r.Header.Get("HX-Current-URL")); err == nil && local(u.Path) {
			then = u.Path
		}
		w.Header().Set("HX-Redirect", s.signIn(then))
		w.WriteHeader(http.StatusUnauthorized)
		return true
	}
	if !safe(r.Method) {
		return false
	}
	w.Header().Set("Location", s.signIn(r.URL.Path))
	w.WriteHeader(http.StatusSeeOther)
	return true
}
