package web

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime"
	"runtime/debug"
	"time"

	"kith/internal/kernel/fault"
)

// account writes the line of the log for a request. It holds the route's
// pattern and the account's id, and never a path, a query string, an address
// or a name.
func (s *Server) account(v *visit, a *recorder, r *http.Request) {
	if s.config.Measured != nil {
		s.config.Measured(v.pattern, method(r), a.status, time.Since(v.began))
	}
	s.config.Log.LogAttrs(r.Context(), slog.LevelInfo, "request",
		slog.String("id", v.id),
		slog.String("method", method(r)),
		slog.String("route", v.pattern),
		slog.Int("status", a.status),
		slog.Int64("bytes", a.bytes),
		slog.Float64("ms", float64(time.Since(v.began).Microseconds())/1000),
		slog.String("account", v.who.Account),
	)
}

// method keeps made-up methods out of the log.
func method(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return r.Method
	}
	return "other"
}

// recovered turns a panic into the 500 page. What was panicked with may quote
// somebody's data, so only its type, or the runtime's own words, are logged.
func (s *Server) recovered(a *recorder, r *http.Request) {
	cause := recover()
	if cause == nil {
		return
	}
	if cause == http.ErrAbortHandler {
		panic(cause)
	}
	what := fmt.Sprintf("%T", cause)
	if e, ok := cause.(runtime.Error); ok {
		what = e.Error()
	}
	s.config.Log.LogAttrs(r.Context(), slog.LevelError, "panic",
		slog.String("id", RequestID(r.Context())), slog.String("cause", what), slog.String("stack", string(debug.Stack())))
	if a.status != 0 {
		panic(http.ErrAbortHandler) // half an answer must not pass for a whole one
	}
	s.fail(a, r, errPanic)
}

// blame logs why a request failed when it is ours to mend. Faults of other
// kinds are everyday: the request's own line shows their status.
func (s *Server) blame(r *http.Request, err error) {
	level, cause := slog.LevelDebug, fault.CodeOf(err)
	switch fault.KindOf(err) {
	case fault.Internal, fault.Unavailable:
		level, cause = slog.LevelError, err.Error()
	}
	s.config.Log.LogAttrs(r.Context(), level, "request failed",
		slog.String("id", RequestID(r.Context())),
		slog.String("kind", fault.KindOf(err).String()), slog.String("cause", cause))
}
