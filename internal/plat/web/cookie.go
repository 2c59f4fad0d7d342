package web

import (
	"net/http"
	"time"
)

// The site's cookies are named kith, kith-flash… Over https they carry the
// __Host- prefix: the browser then insists on Secure, on the whole path and on
// this very host.
func (s *Server) cookieName(name string) string {
	full := "kith"
	if name != "" {
		full += "-" + name
	}
	if s.secure {
		return "__Host-" + full
	}
	return full
}

func (s *Server) cookie(r *http.Request, name string) string {
	c, err := r.Cookie(s.cookieName(name))
	if err != nil {
		return ""
	}
	return c.Value
}

// setCookie keeps a value in the browser: until the browser closes when life is
// 0, not at all when it is negative.
func (s *Server) setCookie(w http.ResponseWriter, name, value string, life time.Duration) {
	c := &http.Cookie{
		Name: s.cookieName(name), Value: value, Path: "/",
		HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteLaxMode,
	}
	switch {
	case life < 0:
		c.MaxAge = -1
	case life > 0:
		c.MaxAge = int(life.Seconds())
	}
	http.SetCookie(w, c)
}

// SetCookie keeps a value of a feature's own in the browser, such as the key of
// a draft, for the given time; 0 is until the browser closes. The value is not
// secret from its owner and not proof against them: keep an unguessable token
// in it, never a name or an id alone.
func SetCookie(w http.ResponseWriter, r *http.Request, name, value string, life time.Duration) {
	visited(r).server.setCookie(w, "x-"+name, value, max(life, 0))
}

// Cookie returns what [SetCookie] kept, or "".
func Cookie(r *http.Request, name string) string {
	return visited(r).server.cookie(r, "x-"+name)
}

// ClearCookie forgets what [SetCookie] kept.
func ClearCookie(w http.ResponseWriter, r *http.Request, name string) {
	visited(r).server.setCookie(w, "x-"+name, "", -1)
}
