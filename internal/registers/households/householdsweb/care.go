package householdsweb

import (
	"context"
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/registers/households"
	"kith/internal/registers/people"
)

// careForm is what is said of care.
type careForm struct {
	does   forms.String
	backup forms.Text
	ring   forms.String
	cannot forms.Date
}

func newCareForm() *careForm {
	return &careForm{
		does:   forms.String{Name: "does", Label: "What they do", Hint: "For example: washing, meals, the nights.", Max: 200},
		backup: forms.Text{Name: "backup", Label: "Back-up plan", Hint: "What is to happen when they cannot go on.", Max: 500, Rows: 3},
		ring:   forms.String{Name: "ring", Label: "Who to ring then", Hint: "A name and a phone number.", Max: 120},
		cannot: forms.Date{Name: "cannot", Label: "They cannot go on since", Hint: "Leave empty while they can.", Noun: "date since when they cannot go on"},
	}
}

func (f *careForm) set(c households.CareFacts) {
	f.does.Set(c.Does)
	f.backup.Set(c.Backup)
	f.ring.Set(c.Ring)
	f.cannot.Set(c.CannotSince)
}

func (f *careForm) fields() []forms.Parser {
	return []forms.Parser{&f.does, &f.backup, &f.ring, &f.cannot}
}

func (f *careForm) facts() households.CareFacts {
	return households.CareFacts{Does: f.does.Value(), Backup: f.backup.Value(), Ring: f.ring.Value(), CannotSince: f.cannot.Value()}
}

// caredFor adds somebody who cares for the person; caring adds whom the person cares for.
func caredFor() *adding {
	f := newCareForm()
	return &adding{
		title:  func(name string) string { return "Who cares for " + name + "?" },
		action: "/carer", button: "Add the carer", fields: f.fields(), draw: careFields(f), done: "The carer is noted on both pages",
		do: func(ctx context.Context, p *pages, id people.PersonID, who households.Who) error {
			return p.households.AddCarer(ctx, id, who, f.facts())
		},
	}
}

func caring() *adding {
	f := newCareForm()
	return &adding{
		title:  func(name string) string { return "Whom does " + name + " care for?" },
		action: "/cares-for", button: "Add whom they care for", fields: f.fields(), draw: careFields(f), done: "It is noted on both pages",
		do: func(ctx context.Context, p *pages, id people.PersonID, who households.Who) error {
			return p.households.AddCared(ctx, id, who, f.facts())
		},
	}
}

// careSaid are the facts of care in words, to be compared.
func careSaid(f households.CareFacts) []said {
	since := ""
	if f.CannotGoOn() {
		since = f.CannotSince.Long()
	}
	return []said{{"What they do", f.Does}, {"Back-up plan", f.Backup}, {"Who to ring then", f.Ring}, {"They cannot go on since", since}}
}

// editCare is the page on which one care is changed.
func (p *pages) editCare(r *http.Request) (*editing, error) {
	person, err := p.personOf(r)
	if err != nil {
		return nil, err
	}
	id, err := ident.Parse[households.Care](r.PathValue("care"))
	if err != nil {
		return nil, err
	}
	circle, err := p.households.Around(r.Context(), person.ID)
	if err != nil {
		return nil, err
	}
	care, ok := circle.Care(id)
	if !ok {
		return nil, fault.New(fault.NotFound, "householdsweb.no-such-care", "This care is not noted, or it has ended.")
	}
	f := newCareForm()
	f.cannot.To = p.today()
	f.set(care.CareFacts)
	e := &editing{
		title: care.Carer.Name + " cares for " + care.Cared.Name, person: person.ID,
		action: address(person.ID) + "/care/" + string(id), button: "Save the care", end: "This care has ended",
		version: versioned(care.Version), fields: f.fields(), draw: careFields(f), stored: careSaid(care.CareFacts), by: care.ChangedBy,
		typed: func() []said { return careSaid(f.facts()) },
		save: func(ctx context.Context, version int64) error {
			return p.households.SaveCare(ctx, id, version, f.facts())
		},
		close: func(ctx context.Context, version int64) error { return p.households.EndCare(ctx, id, version) },
	}
	if care.YoungCarer(p.today()) {
		e.warning = care.Carer.Name + " is a young carer. Ask how they are, and what they need themselves."
	}
	return e, nil
}
