package peopleweb

import (
	"context"
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
)

// editing is the page on which what is known of a person is changed.
type editing struct {
	person  people.Person
	current people.Record
	form    *editForm
	clashes []clash
}

// clash is one fact that somebody else has changed since the page was opened.
type clash struct {
	people.Difference
	by string // name of whoever changed it
}

func (p *pages) edit(w http.ResponseWriter, r *http.Request) error {
	person, err := p.editable(r)
	if err != nil {
		return err
	}
	f := newEditForm()
	f.fill(person.Current())
	f.Seen.Set(person.Seen())
	return p.showEdit(w, r, http.StatusOK, editing{person: person, form: f})
}

// ofAddress is the person of the address, for somebody who may see them.
func (p *pages) ofAddress(r *http.Request) (people.Person, error) {
	id, err := ident.Parse[people.Person](r.PathValue("id"))
	if err != nil {
		return people.Person{}, err
	}
	return p.people.Person(r.Context(), id)
}

// editable is the person of the address, for somebody who may change them.
func (p *pages) editable(r *http.Request) (people.Person, error) {
	person, err := p.ofAddress(r)
	if err == nil && !people.MayEdit(access.From(r.Context()), person) {
		err = access.Check(r.Context(), person.Lead().Neighbourhood, editors...)
	}
	return person, err
}

func (p *pages) showEdit(w http.ResponseWriter, r *http.Request, status int, e editing) error {
	e.current = e.person.Current()
	return web.Render(w, r, status, web.Page{
		Title: "Change what is known of " + e.current.Name(), Wide: true, Back: address(e.person.ID), Section: section,
		Errors: wrongWith(e.clashes, e.form.fields()...), Body: editPage(e),
	})
}

// wrongWith is what is wrong with a form: its fields, and what somebody else changed
// meanwhile.
func wrongWith(clashes []clash, fields ...forms.Parser) []forms.ErrorItem {
	wrong := forms.Errors(fields...)
	if len(clashes) > 0 {
		wrong = append(wrong, forms.ErrorItem{Href: "#changed", Text: "Somebody else has changed this person since you opened the page. Compare, then save again"})
	}
	return wrong
}

// change saves what was typed. When somebody else has changed the person meanwhile, it
// shows fact by fact what they wrote beside what was typed here, which stays in the form.
func (p *pages) change(w http.ResponseWriter, r *http.Request) error {
	person, err := p.editable(r)
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := newEditForm()
	if !f.parse(values, person.Current()) {
		return p.showEdit(w, r, http.StatusUnprocessableEntity, editing{person: person, form: f})
	}
	e := people.Edit{Seen: f.Seen.Value(), To: f.record()}
	now := person.Current() // what is learned on pages of its own stays as it is
	e.To.StopAsked, e.To.Moved = now.StopAsked, now.Moved
	if err := p.route(r.Context(), now, &e.To); err != nil {
		return err
	}
	err = p.people.Change(r.Context(), person.ID, e)
	if fault.KindOf(err) == fault.Stale {
		return p.showClashes(w, r, e)
	}
	if err != nil {
		return err
	}
	return p.changed(w, r, person.ID, e)
}

func (p *pages) changed(w http.ResponseWriter, r *http.Request, id people.PersonID, e people.Edit) error {
	web.Flash(w, r, "What is known of "+e.To.Name()+" is saved")
	return web.Redirect(w, r, address(id))
}

// route finds the hub of an address that has changed.
func (p *pages) route(ctx context.Context, now people.Record, to *people.Record) error {
	to.Neighbourhood, to.CheckByHand = now.Neighbourhood, now.CheckByHand
	to.RoutingRule, to.RoutingSource = now.RoutingRule, now.RoutingSource
	if to.Address.Postcode == now.Address.Postcode {
		return nil
	}
	at, err := p.around.Route(ctx, to.Address.Postcode)
	to.Neighbourhood, to.CheckByHand = at.Neighbourhood, at.CheckByHand
	to.RoutingRule, to.RoutingSource = string(at.Rule), at.Source
	return err
}

// showClashes shows what somebody else wrote beside what was typed here. Where both wrote
// the same, it is saved.
func (p *pages) showClashes(w http.ResponseWriter, r *http.Request, e people.Edit) error {
	id, err := ident.Parse[people.Person](r.PathValue("id"))
	if err != nil {
		return err
	}
	person, all, err := p.people.Differences(r.Context(), id, &e)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		e.Seen = person.Seen()
		if err := p.people.Change(r.Context(), person.ID, e); err != nil {
			return err
		}
		return p.changed(w, r, person.ID, e)
	}
	f := newEditForm()
	f.fill(e.To)
	f.Seen.Set(person.Seen())
	shown := editing{person: person, form: f}
	for _, d := range all {
		one := clash{Difference: d, by: "A new record"}
		if d.By != "" {
			one.by = p.around.AccountName(r.Context(), d.By)
		}
		shown.clashes = append(shown.clashes, one)
	}
	return p.showEdit(w, r, http.StatusConflict, shown)
}
