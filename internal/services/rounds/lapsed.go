package rounds

import (
	"context"
	"fmt"
	"slices"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/work/fleet"
	"kith/internal/work/routing"
)

// barring is what the register of volunteers tells that may bar somebody from what is on their
// round.
var barring = []string{
	"volunteers.changed", "volunteers.handed-over", "volunteers.moved", "volunteers.excluded", "volunteers.own", "volunteers.checked", "volunteers.check-ends",
	"volunteers.check-withdrawn",
}

// lapsed takes off a volunteer's published rounds what the register says they may not bring any
// more: a check lapsed, they left, or they are kept from somebody. It is on no round then, with
// why, and its driver and whoever waits are told as after any change. What is on its way already
// is left to whoever follows the round: see [Service.MayNot]. It may run again.
func (s *Service) lapsed(ctx context.Context, e journal.Sealed) error {
	who := e.ObjectID("volunteer")
	ahead, err := roundsAhead(s.db.Read(ctx), who, s.Today(ctx))
	if err != nil || len(ahead) == 0 {
		return err
	}
	rules, err := s.Rules(ctx)
	if err != nil {
		return ignore(err, fault.NotFound)
	}
	for _, one := range ahead {
		if one.State != RoundReady {
			continue
		}
		if err := s.db.Write(ctx, func(tx *db.Tx) error { return takeBack(tx, rules, one.ID) }); err != nil {
			return err
		}
	}
	return nil
}

// barredOf are the stops of a round that its driver may not make any more, with why.
func barredOf(r db.Reader, rules *fleet.Rules, round Round) (stops []Stop, why []string, err error) {
	shift, err := fleet.ShiftByID(r, round.Shift)
	if err != nil || shift.Driver.Staff {
		return nil, nil, err
	}
	all, err := stopsOfRound(r, round.ID)
	if err != nil {
		return nil, nil, err
	}
	for _, stop := range all {
		if stop.State != Planned || stop.Task == routing.Reload {
			continue
		}
		err := mayBring(r, rules, shift.Driver, Plan{Day: round.Day}, stop.Ref)
		if err != nil && fault.KindOf(err) != fault.Conflict {
			return nil, nil, err
		}
		if err != nil {
			stops, why = append(stops, stop), append(why, fault.MessageOf(err))
		}
	}
	return stops, why, nil
}

// takeBack takes what is barred off a round that has not set out, and off its plan.
func takeBack(tx *db.Tx, rules *fleet.Rules, id RoundID) error {
	round, err := holdRound(tx, id)
	if err != nil || round.State != RoundReady {
		return err
	}
	stops, why, err := barredOf(tx, rules, round)
	if err != nil || len(stops) == 0 {
		return err
	}
	off := map[routing.Ref]string{}
	for i, stop := range stops {
		stop.State, stop.Note = TakenOff, why[i]
		if err := saveStop(tx, stop); err != nil {
			return err
		}
		off[stop.Ref] = why[i]
	}
	p, err := planByID(tx, round.Plan)
	if err != nil || p.State == Solving { // what is being worked out asks the register again
		return err
	}
	return p.without(tx, round, off)
}

// without writes a version in which loads are on a round no more, which drivers have at once.
func (p *Plan) without(tx *db.Tx, round Round, off map[routing.Ref]string) error {
	v, err := versionOf(tx, p.ID, p.Current)
	if err != nil {
		return err
	}
	for i, item := range v.Items {
		w, _, on := v.Where(i)
		why, barred := off[item.Ref]
		if !barred || !on || v.Ways[w].Shift != round.Shift {
			continue
		}
		v.Ways[w].Calls = slices.DeleteFunc(v.Ways[w].Calls, func(c routing.Call) bool { return c.Item == i })
		v.Left = append(v.Left, routing.LeftOut{Item: i, Why: round.Driver.Name + " may not bring it any more. " + why, Mend: "Plan the late changes, or move it to another round."})
	}
	had := p.Published == p.Current
	if err := p.add(tx, v.Body, "Taken off the round of "+round.Driver.Name+", who may not bring it any more"); err != nil {
		return err
	}
	if !had {
		return nil
	}
	p.Published = p.Current
	if err := savePlan(tx, *p); err != nil {
		return err
	}
	p.Version++
	v.Number = p.Current
	if err := (&publishing{plan: *p, version: v}).expect(tx); err != nil {
		return err
	}
	return p.tell(tx, "took loads off a volunteer's round", "published", map[string]any{"version": p.Current, "stops": v.Stops(), "rounds": map[RoundID]string{round.ID: "changed"}})
}

// MayNot says of rounds of a plan that are under way which loads their volunteer may not bring any
// more, and why: each is for whoever follows the round to settle.
func (s *Service) MayNot(ctx context.Context, p Plan) (all []string, err error) {
	defer fault.Wrap(&err, "what may not be brought on plan %s", p.ID)
	if p.Published == 0 {
		return nil, nil
	}
	r := s.db.Read(ctx)
	rounds, err := roundsOfPlan(r, p.ID)
	if err != nil {
		return nil, err
	}
	rules, err := s.Rules(ctx)
	if err != nil {
		return nil, err
	}
	for _, round := range rounds {
		if !round.State.Driven() || round.Day.Before(day.Of(r.Now())) {
			continue
		}
		stops, why, err := barredOf(r, rules, round)
		if err != nil {
			return nil, err
		}
		for i := range stops {
			all = append(all, fmt.Sprintf("%s, stop %d: %s", round.Driver.Name, stops[i].Position, why[i]))
		}
	}
	return all, nil
}
