package tasksweb

import (
	"net/url"
	"slices"
	"strings"

	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/work/tasks"
)

// asking is what a protocol asks with one of the outcomes of a step: what must have been done,
// as ticks, and what must be said.
type asking struct {
	Code    string
	Ticks   forms.Checkboxes
	Choices []*forms.Select
	Texts   []*forms.String

	of []tasks.Asked
}

// asksOf makes the fields of every outcome that asks for something.
func asksOf(endings []tasks.Ending) (all []*asking) {
	for _, e := range endings {
		if len(e.More) > 0 {
			all = append(all, askOf(e))
		}
	}
	return all
}

func askOf(e tasks.Ending) *asking {
	a := &asking{Code: e.Code, of: e.More}
	a.Ticks = forms.Checkboxes{Name: "ticks-" + e.Code, Label: "What was done", Small: true, Required: true, Missing: "Tick each of these once it is done"}
	for _, one := range e.More {
		name := "ask-" + e.Code + "-" + one.ID
		switch {
		case one.Tick:
			a.Ticks.Options = append(a.Ticks.Options, forms.Option{Value: one.ID, Label: one.Label})
		case len(one.Options) > 0:
			s := &forms.Select{Name: name, Label: one.Label, Required: !one.Optional, Options: []forms.Option{{Label: "Choose"}}}
			for _, o := range one.Options {
				s.Options = append(s.Options, forms.Option{Value: o, Label: o})
			}
			a.Choices = append(a.Choices, s)
		default:
			a.Texts = append(a.Texts, &forms.String{Name: name, Label: one.Label, Required: !one.Optional, Max: 200})
		}
	}
	return a
}

// more are the fields of the outcome that was chosen.
func (f *actions) more(values url.Values) *asking {
	i := slices.IndexFunc(f.Asks, func(a *asking) bool { return a.Code == values.Get(f.Outcome.Name) })
	if i < 0 {
		return nil
	}
	return f.Asks[i]
}

// fields are the fields, in the order of the page.
func (a *asking) fields() (all []forms.Parser) {
	if len(a.Ticks.Options) > 0 {
		all = append(all, allTicks{&a.Ticks})
	}
	for _, c := range a.Choices {
		all = append(all, c)
	}
	for _, t := range a.Texts {
		all = append(all, t)
	}
	return all
}

// allTicks are check boxes of which each must be ticked.
type allTicks struct{ *forms.Checkboxes }

// Parse reads the ticks; see forms.Parser.
func (t allTicks) Parse(values url.Values) {
	t.Checkboxes.Parse(values)
	if t.Error == "" && len(t.Raw) < len(t.Options) {
		t.Fail(t.Missing)
	}
}

// answers are what was said, by the ids of the protocol.
func (a *asking) answers() map[string]string {
	if a == nil {
		return nil
	}
	said := map[string]string{}
	for _, id := range a.Ticks.Raw {
		said[id] = "yes"
	}
	for _, c := range a.Choices {
		said[a.id(c.Name)] = c.Value()
	}
	for _, t := range a.Texts {
		said[a.id(t.Name)] = t.Value()
	}
	return said
}

func (a *asking) id(name string) string { return strings.TrimPrefix(name, "ask-"+a.Code+"-") }

// reveals are what the choice of an outcome shows under it.
func (f *actions) reveals() (all []govuk.Reveal) {
	for _, a := range f.Asks {
		all = append(all, govuk.Reveal{Value: a.Code, Content: askFields(a)})
	}
	return all
}
