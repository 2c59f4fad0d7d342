package householdsweb

import (
	"context"
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/registers/households"
)

// newHelper is the page on which a helper is noted.
func (p *pages) newHelper(r *http.Request) (*editing, error) {
	person, err := p.personOf(r)
	if err != nil {
		return nil, err
	}
	f := newHelperForm()
	return &editing{
		title: "Who helps " + person.Current().Name() + "?", person: person.ID, action: address(person.ID) + "/helper",
		button: "Add the helper", version: versioned(0), fields: f.fields(), draw: helperFields(f),
		typed: func() []said { return helperSaid(f.facts()) },
		save:  func(ctx context.Context, _ int64) error { return p.households.AddHelper(ctx, person.ID, f.facts()) },
	}, nil
}

// editHelper is the page on which a helper is changed.
func (p *pages) editHelper(r *http.Request) (*editing, error) {
	person, err := p.personOf(r)
	if err != nil {
		return nil, err
	}
	id, err := ident.Parse[households.Helper](r.PathValue("helper"))
	if err != nil {
		return nil, err
	}
	circle, err := p.households.Around(r.Context(), person.ID)
	if err != nil {
		return nil, err
	}
	helper, ok := circle.Helper(id)
	if !ok {
		return nil, fault.New(fault.NotFound, "householdsweb.no-such-helper", "This helper is not noted, or no longer helps.")
	}
	f := newHelperForm()
	f.set(helper.HelperFacts)
	return &editing{
		title: helper.Name + " helps " + person.Current().Name(), person: person.ID,
		action: address(person.ID) + "/helper/" + string(id), button: "Save the helper", end: "They no longer help",
		version: versioned(helper.Version), fields: f.fields(), draw: helperFields(f), stored: helperSaid(helper.HelperFacts), by: helper.ChangedBy,
		typed: func() []said { return helperSaid(f.facts()) },
		save: func(ctx context.Context, version int64) error {
			return p.households.SaveHelper(ctx, id, version, f.facts())
		},
		close: func(ctx context.Context, version int64) error { return p.households.EndHelper(ctx, id, version) },
	}, nil
}

// helperForm is what is said of a helper.
type helperForm struct {
	name     forms.String
	relation forms.String
	phone    forms.Phone
	does     forms.String
	mayRing  forms.Checkboxes
}

const may = "yes"

func newHelperForm() *helperForm {
	return &helperForm{
		name:     forms.String{Name: "name", Label: "Name they go by", Required: true, Missing: "Enter the name they go by", Max: 80, Width: 20},
		relation: forms.String{Name: "relation", Label: "Who they are", Hint: "For example: neighbour, son.", Max: 60, Width: 20},
		phone:    forms.Phone{Name: "phone", Label: "Phone number", Autocomplete: "off"},
		does:     forms.String{Name: "does", Label: "What they do", Hint: "For example: shops on Fridays.", Max: 200},
		mayRing:  forms.Checkboxes{Name: "may-ring", Label: "May we ring them?", Small: true, Options: []forms.Option{{Value: may, Label: "Yes, we may ring them"}}},
	}
}

func (f *helperForm) set(h households.HelperFacts) {
	f.name.Set(h.Name)
	f.relation.Set(h.Relation)
	f.phone.Set(h.Phone)
	f.does.Set(h.Does)
	if h.MayRing {
		f.mayRing.Set(may)
	}
}

func (f *helperForm) fields() []forms.Parser {
	return []forms.Parser{&f.name, &f.relation, &f.phone, &f.does, &f.mayRing}
}

func (f *helperForm) facts() households.HelperFacts {
	return households.HelperFacts{
		Name: f.name.Value(), Relation: f.relation.Value(), Phone: f.phone.Value(), Does: f.does.Value(), MayRing: f.mayRing.Has(may),
	}
}

func helperSaid(f households.HelperFacts) []said {
	ring := "No"
	if f.MayRing {
		ring = "Yes"
	}
	number := ""
	if f.Phone != "" {
		number = f.Phone.National()
	}
	return []said{{"Name", f.Name}, {"Who they are", f.Relation}, {"Phone number", number}, {"What they do", f.Does}, {"May we ring them", ring}}
}
