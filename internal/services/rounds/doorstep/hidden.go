package doorstep

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/places"
	"kith/internal/services/rounds"
	"kith/internal/work/routing"
)

// HiddenAddress tells a withheld address to the one named driver, on the day, while the stop is
// still to be made. That they asked is on the disk first. For everybody else, and afterwards,
// there is no such stop.
func (s *Service) HiddenAddress(ctx context.Context, id rounds.StopID) (a places.Address, err error) {
	defer fault.Wrap(&err, "withheld address of stop %s", id)
	r := s.db.Read(ctx)
	stop, err := rounds.StopIn(r, id)
	if err != nil {
		return a, err
	}
	round, err := rounds.RoundIn(r, stop.Round)
	if err != nil {
		return a, err
	}
	named, err := rounds.NamedFor(r, stop.Ref.ID)
	if err != nil {
		return a, err
	}
	if !round.Drives(ctx, r.Now()) || stop.State != rounds.Planned || stop.Task != routing.Bring || named != access.From(ctx).Account {
		return a, noSuch("stop")
	}
	return s.withheld.BringTo(ctx, "to bring something there: round "+string(round.ID), round.Neighbourhood, stop.Record)
}
