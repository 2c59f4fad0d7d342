package volunteersweb

import (
	"cmp"
	"context"
	"net/http"
	"strings"

	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/registers/organisations"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
)

// facts are what the borough says, fetched once for a page.
type facts struct {
	hoods   []places.Neighbourhood
	rules   *volunteering.Rules
	helping []organisations.Organisation
	tongues []string
}

func (p *pages) facts(ctx context.Context) (f facts, err error) {
	if f.hoods, err = p.around.Neighbourhoods(ctx); err != nil {
		return facts{}, err
	}
	if f.rules, err = p.volunteers.Rules(ctx); err != nil {
		return facts{}, err
	}
	if f.helping, err = p.around.Helping(ctx); err != nil {
		return facts{}, err
	}
	f.tongues, err = p.around.Tongues(ctx)
	return f, err
}

func idOf(r *http.Request) (volunteers.ID, error) {
	return ident.Parse[volunteers.Volunteer](r.PathValue("id"))
}

// hoodOptions are the neighbourhoods somebody keeps volunteers of, after a first line.
func (f facts) hoodOptions(ctx context.Context, first string) []forms.Option {
	options, who := []forms.Option{{Label: first}}, access.From(ctx)
	for _, n := range f.hoods {
		if who.HasFor(n.ID, keepers...) {
			options = append(options, forms.Option{Value: n.ID, Label: n.Name})
		}
	}
	return options
}

// allHoods are all neighbourhoods but one, to hand somebody over to.
func (f facts) allHoods(but string) []forms.Option {
	options := []forms.Option{{Label: "Choose a neighbourhood"}}
	for _, n := range f.hoods {
		if n.ID != but {
			options = append(options, forms.Option{Value: n.ID, Label: n.Name})
		}
	}
	return options
}

func (f facts) hood(id string) string {
	for _, n := range f.hoods {
		if n.ID == id {
			return cmp.Or(n.ShortName, n.Name)
		}
	}
	return cmp.Or(id, "Not placed yet")
}

func (f facts) activityOptions() []forms.Option {
	var options []forms.Option
	for _, a := range f.rules.Activities {
		options = append(options, forms.Option{Value: a.ID, Label: a.Name})
	}
	return options
}

func (f facts) checkOptions() []forms.Option {
	var options []forms.Option
	for _, c := range f.rules.Checks {
		options = append(options, forms.Option{Value: c.ID, Label: c.Name})
	}
	return options
}

func (f facts) tongueOptions() []forms.Option {
	var options []forms.Option
	for _, t := range f.tongues {
		options = append(options, forms.Option{Value: t, Label: t})
	}
	return options
}

func (f facts) helpingOptions() []forms.Option {
	var options []forms.Option
	for _, o := range f.helping {
		options = append(options, forms.Option{Value: string(o.ID), Label: o.Name})
	}
	return options
}

func (f facts) organisation(id organisations.ID) string {
	for _, o := range f.helping {
		if o.ID == id {
			return o.Name
		}
	}
	return ""
}

// offers are the names of what somebody offers.
func (f facts) offers(activities []string) string {
	var names []string
	for _, id := range activities {
		if a, ok := f.rules.Activity(id); ok {
			names = append(names, a.Name)
		} else {
			names = append(names, id)
		}
	}
	return strings.Join(names, ", ")
}

func (f facts) check(id string) string {
	if c, ok := f.rules.Check(id); ok {
		return c.Name
	}
	return id
}

func standingTag(s volunteers.Standing) govuk.Tag {
	colour := map[volunteers.Standing]govuk.Colour{
		volunteers.Applied: govuk.Yellow, volunteers.Checking: govuk.Blue, volunteers.Inducting: govuk.Blue, volunteers.Active: govuk.Green,
		volunteers.Paused: govuk.Grey, volunteers.Reservist: govuk.Purple, volunteers.Left: govuk.Grey, volunteers.Refused: govuk.Red, volunteers.Revoked: govuk.Red,
	}[s]
	return govuk.Tag{Text: s.Label(), Colour: colour}
}

func yes(b bool) string {
	if b {
		return "Yes"
	}
	return "No"
}

func orNone(s string) string { return cmp.Or(s, "None given") }
