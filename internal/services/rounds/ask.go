package rounds

import (
	"context"
	"slices"

	"kith/internal/plat/db"
	"kith/internal/registers/places"
	"kith/internal/work/fleet"
	"kith/internal/work/routing"
)

// asking is the question of a plan, while what it takes is read.
type asking struct {
	routing.Question
	plan   Plan
	rounds map[fleet.ShiftID]Round // that drivers have of the plan
}

// ask puts the question of a plan: of everything that is ready, or where only is set of that
// alone.
func (s *Service) ask(ctx context.Context, p Plan, choices routing.Choices, only []routing.Item) (*routing.Question, error) {
	rules, err := s.Rules(ctx)
	if err != nil {
		return nil, err
	}
	q := &asking{plan: p, rounds: map[fleet.ShiftID]Round{}, Question: routing.Question{
		Rules: rules, Day: p.Day, AskedAt: p.AskedAt, Choices: choices, Aboard: map[routing.Ref]fleet.ShiftID{}, Out: map[fleet.ShiftID]bool{},
	}}
	r := s.db.Read(ctx)
	own, err := q.readRounds(r)
	if err != nil {
		return nil, err
	}
	if q.Cargo, err = s.gather(ctx, rules, p, own); err != nil {
		return nil, err
	}
	if only != nil {
		q.Cargo = slices.DeleteFunc(q.Cargo, func(c routing.Cargo) bool {
			return !slices.ContainsFunc(only, func(i routing.Item) bool { return i.Ref == c.Ref })
		})
	}
	if err := q.readShifts(r); err != nil {
		return nil, err
	}
	if len(q.Crews) == 0 {
		return nil, invalid("rounds.no-drivers", "Nobody drives on "+p.Day.Long()+". Add a driver with a vehicle first.")
	}
	if err := q.bar(r); err != nil {
		return nil, err
	}
	return &q.Question, s.pose(ctx, q)
}

// pose makes the kernel's problem, by the roads as they were driven lately.
func (s *Service) pose(ctx context.Context, q *asking) error {
	r := s.db.Read(ctx)
	var codes []string
	for _, d := range q.Rules.All() {
		codes = append(codes, string(d.Postcode))
	}
	spots, err := places.Spots(r, codes)
	if err != nil {
		return err
	}
	if q.Factor, err = calibration(r, q.Day); err != nil {
		return err
	}
	guide, err := s.fleet.GuideBy(ctx, s.guide)
	if err != nil {
		return err
	}
	return q.Pose(ctx, guide, spots)
}

// readRounds reads what drivers have of this plan already, and what of it they have done.
func (q *asking) readRounds(r db.Reader) (own []Stop, err error) {
	if q.plan.Published == 0 {
		return nil, nil
	}
	rounds, err := roundsOfPlan(r, q.plan.ID)
	if err != nil {
		return nil, err
	}
	byID := map[RoundID]Round{}
	for _, one := range rounds {
		byID[one.ID], q.rounds[one.Shift], q.Out[one.Shift] = one, one, one.State == RoundOut
	}
	if own, err = stopsOfPlan(r, q.plan.ID); err != nil {
		return nil, err
	}
	own = onRound(own)
	for _, stop := range own {
		shift := byID[stop.Round].Shift
		if stop.Task != routing.Reload {
			q.Aboard[stop.Ref] = shift
		}
		if q.Out[shift] && stop.State.Done() {
			q.Driven = append(q.Driven, routing.Driven{Shift: shift, Ref: stop.Ref, Task: stop.Task, At: stop.SaidAt})
		}
	}
	return own, nil
}

// readShifts reads who drives: nobody who drives another plan's rounds, or is back from theirs.
func (q *asking) readShifts(r db.Reader) error {
	all, err := fleet.ShiftsOn(r, q.Day, scope(q.plan.Neighbourhood))
	if err != nil {
		return err
	}
	busy, err := taken(r, q.Day, q.plan.ID)
	if err != nil {
		return err
	}
	vehicles, err := fleet.VehiclesOf(r, all)
	if err != nil {
		return err
	}
	for _, one := range all {
		if state := q.rounds[one.ID].State; !busy[one.ID] && state != RoundBack && state != RoundClosed {
			q.Crews = append(q.Crews, routing.Crew{Shift: one, Vehicle: vehicles[one.Vehicle]})
		}
	}
	for i, e := range q.Choices.Extra {
		q.Crews = append(q.Crews, routing.Supposed(q.Rules, q.Day, e, i+1))
	}
	return nil
}
