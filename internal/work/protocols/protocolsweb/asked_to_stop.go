package protocolsweb

import (
	"context"
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"kith/internal/plat/forms"
	"kith/internal/registers/people"
	"kith/internal/work/protocols"
	"kith/internal/work/steps"
)

// stopLesson is that somebody asked us to stop.
type stopLesson struct {
	what   forms.Checkboxes
	saidBy forms.String
}

func newStopLesson() lesson {
	l := &stopLesson{
		what: forms.Checkboxes{Name: "what", Label: "What did they ask us to stop?", Required: true, Missing: "Select what they asked us to stop", Small: true},
		saidBy: forms.String{
			Name: "said-by", Label: "Who said so?", Required: true, Missing: "Enter who said so", Max: 120,
			Hint: "They themselves, or who for them. That you took it, and when, is kept.",
		},
	}
	for _, c := range people.StopChoices() {
		l.what.Options = append(l.what.Options, forms.Option{Value: c.Value, Label: c.Label})
	}
	return l
}

func (l *stopLesson) title() string                { return "They asked us to stop" }
func (l *stopLesson) path() string                 { return "/asked-to-stop" }
func (l *stopLesson) fact() people.FactKind        { return people.StopAskedFact }
func (l *stopLesson) parsers() []forms.Parser      { return []forms.Parser{&l.what, &l.saidBy} }
func (l *stopLesson) parse(values url.Values) bool { return forms.Parse(values, l.parsers()...) }
func (l *stopLesson) inputs() templ.Component      { return stopInputs(l) }

func (l *stopLesson) fill(r people.Record) {
	l.what.Set(r.StopAsked.What...)
	l.saidBy.Set(r.StopAsked.SaidBy)
}

func (l *stopLesson) tell(_ context.Context, _ *pages, to *people.Record) error {
	to.StopAsked = people.StopAsked{What: l.what.Value(), SaidBy: l.saidBy.Value()}
	return nil
}

func (l *stopLesson) follows(ctx context.Context, p *pages, who people.Person, to people.Record) (v preview, err error) {
	if kinds, some := protocols.StopKinds(to.StopAsked); some {
		all, err := p.protocols.Halting(ctx, who, steps.AskedToStop, kinds...)
		if err != nil {
			return v, err
		}
		v = previewOf(all)
	}
	for _, c := range people.StopChoices() {
		if slices.Contains(to.StopAsked.What, c.Value) {
			v.notes = append(v.notes, stopNotes[c.Value])
		}
	}
	if !to.StopAsked.Of(people.StopEverything) {
		v.notes = append(v.notes, "Other help goes on. Where a later step would ring, visit or write in a way they do not want, a role decides how.")
	}
	return v, nil
}

var stopNotes = map[string]string{
	people.StopEverything: "Nobody rings, visits or writes to them, and no message goes by itself.",
	people.StopCalls:      "Nobody rings them.",
	people.StopVisits:     "Nobody goes to their door.",
	people.StopTexts:      "No text goes to them.",
}

func (l *stopLesson) then(ctx context.Context, p *pages, who people.Person, to people.Record) error {
	return p.protocols.Learned(ctx, who.Lead().ID, people.Reach{Asks: to.StopAsked}, people.StopAskedFact)
}
