package web

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/plat/govuk"
)

// TokenHeader is the header in which scripts may send the form token instead of
// the hidden input that govuk.Form draws.
const TokenHeader = "X-CSRF-Token"

var errOrigin = fault.New(fault.Forbidden, "web.origin", "This form was sent from another site. Open the page here and send it again.")

// errToken is for a form drawn for another session: the page offers to send it
// again with the right token, so that nobody's typing is lost.
var errToken = fault.New(fault.Forbidden, "web.token", "You signed in again after this page was opened. Check what you entered and send it again.")

// crossOrigin returns the check that a form comes from our own pages. Behind a
// proxy the host may be another than people see, so the public one is trusted.
func crossOrigin(publicURL string) (*http.CrossOriginProtection, error) {
	check := http.NewCrossOriginProtection()
	if publicURL == "" {
		return check, nil
	}
	if err := check.AddTrustedOrigin(publicURL); err != nil {
		return nil, &fault.Error{Kind: fault.Invalid, Code: "web.public-url", Message: "The public address must look like https://help.example.gov.uk, with no path.", Err: err}
	}
	return check, nil
}

func (s *Server) sameOrigin(r *http.Request) error {
	if s.machine(r.URL.Path) != nil {
		return nil // no cookie counts there, so a browser cannot be tricked
	}
	if err := s.origin.Check(r); err != nil {
		return errOrigin
	}
	return nil
}

// genuine checks the form token of a change made with a session cookie.
func (s *Server) genuine(r *http.Request) error {
	v := visited(r)
	if safe(r.Method) || v.token == "" || s.machine(r.URL.Path) != nil {
		return nil
	}
	given := r.Header.Get(TokenHeader)
	if given == "" {
		if _, err := Parse(r); err != nil {
			return err
		}
		given = r.PostForm.Get(govuk.CSRFField)
	}
	if !hmac.Equal([]byte(given), []byte(s.formToken(v.token))) {
		return errToken
	}
	return nil
}

func safe(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}

func (s *Server) formToken(session string) string { return s.sign("form", session) }

// sign returns the HMAC of a text for one purpose, in base64url.
func (s *Server) sign(purpose, text string) string {
	mac := hmac.New(sha256.New, s.config.Key)
	mac.Write([]byte(purpose + "\x00" + text))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// CSRF returns the form token of the signed-in visitor, which govuk.Form posts
// back; "" for the public, whose forms the cross-origin check alone protects.
//
//	@govuk.Form("/needs", web.CSRF(ctx)) { … }
func CSRF(ctx context.Context) string {
	v := visitOf(ctx)
	if v == nil || v.token == "" {
		return ""
	}
	return v.server.formToken(v.token)
}
