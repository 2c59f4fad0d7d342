package rounds

import (
	"context"
	"fmt"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/routing"
)

// Change is one thing somebody changes about a plan by hand.
type Change struct {
	Ref      routing.Ref
	Move     *routing.Move    // to another place, at once
	Several  *routing.Several // and to where each costs least there
	Pin      fleet.ShiftID    // this round and no other
	Not      fleet.ShiftID    // not this round
	Off      bool             // not today
	Back     bool             // take what was chosen of it back
	Along    bool             // today, although it was ready after the cut-off
	All      bool             // with Along: everything that was
	Wide     deliveries.Part  // at another part of the day, as they agreed
	Extra    *routing.Extra   // what if there were one more driver?
	Bigger   fleet.ShiftID    // what if this vehicle carried twice as much? For [Service.WhatIf] alone
	NoExtras bool             // there are none after all
	To       int64            // as it was in this version
}

// Difference is what a change made of a plan.
type Difference struct {
	Before, After routing.Figures
	Working       bool // it is being worked out: After is not known yet
	// Placed are on no round before and on one after, Lost the other way round, and Moved is how
	// many stops are on another round, where somebody asked what would be.
	Placed, Lost []routing.Item
	Moved        int
}

// Adjust changes a plan by hand. A stop that is moved is there at once, with what it costs;
// every other choice has the rest planned again. It is [fault.Stale] when somebody else has
// changed the plan since, and [fault.Conflict] in words where the stop cannot go there.
func (s *Service) Adjust(ctx context.Context, id PlanID, version int64, c Change) (d Difference, err error) {
	defer fault.Wrap(&err, "adjust plan %s", id)
	p, err := s.planFor(ctx, id, planners)
	if err != nil {
		return Difference{}, err
	}
	switch {
	case p.Version != version:
		return Difference{}, stale("plan")
	case p.Current == 0 || p.State == Solving:
		return Difference{}, conflict("rounds.solving", "The rounds are being worked out. Wait until they are there.")
	case p.State == Closed:
		return Difference{}, conflict("rounds.closed", "This day is closed. Plan another one.")
	}
	now, err := versionOf(s.db.Read(ctx), id, p.Current)
	if err != nil {
		return Difference{}, err
	}
	d.Before = now.Figures()
	var b routing.Body
	why := ""
	switch {
	case c.Move != nil || c.Several != nil:
		b, why, err = s.moved(ctx, p, now, c)
	case c.To > 0:
		b, why, err = s.asIn(ctx, p, c.To)
	default:
		return d, s.choose(ctx, p, now, c, &d)
	}
	if err != nil {
		return Difference{}, err
	}
	d.After = b.Figures()
	return d, s.db.Write(ctx, func(tx *db.Tx) error { return p.add(tx, b, why) })
}

// moved is the plan with one load, or several, somewhere else.
func (s *Service) moved(ctx context.Context, p Plan, now Version, c Change) (routing.Body, string, error) {
	p.AskedAt = s.Now(ctx)
	q, err := s.ask(ctx, p, now.Choices, now.Items)
	if err != nil {
		return routing.Body{}, "", err
	}
	if c.Several != nil {
		return q.SeveralMoved(&now.Body, *c.Several)
	}
	return q.Moved(&now.Body, c.Ref, *c.Move)
}

// asIn is the plan as it was in an earlier version. What drivers have had since is not taken
// back by this.
func (s *Service) asIn(ctx context.Context, p Plan, number int64) (routing.Body, string, error) {
	if p.Published > 0 {
		return routing.Body{}, "", conflict("rounds.published-since", "These rounds are published: drivers have them. Change them one by one.")
	}
	v, err := versionOf(s.db.Read(ctx), p.ID, number)
	return v.Body, fmt.Sprintf("As it was in version %d", number), err
}

// choose keeps a choice and has the rest planned again.
func (s *Service) choose(ctx context.Context, p Plan, now Version, c Change, d *Difference) error {
	choices, err := now.chosen(c)
	if err != nil {
		return err
	}
	if c.Extra != nil {
		r, err := s.Rules(ctx)
		if err != nil {
			return err
		}
		if !fleet.Known(r, c.Extra.Depot) || !slices.Contains(fleet.Kinds(), c.Extra.Kind) {
			return invalid("rounds.extra", "Select which vehicle, and where it begins.")
		}
	}
	d.Working = true
	return s.db.Write(ctx, func(tx *db.Tx) error {
		b := now.Body
		b.Choices = choices
		if err := p.add(tx, b, c.words(now)); err != nil {
			return err
		}
		asked := Again
		if p.Published > 0 {
			asked = Late
		}
		return p.ask(tx, asked)
	})
}

// chosen are the choices of a version with one more, or one for everything that was ready after
// the cut-off.
func (v *Version) chosen(c Change) (choices routing.Choices, err error) {
	if !c.All || !c.Along {
		return c.on(v.Choices)
	}
	choices = v.Choices
	for _, l := range v.Left {
		if l.After && err == nil {
			choices, err = Change{Ref: v.Items[l.Item].Ref, Along: true}.on(choices)
		}
	}
	return choices, err
}

// on are some choices with this one more.
func (more Change) on(c routing.Choices) (routing.Choices, error) {
	of := func(one routing.Choice) bool { return one.Ref == more.Ref }
	is := func(one routing.Ref) bool { return one == more.Ref }
	wide := func(one routing.Wide) bool { return one.Ref == more.Ref }
	c.Pins, c.Not, c.Off = slices.Clone(c.Pins), slices.Clone(c.Not), slices.Clone(c.Off)
	c.Along, c.Wide, c.Extra = slices.Clone(c.Along), slices.Clone(c.Wide), slices.Clone(c.Extra)
	switch {
	case more.Pin != "":
		c.Pins = append(slices.DeleteFunc(c.Pins, of), routing.Choice{Ref: more.Ref, Shift: more.Pin})
		c.Not, c.Off = slices.DeleteFunc(c.Not, func(one routing.Choice) bool { return one == routing.Choice{Ref: more.Ref, Shift: more.Pin} }), slices.DeleteFunc(c.Off, is)
	case more.Not != "":
		c.Not = append(c.Not, routing.Choice{Ref: more.Ref, Shift: more.Not})
		c.Pins = slices.DeleteFunc(c.Pins, of)
	case more.Off:
		c.Off = append(slices.DeleteFunc(c.Off, is), more.Ref)
	case more.Along:
		c.Along = append(slices.DeleteFunc(c.Along, is), more.Ref)
	case more.Wide != "":
		c.Wide = append(slices.DeleteFunc(c.Wide, wide), routing.Wide{Ref: more.Ref, Part: more.Wide})
	case more.Back:
		c.Pins, c.Not, c.Off = slices.DeleteFunc(c.Pins, of), slices.DeleteFunc(c.Not, of), slices.DeleteFunc(c.Off, is)
		c.Along, c.Wide = slices.DeleteFunc(c.Along, is), slices.DeleteFunc(c.Wide, wide)
	case more.Extra != nil:
		c.Extra = append(c.Extra, *more.Extra)
	case more.NoExtras:
		c.Extra = nil
	default:
		return c, invalid("rounds.nothing", "Choose what to change.")
	}
	return c, nil
}

// words say a choice, as the list of versions has it.
func (c Change) words(v Version) string {
	number := ""
	if i := v.Find(c.Ref); i >= 0 {
		number = v.Items[i].Called()
	}
	switch {
	case c.Pin != "":
		return number + " stays on one round"
	case c.Not != "":
		return number + " not on one round"
	case c.Off:
		return number + " taken off"
	case c.Along && c.All:
		return "Everything taken along after the cut-off"
	case c.Along:
		return number + " taken along after the cut-off"
	case c.Wide != "":
		return number + " at another time"
	case c.Back:
		return "A choice about " + number + " taken back"
	case c.Extra != nil:
		return "What if there were one more driver"
	}
	return "Without further drivers"
}
