package callweb

import (
	"net/http"
	"time"

	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/registers/people/peopleview"
	"kith/internal/services/intake"
)

// listPage is somebody's calls that are not finished.
type listPage struct {
	intake.CallLists
	desk forms.Select
	now  time.Time
}

func (p *pages) list(w http.ResponseWriter, r *http.Request) error {
	desk, err := p.desk(r)
	if err != nil {
		return err
	}
	return p.showList(w, r, http.StatusOK, desk)
}

func (p *pages) showList(w http.ResponseWriter, r *http.Request, status int, desk forms.Select) error {
	lists, err := p.intake.Calls(r.Context())
	if err != nil {
		return err
	}
	return web.Render(w, r, status, web.Page{
		Title: "Calls", Wide: true, Section: section, Errors: forms.Errors(&desk), Body: listBody(listPage{lists, desk, p.around.Now()}),
	})
}

// desk asks where somebody has come to; the last place is chosen already.
func (p *pages) desk(r *http.Request) (forms.Select, error) {
	f := forms.Select{Name: "place", Label: "Where have they come to?", Missing: "Select where they have come to", Required: true}
	all, err := p.intake.Places(r.Context())
	if err != nil {
		return f, err
	}
	for _, one := range all {
		f.Options = append(f.Options, forms.Option{Value: one.Name, Label: one.Name})
	}
	last, err := p.intake.LastPlace(r.Context())
	f.Set(last)
	return f, err
}

// startDesk begins with somebody who has come to a place.
func (p *pages) startDesk(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	desk, err := p.desk(r)
	if err != nil {
		return err
	}
	if !forms.Parse(values, &desk) {
		return p.showList(w, r, http.StatusUnprocessableEntity, desk)
	}
	c, err := p.intake.StartDesk(r.Context(), desk.Value())
	if err != nil {
		return err
	}
	return web.Redirect(w, r, address(c.ID))
}

// start begins a call, with somebody whose page it was begun on where one is named.
func (p *pages) start(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	if !values.Has(peopleview.PersonInput) {
		c, err := p.intake.StartCall(r.Context())
		if err != nil {
			return err
		}
		return web.Redirect(w, r, address(c.ID))
	}
	who, err := ident.Parse[people.Person](values.Get(peopleview.PersonInput))
	if err != nil {
		return err
	}
	person, err := p.people.Person(r.Context(), who)
	if err != nil {
		return err
	}
	c, err := p.intake.StartCallWith(r.Context(), person)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, address(c.ID))
}

// resume goes on with a call that broke off, or takes a colleague's over.
func (p *pages) resume(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[intake.Call](r.PathValue("id"))
	if err != nil {
		return err
	}
	c, err := p.intake.ResumeCall(r.Context(), id)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, address(c.ID))
}
