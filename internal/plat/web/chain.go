package web

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// ServeHTTP answers one request: it gives it an id and the security headers,
// finds the route and sees that every outcome, a panic included, is a page and
// a line in the log.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	v := s.newVisit()
	r = r.WithContext(context.WithValue(r.Context(), visitKey{}, v))
	answer := &recorder{ResponseWriter: w}
	maps.Copy(answer.Header(), s.headers)
	answer.Header().Set("X-Request-Id", v.id)
	r = s.heard(answer, r)
	defer s.account(v, answer, r)
	defer s.recovered(answer, r)
	s.dispatch(answer, r)
}

// dispatch hands the request to its route, or to the 404 or 405 page.
func (s *Server) dispatch(w *recorder, r *http.Request) {
	v := visited(r)
	found, pattern := s.mux.Handler(r)
	v.pattern = pattern
	if pattern == "" {
		s.guarded(s.nowhere(found)).ServeHTTP(w, r)
		return
	}
	s.mux.ServeHTTP(w, r)
}

// nowhere is the route of a path or method that has none. The mux's own
// handler knows which of the two it is and which methods there are.
func (s *Server) nowhere(found http.Handler) Route {
	return spoken(On(http.MethodGet, "", access.Public(), func(w http.ResponseWriter, r *http.Request) error {
		probe := newProbe()
		found.ServeHTTP(probe, r)
		if probe.status != http.StatusMethodNotAllowed {
			return errNoPage
		}
		w.Header().Set("Allow", probe.header.Get("Allow"))
		return errNoMethod
	}))
}

// guarded wraps a route with everything asked before its handler runs.
func (s *Server) guarded(route Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := visited(r)
		v.secret = route.secret
		r, done := s.prepared(w, r, route)
		defer done()
		if err := s.answer(w, r, route); err != nil {
			s.fail(w, r, err)
		}
	})
}

// prepared bounds the body and the time a request may take. done releases what
// the request held.
func (s *Server) prepared(w http.ResponseWriter, r *http.Request, route Route) (_ *http.Request, done func()) {
	v := visited(r)
	if r.Body != nil {
		r.Body = http.MaxBytesReader(underneath(w), r.Body, max(route.maxBody, s.limits.Body))
	}
	limit := route.deadline(s.limits)
	ctx, cancel := withLimit(r.Context(), limit)
	stay := func() bool { return true }
	if route.kind == stream {
		stay = context.AfterFunc(s.stopped, cancel)
	}
	lengthen(w, limit, route, s.limits)
	v.request = r.WithContext(ctx)
	return v.request, func() {
		stay()
		cancel()
		if form := v.request.MultipartForm; form != nil {
			_ = form.RemoveAll() // files of an upload; the system's sweep gets what stays
		}
	}
}

func withLimit(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	if limit > 0 {
		return context.WithTimeout(ctx, limit)
	}
	return context.WithCancel(ctx)
}

// lengthen gives uploads and streams more time on the wire than a page has.
// Servers without deadlines, as in tests, are left as they are.
func lengthen(w http.ResponseWriter, limit time.Duration, route Route, l Limits) {
	if limit == l.Handle || route.kind == bare {
		return
	}
	until := time.Time{}
	if limit > 0 {
		until = time.Now().Add(limit)
	}
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(until)
	_ = control.SetWriteDeadline(until)
}

// answer asks, in order: has it all arrived, is there room, does the request come from our own
// pages, who is it, have they sent too much, may they come in. Then it runs the
// handler.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, route Route) error {
	if route.kind == bare {
		return route.handle(w, r)
	}
	if err := s.received(r, route); err != nil {
		return err
	}
	place, err := s.admit(r, route)
	if err != nil {
		return err
	}
	defer place.leave()
	if err := s.sameOrigin(r); err != nil {
		return err
	}
	if r, err = s.identified(w, r); err != nil {
		return err
	}
	r = s.understood(r, route)
	if !place.justified(visited(r).who.SignedIn()) {
		return errBusy()
	}
	if err := s.asked(r, route); err != nil {
		return err
	}
	return route.handle(w, r)
}

// asked checks what depends on who is there: the rate, the rule, the token.
func (s *Server) asked(r *http.Request, route Route) error {
	v := visited(r)
	if err := s.withinRate(r, route); err != nil {
		return err
	}
	if !route.Who.Allows(v.who) {
		return refusal(v.who)
	}
	return s.genuine(r)
}

// refusal is the error for somebody the rule keeps out.
func refusal(p access.Principal) error {
	if !p.SignedIn() {
		return fault.New(fault.Unauthenticated, "web.signed-out", "Sign in to see this page.")
	}
	return fault.New(fault.Forbidden, "web.role", "")
}

// identified finds out who is asking and puts them on the context, for use
// cases (access.From) and for the database (db.CallerOf). Whose borough it is
// goes first: a session is looked up in it.
func (s *Server) identified(w http.ResponseWriter, r *http.Request) (*http.Request, error) {
	v := visited(r)
	caller := db.Caller{Borough: s.config.Borough(r.Context()).ID, Actor: "public"}
	ctx := db.As(r.Context(), caller)
	if token := s.presented(r); token != "" {
		who, err := s.config.Sessions(ctx, token)
		switch kind := fault.KindOf(err); {
		case err == nil && who.Program() && s.machine(r.URL.Path) == nil:
			s.forget(w, r) // the key of a program opens the API and no page
		case err == nil:
			v.who, v.token = who, token
		case kind == fault.Unauthenticated || kind == fault.NotFound:
			if s.machine(r.URL.Path) == nil {
				s.forget(w, r)
			}
		default:
			return r, err
		}
	}
	if v.who.SignedIn() {
		caller.Actor = v.who.Account
	}
	v.request = r.WithContext(db.As(access.With(ctx, v.who), caller))
	return v.request, nil
}

// presented returns the session token the request came with. Programs present
// it as a Bearer token, browsers as a cookie; neither may use the other's way,
// so that no other site can make a browser call the API.
func (s *Server) presented(r *http.Request) string {
	if s.machine(r.URL.Path) != nil {
		return bearer(r)
	}
	return s.cookie(r, "")
}

// ownRoutes are the pages every site has.
func (s *Server) ownRoutes() []Route {
	return slices.Concat(s.probes(), s.assetRoutes())
}

// gone reports whether the visitor went away before the answer was ready.
func gone(r *http.Request, err error) bool {
	return errors.Is(err, context.Canceled) && r.Context().Err() != nil
}
