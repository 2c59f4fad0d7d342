package rounds

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
	"kith/internal/registers/places"
	"kith/internal/work/fleet"
)

// BasePins are the depots at which rounds of some shifts begin, each once.
func (s *Service) BasePins(ctx context.Context, seats map[fleet.ShiftID]Seat) (all []Pin, err error) {
	defer fault.Wrap(&err, "where rounds begin")
	rules, err := s.Rules(ctx)
	if err != nil {
		return nil, err
	}
	used := map[string]bool{}
	for _, one := range seats {
		used[one.Depot] = true
	}
	var codes []string
	for _, d := range rules.All() {
		codes = append(codes, string(d.Postcode))
	}
	spots, err := places.Spots(s.db.Read(ctx), codes)
	if err != nil {
		return nil, err
	}
	for _, d := range rules.All() {
		if at := rules.Spot(d, spots); used[d.ID] && at != nil {
			all = append(all, Pin{At: grid.ToLatLon(*at), Label: d.Name})
		}
	}
	return all, nil
}
