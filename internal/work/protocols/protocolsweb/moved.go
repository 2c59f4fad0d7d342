package protocolsweb

import (
	"cmp"
	"context"
	"net/url"

	"github.com/a-h/templ"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/postcode"
	"kith/internal/plat/forms"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/steps"
)

const (
	inside  = "inside"
	outside = "outside"
)

// movedLesson is that somebody has moved.
type movedLesson struct {
	where                    forms.Radios
	line1, line2, town, code forms.String
	to, council              forms.String
	saidBy                   forms.String
	hub                      string // of the new address
	parsedCode               postcode.Postcode
}

func newMovedLesson() lesson {
	return &movedLesson{
		where: forms.Radios{Name: "where", Label: "Where have they moved to?", Required: true, Missing: "Select where they have moved to", Options: []forms.Option{
			{Value: inside, Label: "In the borough"}, {Value: outside, Label: "Out of the borough"},
		}},
		line1:   forms.String{Name: "line1", Label: "Address line 1", Max: 120, Autocomplete: "off"},
		line2:   forms.String{Name: "line2", Label: "Address line 2 (optional)", Max: 120, Autocomplete: "off"},
		town:    forms.String{Name: "town", Label: "Town", Max: 60, Width: 20, Autocomplete: "off"},
		code:    forms.String{Name: "postcode", Label: "Postcode", Max: 16, Width: 10, Autocomplete: "off", Hint: "It says which hub helps them there."},
		to:      forms.String{Name: "to", Label: "Where to", Max: 120, Hint: "The town or the council. No address is needed."},
		council: forms.String{Name: "council", Label: "What the council there was told", Max: 200, Hint: "Whom you rang, and what they take over. Leave empty if nobody was told.", Spellcheck: true},
		saidBy:  forms.String{Name: "said-by", Label: "Who said so?", Required: true, Missing: "Enter who said so", Max: 120, Hint: "They themselves, or who else. That you took it, and when, is kept."},
	}
}

func (l *movedLesson) title() string         { return "They have moved" }
func (l *movedLesson) path() string          { return "/moved" }
func (l *movedLesson) fact() people.FactKind { return people.MovedFact }
func (l *movedLesson) parsers() []forms.Parser {
	return []forms.Parser{&l.where, &l.line1, &l.line2, &l.town, &l.code, &l.to, &l.council, &l.saidBy}
}
func (l *movedLesson) inputs() templ.Component { return movedInputs(l) }

func (l *movedLesson) fill(r people.Record) {
	if r.Moved.IsZero() {
		return
	}
	l.where.Set(outside)
	l.to.Set(r.Moved.To)
	l.council.Set(r.Moved.Council)
	l.saidBy.Set(r.Moved.SaidBy)
}

func (l *movedLesson) parse(values url.Values) bool {
	forms.Parse(values, l.parsers()...)
	switch l.where.Value() {
	case inside:
		if l.line1.Value() == "" {
			l.line1.Fail("Enter the first line of the new address")
		}
		code, err := postcode.Parse(l.code.Value())
		if err != nil {
			l.code.Fail(fault.MessageOf(err))
		}
		l.parsedCode = code
	case outside:
		if l.to.Value() == "" {
			l.to.Fail("Enter where they have moved to")
		}
	}
	return len(forms.Errors(l.parsers()...)) == 0
}

func (l *movedLesson) tell(ctx context.Context, p *pages, to *people.Record) error {
	if l.where.Value() == outside {
		to.Moved = people.Moved{To: l.to.Value(), SaidBy: l.saidBy.Value(), Council: l.council.Value()}
		return nil
	}
	at, err := p.around.Route(ctx, string(l.parsedCode))
	if err != nil {
		return err
	}
	to.Moved = people.Moved{}
	to.Address = places.Address{Line1: l.line1.Value(), Line2: l.line2.Value(), Town: l.town.Value(), Postcode: string(l.parsedCode)}
	to.Neighbourhood, to.CheckByHand, to.RoutingRule, to.RoutingSource = at.Neighbourhood, at.CheckByHand, string(at.Rule), at.Source
	return nil
}

func (l *movedLesson) follows(ctx context.Context, p *pages, who people.Person, to people.Record) (v preview, err error) {
	if l.where.Value() == outside {
		all, err := p.protocols.Halting(ctx, who, steps.Moved)
		v = previewOf(all)
		v.notes = []string{"Nobody goes to the old address, and nothing is written there."}
		if l.council.Value() == "" {
			v.notes = append(v.notes, "The council there was not told. Ring it if they still need help.")
		}
		return v, err
	}
	words, err := p.words(ctx)
	if err != nil {
		return v, err
	}
	l.hub = cmp.Or(words.hubs[to.Neighbourhood], "the coordination queue")
	v.notes = []string{"Their address changes. It belongs to " + l.hub + ".", "Work in steps goes on where it stands."}
	moving, err := p.around.ToHandOver(ctx, who, to.Neighbourhood)
	for _, r := range moving {
		v.moves = append(v.moves, string(r.Reference))
	}
	return v, err
}

// then hands what is open to the new hub, or stops the work.
func (l *movedLesson) then(ctx context.Context, p *pages, who people.Person, to people.Record) error {
	if l.where.Value() == outside {
		return p.protocols.Learned(ctx, who.Lead().ID, people.Reach{Moved: to.Moved}, people.MovedFact)
	}
	if to.Neighbourhood == "" {
		return nil // it is for the coordination point to find the hub
	}
	moving, err := p.around.ToHandOver(ctx, who, to.Neighbourhood)
	if err != nil {
		return err
	}
	for _, r := range moving {
		if err := p.around.HandOver(ctx, r.ID, r.Version, to.Neighbourhood, "They have moved, said by "+l.saidBy.Value()); err != nil {
			return err
		}
	}
	return nil
}
