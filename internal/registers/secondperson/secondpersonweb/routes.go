// Package secondpersonweb is the page on which a second person agrees or refuses, and the part
// of the board that says somebody waits for one.
package secondpersonweb

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/places"
	"kith/internal/registers/secondperson"
)

// Path is the page of what waits for a second person.
const Path = "/second-person"

const section = "Second person"

// Around tells the pages what lies outside.
type Around interface {
	// Now is the time by the program's clock.
	Now() time.Time
	// Neighbourhoods are the borough's.
	Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error)
}

type pages struct {
	seconds *secondperson.Service
	around  Around
}

// Pages are the pages of second persons.
func Pages(s *secondperson.Service, around Around) web.Pages {
	p := &pages{s, around}
	who := access.Anyone(secondperson.Deciders()...)
	return web.Pages{Routes: []web.Route{
		web.Get(Path, who, p.list),
		web.Post(Path+"/{id}", who, p.decide),
	}}
}

// view is what waits, with the form of the one that was just sent where it needs mending.
type view struct {
	now     time.Time
	waiting []asked
	lately  []secondperson.Ask
	hubs    map[string]string
}

type asked struct {
	secondperson.Ask
	decision forms.Radios
	why      forms.String
}

func newAsked(a secondperson.Ask) asked {
	return asked{
		Ask: a,
		decision: forms.Radios{
			Name: "decision-" + string(a.ID), Label: "Do you agree?", Required: true, Missing: "Select whether you agree",
			Options: []forms.Option{{Value: "agree", Label: "I agree", Hint: "They can read it for an hour. Each time is in the journal, and so is that you agreed."}, {Value: "refuse", Label: "I refuse"}},
		},
		why: forms.String{Name: "why-" + string(a.ID), Label: "Why do you refuse?", Hint: "Whoever asked reads it. Leave it empty if you agree.", Max: 200, Noun: "why you refuse", Spellcheck: true},
	}
}

func (p *pages) list(w http.ResponseWriter, r *http.Request) error {
	return p.show(w, r, http.StatusOK, nil)
}

func (p *pages) show(w http.ResponseWriter, r *http.Request, status int, mending *asked) error {
	v := view{now: p.around.Now(), hubs: map[string]string{"": "No hub yet"}}
	all, err := p.seconds.Waiting(r.Context())
	if err != nil {
		return err
	}
	for _, a := range all {
		one := newAsked(a)
		if mending != nil && mending.ID == a.ID {
			one = *mending
		}
		v.waiting = append(v.waiting, one)
	}
	var errs []forms.ErrorItem
	if mending != nil {
		errs = forms.Errors(&mending.decision, &mending.why)
	}
	if v.lately, err = p.seconds.Lately(r.Context()); err != nil {
		return err
	}
	hoods, err := p.around.Neighbourhoods(r.Context())
	if err != nil {
		return err
	}
	for _, h := range hoods {
		v.hubs[h.ID] = h.Name
	}
	return web.Render(w, r, status, web.Page{Title: section, Back: "/", Section: section, Wide: true, Errors: errs, Body: listPage(v)})
}

func (p *pages) decide(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	one := newAsked(secondperson.Ask{ID: secondperson.ID(r.PathValue("id"))})
	all, err := p.seconds.Waiting(r.Context())
	if err != nil {
		return err
	}
	for _, a := range all {
		if a.ID == one.ID {
			one = newAsked(a)
		}
	}
	valid := forms.Parse(values, &one.decision, &one.why)
	if valid && one.decision.Value() == "refuse" && one.why.Value() == "" {
		one.why.Fail("Enter why you refuse")
		valid = false
	}
	if !valid {
		return p.show(w, r, http.StatusUnprocessableEntity, &one)
	}
	err = p.seconds.Decide(r.Context(), one.ID, one.decision.Value() == "agree", one.why.Value())
	if fault.KindOf(err) == fault.Conflict {
		web.Flash(w, r, fault.MessageOf(err))
		return web.Redirect(w, r, Path)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "Your decision is kept. "+one.ByName+" sees it on the page they asked from")
	return web.Redirect(w, r, Path)
}

func moment(at time.Time) string {
	return day.Of(at).Short() + " at " + at.In(day.London).Format("15:04")
}

func latelyTable(v view) govuk.Table {
	t := govuk.Table{
		Caption: "Decided lately", Stacks: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Who asked"}, {Text: "For"}, {Text: "Hub"}, {Text: "Why"}, {Text: "Decided"}},
		Empty:   govuk.Empty{Text: "Nothing has been decided by two people yet."},
	}
	for _, a := range v.lately {
		said := fmt.Sprintf("%s agreed, %s", a.DecidedName, moment(a.DecidedAt))
		if !a.Agreed {
			said = fmt.Sprintf("%s refused, %s: %s", a.DecidedName, moment(a.DecidedAt), a.Why)
		}
		t.Rows = append(t.Rows, govuk.Cells(a.ByName, "To "+a.Kind.Words(), v.hubs[a.Neighbourhood], a.Reason, said))
	}
	return t
}
