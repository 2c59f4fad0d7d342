package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/govuk"
	"kith/internal/plat/words"
)

// failurePage is what somebody reads when a request went wrong.
type failurePage struct {
	title  string
	lead   string
	resend *resend // nil when sending again would not help
	lines  []string
}

// resend is a posted form put back on the page, so that no typing is lost.
type resend struct {
	action string
	token  string
	kept   []answer
	signIn string // "" when still signed in
}

// answer is one posted value.
type answer struct{ name, value string }

// failurePage answers with the page for an error. Should even that fail, two
// plain lines are better than nothing.
func (s *Server) failurePage(w http.ResponseWriter, r *http.Request, err error) {
	v, status := visited(r), Status(err)
	content := s.explain(r, err)
	page := Page{Title: content.title, Body: failureBody(content)}
	if failed := v.show(w, r, status, page, ""); failed != nil {
		s.blame(r, failed)
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(status)
		fmt.Fprintf(w, "%s\n%s\n", content.title, content.lead)
	}
}

// explain chooses the words for an error. Only a fault's own message, which is
// written for people, is shown; other texts stay in the log.
func (s *Server) explain(r *http.Request, err error) failurePage {
	said, kind := say(r.Context()), fault.KindOf(err)
	page := failurePage{}
	page.title, page.lead = said.of(err)
	if own, ok := errors.AsType[*fault.Error](err); ok && own.Message != "" && kind != fault.Internal {
		page.lead = words.Fault(r.Context(), own)
	}
	if worthResending(err) {
		page.resend = s.resend(r, kind)
	}
	if kind == fault.Internal {
		page.lines = append(page.lines, fmt.Sprintf(said.Reference, RequestID(r.Context())))
	}
	if line := helpline(said, s.config.Borough(r.Context())); line != "" {
		page.lines = append(page.lines, line)
	}
	return page
}

// of returns the title and the usual first sentence for an error.
func (w *Words) of(err error) (title, lead string) {
	switch {
	case errors.Is(err, errNoMethod):
		return w.NoMethod, w.NoMethodLead
	case errors.Is(err, errToken):
		return w.Token, ""
	}
	switch fault.KindOf(err) {
	case fault.Invalid:
		return w.Invalid, w.InvalidLead
	case fault.NotFound:
		return w.NoPage, w.NoPageLead
	case fault.Forbidden:
		return w.Forbidden, w.ForbiddenLead
	case fault.Unauthenticated:
		return w.SignedOut, w.SignedOutLead
	case fault.Conflict:
		return w.Conflict, w.ConflictLead
	case fault.Stale:
		return w.Stale, w.StaleLead
	case fault.TooLarge:
		return w.TooLarge, w.TooLargeLead
	case fault.RateLimited:
		return w.RateLimited, w.RateLimitedLead
	case fault.Unavailable:
		return w.Unavailable, w.UnavailableLead
	default:
		return w.Internal, w.InternalLead
	}
}

func helpline(said *Words, b Borough) string {
	phone := words.Unbroken(b.Phone)
	switch {
	case phone == "":
		return ""
	case b.Hours == "":
		return fmt.Sprintf(said.HelplineWithoutHours, phone)
	default:
		return fmt.Sprintf(said.Helpline, phone, b.Hours)
	}
}

// worthResending reports whether the same form may well be taken next time.
func worthResending(err error) bool {
	switch fault.KindOf(err) {
	case fault.Unauthenticated, fault.RateLimited, fault.Unavailable, fault.Internal:
		return true
	}
	return errors.Is(err, errToken)
}

// resend returns the form to put back on the page, or nil when this was none,
// when it came from another site, or when its answers are secret.
func (s *Server) resend(r *http.Request, kind fault.Kind) *resend {
	v := visited(r)
	if r.Method != http.MethodPost || v.secret || s.sameOrigin(r) != nil || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		return nil
	}
	values, err := Parse(r)
	if err != nil || !local(r.URL.Path) {
		return nil
	}
	again := &resend{action: r.URL.RequestURI(), token: CSRF(r.Context()), kept: kept(values)}
	if kind == fault.Unauthenticated {
		again.signIn = s.signIn("")
	}
	return again
}

// kept lists posted values in a steady order, without tokens and passwords.
func kept(values url.Values) []answer {
	var all []answer
	for name, given := range values {
		if name == govuk.CSRFField || confidential(name) {
			continue
		}
		for _, value := range given {
			all = append(all, answer{name, strings.ToValidUTF8(value, "\uFFFD")})
		}
	}
	slices.SortStableFunc(all, func(a, b answer) int { return strings.Compare(a.name, b.name) })
	return all
}

func confidential(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc([]string{"password", "passcode", "passphrase", "secret", "pin"}, func(word string) bool {
		return name == word || len(word) > 3 && strings.Contains(name, word)
	})
}
