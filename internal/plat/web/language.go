package web

import (
	"fmt"
	"net/http"
	"net/url"
	"time"

	"kith/internal/plat/govuk"
	"kith/internal/plat/words"
)

// languageCookie keeps the language somebody chose. It does what they asked for, so it
// needs no consent.
const (
	languageCookie = "language"
	languageLife   = 365 * 24 * time.Hour
	languageAsked  = "lang" // in an address: "?lang=pl"
)

type languageWords struct {
	Unchecked string // "%s" is the number to ring
}

var languageTexts = words.Declare[languageWords]("languages")

// heard puts the language somebody chose, now or before, on the request. A choice in the
// address is kept.
func (s *Server) heard(w http.ResponseWriter, r *http.Request) *http.Request {
	v := visited(r)
	if l, ok := words.Find(r.URL.Query().Get(languageAsked)); ok {
		v.chose = true
		s.setCookie(w, languageCookie, l.Code, languageLife)
		return v.speaks(r, l)
	}
	if l, ok := words.Find(s.cookie(r, languageCookie)); ok {
		v.chose = true
		return v.speaks(r, l)
	}
	return r
}

// ChoseLanguage reports whether somebody has chosen a language, now or before.
func ChoseLanguage(r *http.Request) bool { return visited(r).chose }

// In is the address of a page here in a language, as its links to other languages have it.
func In(path string, l *words.Language) string { return path + "?" + languageAsked + "=" + l.Code }

func (v *visit) speaks(r *http.Request, l *words.Language) *http.Request {
	v.language = l
	return r.WithContext(words.With(r.Context(), l))
}

// understood answers in English where the page is in no other language, and to whoever is
// signed in: what people work with is English. A volunteer is one of the public, who came in
// by a link.
func (s *Server) understood(r *http.Request, route Route) *http.Request {
	v := visited(r)
	v.spoken = route.spoken && (!v.who.SignedIn() || v.who.VolunteerID() != "")
	if v.spoken || v.language.IsEnglish() {
		return r
	}
	v.request = v.speaks(r, words.English())
	return v.request
}

// languages are the links by which the page here is read in another language. What else
// stood in the address that was asked for is not said again: anybody may have written it.
func (v *visit) languages(r *http.Request, here string) []govuk.LanguageLink {
	to, err := url.Parse(here)
	if err != nil || here == "" {
		to = &url.URL{Path: r.URL.Path}
	}
	if !v.spoken {
		return nil
	}
	var all []govuk.LanguageLink
	for _, l := range words.Languages() {
		asked := to.Query()
		asked.Set(languageAsked, l.Code)
		to := url.URL{Path: to.Path, RawQuery: asked.Encode()}
		all = append(all, govuk.LanguageLink{Name: l.Name, Code: l.Code, Href: to.RequestURI(), Current: l == v.language})
	}
	return all
}

// unchecked says in the page's language and in English that nobody has read the words yet.
func (v *visit) unchecked(b Borough) []govuk.Said {
	if v.language.Checked && !b.Unchecked {
		return nil
	}
	var all []govuk.Said
	for _, l := range []*words.Language{v.language, words.English()} {
		all = append(all, govuk.Said{Code: l.Code, RTL: l.RightToLeft, Text: fmt.Sprintf(languageTexts.Of(l).Unchecked, words.Unbroken(b.Phone))})
	}
	return all
}
