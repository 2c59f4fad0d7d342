package intake

import (
	"context"
	"slices"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/directory"
	"kith/internal/registers/places"
	"kith/internal/work/needs"
)

// Outlook is what a call would become if it ended now.
type Outlook struct {
	Routing   places.Routing
	ContactBy time.Time // zero while nothing was asked for
	Needs     []Foreseen
	Texts     bool // they may be sent a text with the reference
}

// Foreseen is one need that would be opened, as whoever looks may be told of it.
type Foreseen struct {
	Guarded  bool // a restricted need: nothing else is told
	Name     string
	Route    string // how it would be met; "" is the usual way
	Priority needs.Priority
	DueAt    time.Time
	Because  []string
	Flags    []string
	Refer    []string // names of the services that would be told
	Offer    []string // names of help to offer first
}

// Foresee says what a call would become, by the same plan that [Service.Ask] carries out.
// Answers still missing leave it vague, never wrong.
func (s *Service) Foresee(ctx context.Context, c Call) (o Outlook, err error) {
	defer fault.Wrap(&err, "foresee call %s", c.ID)
	b, err := s.blueprintOf(ctx, c.Blueprint)
	if err != nil {
		return o, err
	}
	a := c.asking()
	who, now := described(a.Answers), s.db.Read(ctx).Now()
	if o.Routing, err = s.places.Route(ctx, who.Address.Postcode); err != nil {
		return o, err
	}
	p, err := rulesIn(b).plan(a, who, o.Routing, now)
	if err != nil {
		return o, err
	}
	o.Texts = p.person.SafeContact.Texts
	if len(p.needs) > 0 {
		o.ContactBy = now.Add(time.Duration(p.request.FirstContactHours) * time.Hour)
	}
	for _, d := range p.needs {
		o.Needs = append(o.Needs, p.foreseen(b, d, o.Routing.Neighbourhood, access.From(ctx), now))
	}
	return o, nil
}

func (p plan) foreseen(b *blueprint.Blueprint, d needs.Result, hood string, who access.Principal, now time.Time) Foreseen {
	if !(needs.Need{Decision: d}).Named(who) {
		return Foreseen{Guarded: true, Priority: d.Priority, DueAt: now.Add(time.Duration(d.DueHours) * time.Hour)}
	}
	f := Foreseen{Name: d.Need, Priority: d.Priority, DueAt: now.Add(time.Duration(d.DueHours) * time.Hour), Flags: slices.Clone(d.Flags)}
	if c, ok := blueprint.Part[*needs.Catalogue](b).Find(d.Need); ok {
		f.Name = c.Name
	}
	if r, ok := blueprint.Part[*needs.Triage](b).Route(d.Route); ok {
		f.Route = r.Name
	}
	for _, r := range d.Reasons {
		f.Because = append(f.Because, r.Because)
	}
	told := slices.Clone(d.ReferTo)
	if d.StraightTo != "" {
		told = append(told, d.StraightTo)
	}
	for _, to := range told {
		f.Refer = append(f.Refer, p.nameOf(to, hood, now))
	}
	for _, id := range d.SteerTo {
		if one, ok := blueprint.Part[*directory.Signposts](b).Find(id); ok {
			f.Offer = append(f.Offer, one.Name)
		}
	}
	return f
}

// nameOf is the service a referral would go to today, in words.
func (p plan) nameOf(to, hood string, now time.Time) string {
	found, err := p.services.Resolve(to, hood, day.Of(now))
	if err != nil {
		return to
	}
	return found.Name
}
