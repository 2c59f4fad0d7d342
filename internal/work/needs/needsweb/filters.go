package needsweb

import (
	"context"
	"net/url"
	"slices"
	"time"

	"kith/internal/feature"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/work/needs"
)

// filterForm narrows the list. Its names are the address's, and what the figures of the
// dashboard lead to: from and until are moments there, days when somebody types them.
type filterForm struct {
	Hub     forms.Select
	State   forms.Select
	Channel forms.Select
	From    forms.String
	Until   forms.String
	Overdue forms.Checkboxes
	Refused forms.Checkboxes
	Handed  forms.Checkboxes
}

func (f *filterForm) fields() []forms.Parser {
	return []forms.Parser{&f.Hub, &f.State, &f.Channel, &f.From, &f.Until, &f.Overdue, &f.Refused, &f.Handed}
}

const yes = "yes"

func newFilterForm(ctx context.Context, known hubs) *filterForm {
	f := &filterForm{
		Hub:     forms.Select{Name: "hub", Label: "Hub", Options: hubOptions(ctx, known)},
		State:   forms.Select{Name: "state", Label: "Where it stands", Options: []forms.Option{{Label: "Any"}}},
		Channel: forms.Select{Name: "channel", Label: "Came in by", Options: []forms.Option{{Label: "Any channel"}}},
		From:    forms.String{Name: "from", Label: "Received from", Hint: "For example, 27/3/2020", Width: 20},
		Until:   forms.String{Name: "until", Label: "Received until", Hint: "Up to the end of this day", Width: 20},
		Overdue: forms.Checkboxes{Name: "overdue", Label: "Late", Small: true, Options: []forms.Option{{Value: yes, Label: "Not accepted in time"}}},
		Refused: forms.Checkboxes{Name: "refused", Label: "Given back", Small: true, Options: []forms.Option{{Value: yes, Label: "Given back by a hub"}}},
		Handed:  forms.Checkboxes{Name: "handed", Label: "Handed over", Hint: "Those you may not see any more say only how they stand.", Small: true, Options: []forms.Option{{Value: yes, Label: "Handed over by us"}}},
	}
	for _, s := range needs.RequestStates() {
		f.State.Options = append(f.State.Options, forms.Option{Value: string(s), Label: s.Label()})
	}
	for _, c := range needs.Channels() {
		f.Channel.Options = append(f.Channel.Options, forms.Option{Value: string(c), Label: c.Label()})
	}
	return f
}

// hubOptions are the hubs whose requests somebody may see.
func hubOptions(ctx context.Context, known hubs) []forms.Option {
	held, all := access.From(ctx).Neighbourhoods(readers...)
	options := []forms.Option{{Label: "All your hubs"}}
	if all {
		options[0].Label = "Whole borough"
	}
	for _, id := range known.order {
		if all || slices.Contains(held, id) {
			options = append(options, forms.Option{Value: id, Label: known.name(id)})
		}
	}
	if all {
		options = append(options, forms.Option{Value: feature.Queue, Label: coordination})
	}
	return options
}

// read takes the filters from an address. Wrong is true when one cannot be read, and the
// fields say which.
func (f *filterForm) read(query url.Values) (filter needs.RequestFilter, wrong bool) {
	if !forms.Parse(query, f.fields()...) {
		return filter, true
	}
	filter = needs.RequestFilter{
		Channel: needs.Channel(f.Channel.Value()), Overdue: f.Overdue.Has(yes), Refused: f.Refused.Has(yes), Handed: f.Handed.Has(yes),
	}
	if hub := f.Hub.Value(); hub == feature.Queue {
		filter.Neighbourhoods = []string{""}
	} else if hub != "" {
		filter.Neighbourhoods = []string{hub}
	}
	if s := f.State.Value(); s != "" {
		filter.States = []needs.RequestState{needs.RequestState(s)}
	}
	filter.From, filter.Until = moment(&f.From, false), moment(&f.Until, true)
	return filter, f.From.Err() != "" || f.Until.Err() != ""
}

// typedMoment is how a moment within a day stands in a field.
const typedMoment = "2/1/2006 15:04:05"

// moment reads a field as a moment: one as figures give it, or a day, of which an end is
// the end. It puts into the field what a person would have typed.
func moment(f *forms.String, end bool) time.Time {
	text := f.Value()
	if text == "" {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		at, err = time.ParseInLocation(typedMoment, text, day.London)
	}
	if d, wrong := day.ParseDate(text); err != nil && wrong == nil {
		if err = nil; end {
			d = d.AddDays(1)
		}
		at = d.At(0, 0)
	}
	if err != nil || at.Year() < 1900 || at.Year() > 9000 {
		f.Fail("Enter a day, for example 27/3/2020")
		return time.Time{}
	}
	f.Set(typed(at, end))
	return at
}

// typed is how a person types a moment: the day where it is the day's beginning or end.
func typed(at time.Time, end bool) string {
	at = at.In(day.London)
	of := at
	if end {
		of = at.Add(-time.Nanosecond)
	}
	if at.Equal(day.Of(at).At(0, 0)) {
		return of.Format("2/1/2006")
	}
	return at.Format(typedMoment)
}

// panel shows which filters are in force, each with the address without it.
func (f *filterForm) panel(query url.Values) govuk.Filter {
	panel := govuk.Filter{Action: "/requests", Clear: "/requests"}
	add := func(name, text string) {
		if text != "" && query.Get(name) != "" {
			panel.Chosen = append(panel.Chosen, govuk.ChosenFilter{Text: text, Remove: without(query, name)})
		}
	}
	add("hub", f.Hub.Chosen().Label)
	add("state", f.State.Chosen().Label)
	add("channel", f.Channel.Chosen().Label)
	add("from", "From "+f.From.Raw)
	add("until", "Until "+f.Until.Raw)
	add("overdue", f.Overdue.Options[0].Label)
	add("refused", f.Refused.Options[0].Label)
	add("handed", f.Handed.Options[0].Label)
	return panel
}
