package web

import (
	"net/http"
	"net/url"
	"strings"
	"time"
)

// SetSession signs the browser in with a session token that the Sessions
// function will know, for the given time; 0 is until the browser closes. Give a
// new token at every sign-in and change of role.
func SetSession(w http.ResponseWriter, r *http.Request, token string, life time.Duration) {
	v := visited(r)
	v.token = token // what is said in a flash now belongs to the session that reads it
	v.server.setCookie(w, "", token, max(life, 0))
}

// ClearSession signs the browser out and wipes what it kept of the pages. The
// session itself is ended by the accounts feature.
func ClearSession(w http.ResponseWriter, r *http.Request) {
	v := visited(r)
	v.token = ""
	v.server.forget(w, r)
	v.server.forgetFeatures(w, r)
	w.Header().Set("Clear-Site-Data", `"cache"`)
}

// SessionToken returns the token of the session this request belongs to, or ""
// when nobody is signed in.
func SessionToken(r *http.Request) string { return visited(r).token }

func (s *Server) forget(w http.ResponseWriter, r *http.Request) {
	if s.cookie(r, "") != "" {
		s.setCookie(w, "", "", -1)
	}
}

// forgetFeatures wipes what features kept with [SetCookie]: whoever signs in next at this
// computer finds no form of somebody else's.
func (s *Server) forgetFeatures(w http.ResponseWriter, r *http.Request) {
	own := s.cookieName("x-")
	for _, c := range r.Cookies() {
		if name, kept := strings.CutPrefix(c.Name, own); kept {
			s.setCookie(w, "x-"+name, "", -1)
		}
	}
}

// bearer returns the token of an Authorization header, or "".
func bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// signIn is where somebody who is not signed in goes, to come back to a path.
func (s *Server) signIn(then string) string {
	if then == "" || then == "/" {
		return s.config.SignIn
	}
	return s.config.SignIn + "?then=" + url.QueryEscape(then)
}

// Then returns the path on this site that a sign-in was asked for, from the
// query or the posted form, or fallback. An address elsewhere is never
// returned.
func Then(r *http.Request, fallback string) string {
	then := r.FormValue("then")
	if !local(then) {
		return fallback
	}
	return then
}

// local reports whether a path stays on this site. Browsers read "//host" and
// "/\host" as other sites and skip control characters.
func local(path string) bool {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\") {
		return false
	}
	return !strings.ContainsFunc(path, func(r rune) bool { return r < ' ' || r == 0x7f })
}
