package contactsweb

import (
	"net/http"

	"kith/internal/kernel/day"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
)

// mostFound is how many people a look-up lists.
const mostFound = 15

// finding is the first step of the log: whom it was with.
type finding struct {
	terms    forms.String
	searched bool
	hits     []people.Hit
	today    day.Date
}

func newFinding() finding {
	return finding{terms: forms.String{
		Name: "terms", Label: "Who was it with?", Required: true, Max: 100, Autocomplete: "off",
		Hint:    "Name, postcode, phone number or date of birth. The beginning is enough.",
		Missing: "Enter a name, postcode, phone number or date of birth",
	}}
}

func (p *pages) find(w http.ResponseWriter, r *http.Request) error {
	return p.showFinding(w, r, http.StatusOK, newFinding())
}

// search finds the person. What was typed stands in no address.
func (p *pages) search(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := newFinding()
	if !forms.Parse(values, &f.terms) {
		return p.showFinding(w, r, http.StatusUnprocessableEntity, f)
	}
	f.searched, f.today = true, day.Of(p.around.Now())
	if f.hits, err = p.people.Search(r.Context(), f.terms.Value(), mostFound); err != nil {
		return err
	}
	return p.showFinding(w, r, http.StatusOK, f)
}

func (p *pages) showFinding(w http.ResponseWriter, r *http.Request, status int, f finding) error {
	return web.Render(w, r, status, web.Page{
		Title: "Contact log", Section: "Contact log", Errors: forms.Errors(&f.terms), Body: findPage(f),
	})
}
