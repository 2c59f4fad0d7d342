package callweb

import (
	"net/http"
	"net/url"
	"strings"

	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/services/intake"
)

// mostFound is how many people a look-up shows: as many as can be read at a glance.
const mostFound = 8

// found are the people a look-up shows.
type found struct {
	searched bool
	hits     []people.Hit
	more     bool
	settings []organisations.Organisation // care homes and the like
}

func newTerms() forms.String {
	return forms.String{Name: "terms", Label: "Who is it for?", Max: 100, Hint: "Name, postcode, phone or date of birth, in any order. Or the reference of a request, or the name of a care home, school or other place."}
}

// find looks people up. Nobody is chosen by it, however few there are.
func (p *pages) find(r *http.Request, values url.Values) (forms.String, found, error) {
	terms := newTerms()
	if !forms.Parse(values, &terms) || terms.Value() == "" {
		return terms, found{}, nil
	}
	hits, err := p.around.AskedAs(r.Context(), terms.Value())
	if err == nil && len(hits) == 0 {
		hits, err = p.people.Search(r.Context(), terms.Value(), mostFound+1)
	}
	if err != nil {
		return terms, found{}, err
	}
	f := found{searched: true, hits: hits}
	if len(hits) > mostFound {
		f.hits, f.more = hits[:mostFound], true
	}
	f.settings, err = p.settingsNamed(r.Context(), terms.Value())
	return terms, f, err
}

// lookUp answers while somebody types, once they pause.
func (p *pages) lookUp(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	c, err := p.callOf(r)
	if err != nil {
		return err
	}
	_, f, err := p.find(r, values)
	if err != nil {
		return err
	}
	return web.Fragment(w, r, http.StatusOK, foundBody(f, p.around.Now(), c.Caller))
}

// search shows whom the button "Search" finds.
func (p *pages) search(w http.ResponseWriter, r *http.Request, c intake.Call, values url.Values) error {
	terms, f, err := p.find(r, values)
	if err != nil {
		return err
	}
	s, err := p.screen(r.Context(), c)
	if err != nil {
		return err
	}
	s.terms, s.found, s.errors = terms, f, forms.Errors(&terms)
	return p.show(w, r, http.StatusOK, s)
}

// inWords says how many people were found.
func (f found) inWords() string {
	switch {
	case !f.searched:
		return ""
	case len(f.hits) == 0:
		return "Nobody is found."
	case f.more:
		return "The closest are shown. Type more to find others."
	case len(f.hits) == 1:
		return "1 person found."
	}
	return "These people are found."
}

func oneLine(r people.Record) string { return strings.Join(r.AddressLines(), ", ") }
