package rounds

import (
	"context"

	"kith/internal/work/fleet"
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
func (s *Service) Seats(ctx context.Context, p Plan, choices Choices) (map[fleet.ShiftID]Seat, error) {
	rules, err := s.Rules(ctx)
	if err != nil {
		return nil, err
	}
	q := &question{rules: rules, plan: p, choices: choices, out: map[fleet.ShiftID]Round{}}
	if err := q.readShifts(ctx, s); err != nil {
		return nil, err
	}
	all := map[fleet.ShiftID]Seat{}
	for _, one := range q.shifts {
		all[one.ID] = Seat{one.Shift, one.vehicle.Name, one.vehicle.Kind, one.vehicle.Capacity, rules.Kind(one.vehicle.Kind).Minutes}
	}
	return all, nil
}
