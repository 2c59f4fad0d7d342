package peopleweb

import (
	"net/http"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
)

// How many people a look-up shows: as many as can be read at a glance while typing, and
// as many as anybody reads before typing more.
const (
	whileTyping = 10
	onPage      = 25
)

func newTerms() forms.String {
	return forms.String{
		Name: "terms", Label: "Who are you looking for?", Required: true, Max: 100,
		Hint:    "Name, postcode, phone number, NHS number or date of birth, in any order. The beginning is enough. Or the reference of a request.",
		Missing: "Enter a name, postcode, phone number or date of birth",
	}
}

// results are the people a search found.
type results struct {
	searched bool
	hits     []people.Hit
	more     bool // there are others than are shown
	hoods    map[string]string
	today    day.Date
	decides  bool // the caller may say who is who
	opens    bool // the caller may open somebody in an emergency
}

func (p *pages) start(w http.ResponseWriter, r *http.Request) error {
	return p.showSearch(w, r, http.StatusOK, newTerms(), results{decides: people.MayDecide(access.From(r.Context())), opens: access.From(r.Context()).Has(editors...)})
}

func (p *pages) showSearch(w http.ResponseWriter, r *http.Request, status int, terms forms.String, found results) error {
	title := "Find a person"
	if found.searched {
		title = "People found"
	}
	return web.Render(w, r, status, web.Page{
		Title: title, Wide: true, Section: section, Errors: forms.Errors(&terms), Body: searchPage(terms, found),
	})
}

// search keeps what was typed and goes on to the page of what it finds: the words do not
// stand in any address.
func (p *pages) search(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	terms := newTerms()
	if !forms.Parse(values, &terms) {
		return p.showSearch(w, r, http.StatusUnprocessableEntity, terms, results{})
	}
	id, err := p.people.KeepSearch(r.Context(), terms.Value())
	if fault.KindOf(err) == fault.Invalid {
		terms.Fail(fault.MessageOf(err))
		return p.showSearch(w, r, http.StatusUnprocessableEntity, terms, results{})
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, "/found/"+string(id))
}

func (p *pages) found(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[people.KeptSearch](r.PathValue("id"))
	if err != nil {
		return err
	}
	kept, err := p.people.KeptSearch(r.Context(), id)
	if fault.KindOf(err) == fault.NotFound {
		return web.Redirect(w, r, "/people") // it was kept for an hour
	}
	if err != nil {
		return err
	}
	terms := newTerms()
	terms.Set(kept.Text)
	all, err := p.results(r, kept.Text, onPage)
	if err != nil {
		return err
	}
	return p.showSearch(w, r, http.StatusOK, terms, all)
}

// lookUp answers while somebody types, once they pause.
func (p *pages) lookUp(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	terms := newTerms()
	terms.Required = false
	if !forms.Parse(values, &terms) || terms.Value() == "" {
		return web.Fragment(w, r, http.StatusOK, foundFragment(results{}))
	}
	all, err := p.results(r, terms.Value(), whileTyping)
	if err != nil {
		return err
	}
	return web.Fragment(w, r, http.StatusOK, foundFragment(all))
}

func (p *pages) results(r *http.Request, text string, limit int) (all results, err error) {
	all.hits, err = p.around.AskedAs(r.Context(), text)
	if err == nil && len(all.hits) == 0 {
		all.hits, err = p.people.Search(r.Context(), text, limit+1)
	}
	if err != nil {
		return all, err
	}
	if len(all.hits) > limit {
		all.hits, all.more = all.hits[:limit], true
	}
	all.searched, all.today = true, day.Of(p.around.Now())
	all.hoods, err = p.hoods(r.Context())
	return all, err
}
