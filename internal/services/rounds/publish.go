package rounds

import (
	"context"
	"slices"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/work/arrivals"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/routing"
)

// Publish gives the rounds of a plan's latest version to their drivers. Where it is published
// already, what has changed since is: stops that are done stay as they are. It is
// [fault.Conflict] where something on a round is no longer to be carried, or a driver is only
// supposed.
func (s *Service) Publish(ctx context.Context, id PlanID, version int64) (p Plan, err error) {
	defer fault.Wrap(&err, "publish plan %s", id)
	if p, err = s.planFor(ctx, id, planners); err != nil {
		return Plan{}, err
	}
	r, err := s.Rules(ctx)
	if err != nil {
		return Plan{}, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if p, err = planByID(tx, id); err != nil {
			return err
		}
		if p.Version != version {
			return stale("plan")
		}
		return s.publish(tx, r, &p)
	})
	if db.IsUnique(err) {
		err = conflict("rounds.on-another", "Something on these rounds is on a round of another plan by now. Plan again.")
	}
	return p, err
}

func (s *Service) publish(tx *db.Tx, r *fleet.Rules, p *Plan) error {
	if p.State != Draft && p.State != Published || p.Current == 0 {
		return conflict("rounds.nothing-to-publish", "There is nothing to publish: plan the rounds first.")
	}
	v, err := versionOf(tx, p.ID, p.Current)
	if err != nil {
		return err
	}
	if err := v.fit(tx); err != nil {
		return err
	}
	pub, err := published(tx, *p)
	if err != nil {
		return err
	}
	pub.rules, pub.version = r, v
	if err := pub.allowed(tx); err != nil {
		return err
	}
	if err := pub.write(tx); err != nil {
		return err
	}
	if err := pub.hand(tx); err != nil {
		return err
	}
	if err := pub.expect(tx); err != nil {
		return err
	}
	p.State, p.Published, p.Failed = Published, p.Current, ""
	if err := savePlan(tx, *p); err != nil {
		return err
	}
	p.Version++
	return p.tell(tx, "published rounds", "published", map[string]any{"version": p.Current, "stops": v.Stops(), "rounds": pub.changed})
}

// expect says when what is still to be brought comes, for whoever waits.
func (p *publishing) expect(tx *db.Tx) error {
	stops, err := stopsOfPlan(tx, p.plan.ID)
	if err != nil {
		return err
	}
	var all []arrivals.Arrival
	for _, s := range stops {
		if s.State == Planned && s.Task == routing.Bring && s.Source == routing.OfDelivery {
			all = append(all, arrivals.Arrival{Delivery: deliveries.ID(s.Ref.ID), Record: s.Record, At: s.ArriveAt})
		}
	}
	return arrivals.Expect(tx, string(p.plan.ID), p.version.Number, all)
}

// fit holds that the version can be driven as it is.
func (v *Version) fit(tx *db.Tx) error {
	for _, w := range v.Ways {
		if w.Extra > 0 && w.Out() {
			return conflict("rounds.supposed", "A driver on this plan is only supposed. Add the driver to the day and plan again, or plan without.")
		}
	}
	if v.Stops() == 0 {
		return conflict("rounds.empty", "No stop is on any round: there is nothing to publish.")
	}
	for i, item := range v.Items {
		if _, _, on := v.Where(i); !on {
			continue
		}
		fits, err := still(tx, v.Plan, item)
		if err != nil {
			return err
		}
		if !fits {
			return conflict("rounds.changed", item.Called()+" has changed since the rounds were planned. Plan again.")
		}
	}
	return nil
}

// still reports whether something is as it was planned, or out on this plan.
func still(r db.Reader, plan PlanID, i routing.Item) (bool, error) {
	same, err := asItWas(r, i)
	if err != nil || same {
		return same, err
	}
	all, err := stopsOfPlan(r, plan)
	return slices.ContainsFunc(all, func(s Stop) bool { return s.Ref == i.Ref && s.State != TakenOff }), err
}

// publishing is a version on its way to the drivers, with what they have now.
type publishing struct {
	plan    Plan
	rules   *fleet.Rules
	version Version
	rounds  map[fleet.ShiftID]Round
	stops   []Stop
	changed map[RoundID]string // rounds that are new or changed by it, for their drivers
}

func published(r db.Reader, p Plan) (*publishing, error) {
	pub := &publishing{plan: p, rounds: map[fleet.ShiftID]Round{}, changed: map[RoundID]string{}}
	all, err := roundsOfPlan(r, p.ID)
	if err != nil {
		return nil, err
	}
	for _, one := range all {
		pub.rounds[one.Shift] = one
	}
	pub.stops, err = stopsOfPlan(r, p.ID)
	return pub, err
}

// write makes the rounds and stops what the version says. What is on it no more is taken off
// first, so that nothing is on two rounds at once.
func (p *publishing) write(tx *db.Tx) error {
	on := map[string]bool{}
	for _, w := range p.version.Ways {
		for _, c := range w.Calls {
			if c.Item >= 0 {
				on[nameOf(p.version.Items[c.Item].Ref, c.Task)] = true
			}
		}
	}
	for i := range p.stops {
		s := &p.stops[i]
		if s.State == Planned && (s.Task == routing.Reload || !on[nameOf(s.Ref, s.Task)]) {
			s.State = TakenOff
			if err := saveStop(tx, *s); err != nil {
				return err
			}
			s.Version++
			if s.Task != routing.Reload {
				p.touched(s.Round)
			}
		}
	}
	for _, w := range p.version.Ways {
		if err := p.round(tx, w); err != nil {
			return err
		}
	}
	return nil
}

func nameOf(ref routing.Ref, t routing.Task) string {
	return string(ref.Source) + " " + ref.ID + " " + string(t)
}

// round makes one round what its way says.
func (p *publishing) round(tx *db.Tx, w routing.Way) error {
	round, known := p.rounds[w.Shift]
	if !known && !w.Out() || known && (round.State == RoundBack || round.State == RoundClosed) {
		return nil
	}
	if !known {
		made, err := p.begin(tx, w)
		if err != nil {
			return err
		}
		round = made
	}
	if round.State == RoundReady {
		round.LeaveAt = when(p.plan, w.Leave)
	}
	round.ReturnAt, round.Metres, round.LineSeconds, round.PlanNumber = when(p.plan, w.Return), w.Metres, w.Seconds, p.version.Number
	var err error
	if known {
		err = saveRound(tx, round)
	} else {
		err = insertRound(tx, round)
	}
	if err != nil {
		return err
	}
	for i, c := range w.Calls {
		if err := p.stop(tx, round, int64(i+1), c); err != nil {
			return err
		}
	}
	return nil
}

func (p *publishing) begin(tx *db.Tx, w routing.Way) (Round, error) {
	shift, err := fleet.ShiftByID(tx, w.Shift)
	if err != nil {
		return Round{}, err
	}
	v, err := fleet.VehicleByID(tx, shift.Vehicle)
	if err != nil {
		return Round{}, err
	}
	round := Round{
		ID: ident.New[Round](tx.Now()), Plan: p.plan.ID, Number: int64(len(p.rounds) + 1), Day: p.plan.Day, Neighbourhood: p.plan.Neighbourhood, Shift: shift.ID,
		Vehicle: v.Name, Kind: v.Kind, Driver: shift.Driver, Depot: shift.Depot, State: RoundReady, UntilAt: shift.Until, Version: 1,
	}
	p.rounds[shift.ID] = round
	p.changed[round.ID] = "new"
	return round, nil
}

// touched notes that the stops of a round that its driver has are others now.
func (p *publishing) touched(id RoundID) {
	if p.changed[id] == "" {
		p.changed[id] = "changed"
	}
}

// when is a time of a version's as the clock has it.
func when(p Plan, seconds int32) time.Time {
	return p.Day.Start().Add(time.Duration(seconds) * time.Second)
}

// stop puts a call on a round: what is done stays as it is, what is there is moved.
func (p *publishing) stop(tx *db.Tx, round Round, position int64, c routing.Call) error {
	arrive, begin, leave := when(p.plan, c.Arrive), when(p.plan, c.Begin), when(p.plan, c.Leave)
	var item routing.Item
	if c.Item >= 0 {
		item = p.version.Items[c.Item]
		for _, s := range p.stops {
			if s.Ref != item.Ref || s.Task != c.Task || s.State == TakenOff {
				continue
			}
			if s.State.Done() {
				return nil
			}
			if s.Round != round.ID || s.Position != position {
				p.touched(s.Round)
				p.touched(round.ID)
			}
			s.Round, s.Position, s.ArriveAt, s.BeginAt, s.LeaveAt = round.ID, position, arrive, begin, leave
			return placeStop(tx, s)
		}
	}
	if c.Item >= 0 {
		p.touched(round.ID)
	}
	return insertStop(tx, Stop{
		ID: ident.New[Stop](tx.Now()), Round: round.ID, Plan: p.plan.ID, Position: position, Task: c.Task, Ref: item.Ref, Record: item.Record, Neighbourhood: item.Hood,
		ArriveAt: arrive, BeginAt: begin, LeaveAt: leave, Load: item.Load, State: Planned, Version: 1,
	})
}
