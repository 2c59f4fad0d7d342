package householdsweb

import (
	"cmp"
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/households"
)

// homeForm is what a home is like to reach.
type homeForm struct {
	version  forms.Hidden
	floor    forms.String
	lift     forms.Radios
	stairs   forms.Checkboxes
	entry    forms.String
	pets     forms.String
	delivery forms.Text

	changed []govuk.Row // what somebody else wrote meanwhile, beside what was typed
	whoWhen string
}

const noStairs = "cannot"

func newHomeForm(h households.Household) *homeForm {
	f := &homeForm{
		version: versioned(h.Version),
		floor:   forms.String{Name: "floor", Label: "Floor", Hint: "For example: fourth, or ground.", Max: 40, Width: 20},
		lift: forms.Radios{Name: "lift", Label: "Lift", Inline: true, Small: true, Options: []forms.Option{
			{Value: string(households.HasLift), Label: "There is a lift"}, {Value: string(households.NoLift), Label: "There is no lift"},
		}},
		stairs:   forms.Checkboxes{Name: "stairs", Label: "Stairs", Small: true, Options: []forms.Option{{Value: noStairs, Label: "Somebody here cannot use the stairs"}}},
		entry:    forms.String{Name: "entry", Label: "Getting in", Hint: "For example: flats – need to buzz. Never a code of a key safe.", Max: 200},
		pets:     forms.String{Name: "pets", Label: "Pets", Max: 100},
		delivery: forms.Text{Name: "delivery", Label: "Delivery notes", Hint: "For example: leave with the warden.", Max: 500, Rows: 3},
	}
	f.floor.Set(h.Floor)
	f.lift.Set(string(h.Lift))
	if h.NoStairs {
		f.stairs.Set(noStairs)
	}
	f.entry.Set(h.Entry)
	f.pets.Set(h.Pets)
	f.delivery.Set(h.Delivery)
	return f
}

func (f *homeForm) fields() []forms.Parser {
	return []forms.Parser{&f.version, &f.floor, &f.lift, &f.stairs, &f.entry, &f.pets, &f.delivery}
}

func (f *homeForm) facts() households.Facts {
	return households.Facts{
		Floor: f.floor.Value(), Lift: households.Lift(f.lift.Value()), NoStairs: f.stairs.Has(noStairs),
		Entry: f.entry.Value(), Pets: f.pets.Value(), Delivery: f.delivery.Value(),
	}
}

func (p *pages) saveHome(w http.ResponseWriter, r *http.Request) error {
	person, err := p.personOf(r)
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	s, err := p.screen(r.Context(), person)
	if err != nil {
		return err
	}
	if !forms.Parse(values, s.home.fields()...) {
		s.errors = forms.Errors(s.home.fields()...)
		return s.show(w, r, http.StatusUnprocessableEntity)
	}
	err = p.households.SaveFacts(r.Context(), person.ID, versionOf(s.home.version), s.home.facts())
	if mendable(err) {
		s.home.overtaken(s.household(), fault.KindOf(err) == fault.Stale, p.around.AccountName(r.Context(), s.household().ChangedBy))
		s.errors = problem("#home", err)
		return s.show(w, r, web.Status(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "Saved what the home is like to reach")
	return web.Redirect(w, r, address(person.ID))
}

// overtaken keeps what was typed and sets what somebody else wrote beside it. Sent again
// the form has been seen with it, so it carries the version now shown.
func (f *homeForm) overtaken(now households.Household, stale bool, by string) {
	if !stale {
		return
	}
	f.version = versioned(now.Version)
	f.whoWhen = by
	f.changed = differences(factRows(now.Facts), factRows(f.facts()))
}

// said is one thing that is said, in words.
type said struct{ what, text string }

func factRows(f households.Facts) []said {
	stairs := "Not said"
	if f.NoStairs {
		stairs = "Somebody here cannot use them"
	}
	return []said{
		{"Floor", f.Floor},
		{"Lift", f.Lift.Label()},
		{"Stairs", stairs},
		{"Getting in", f.Entry},
		{"Pets", f.Pets},
		{"Delivery notes", f.Delivery},
	}
}

// differences sets what two people wrote side by side where they do not agree.
func differences(theirs, yours []said) (rows []govuk.Row) {
	for i, one := range theirs {
		if one.text != yours[i].text {
			rows = append(rows, govuk.Cells(one.what, cmp.Or(one.text, "Nothing"), cmp.Or(yours[i].text, "Nothing")))
		}
	}
	return rows
}

// problem leads from the error summary to a part of the page.
func problem(href string, err error) []forms.ErrorItem {
	return []forms.ErrorItem{{Href: href, Text: fault.MessageOf(err)}}
}
