package rounds

import (
	"context"

	"kith/internal/work/fleet"
	"kith/internal/work/routing"
)

// Seat is a shift with its vehicle's name, for lists.
type Seat struct {
	fleet.Shift
	Vehicle  string
	Kind     fleet.Kind
	Capacity fleet.Capacity
	// Minutes is the longest it is away; 0 is its shift.
	Minutes int
}

// Seats are the shifts of a plan's day that it may use, by id; a driver who is only supposed is
// called so.
func (s *Service) Seats(ctx context.Context, p Plan, choices routing.Choices) (map[fleet.ShiftID]Seat, error) {
	rules, err := s.Rules(ctx)
	if err != nil {
		return nil, err
	}
	q := &asking{plan: p, Question: routing.Question{Rules: rules, Day: p.Day, Choices: choices}}
	if err := q.readShifts(s.db.Read(ctx)); err != nil {
		return nil, err
	}
	all := map[fleet.ShiftID]Seat{}
	for _, one := range q.Crews {
		all[one.ID] = Seat{one.Shift, one.Vehicle.Name, one.Vehicle.Kind, one.Vehicle.Capacity, rules.Kind(one.Vehicle.Kind).Minutes}
	}
	return all, nil
}
