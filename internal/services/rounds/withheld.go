package rounds

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/people"
	"kith/internal/work/deliveries"
	"kith/internal/work/routing"
)

// KeptApart lists what is ready for addresses that are withheld, in the neighbourhoods whose
// withheld addresses the caller may read: no address, and in its place who brings it, or that it
// is collected. Who looked is noted.
func (s *Service) KeptApart(ctx context.Context) (all []Line, err error) {
	defer fault.Wrap(&err, "what is ready for withheld addresses")
	hoods := access.Narrow(ctx, nil, people.AddressReaders()...)
	if hoods != nil && len(hoods) == 0 {
		return nil, access.CheckHeld(ctx, people.AddressReaders()...)
	}
	r := s.db.Read(ctx)
	found, err := deliveries.StopsIn(r, deliveries.Filter{Neighbourhoods: hoods, States: []deliveries.State{deliveries.Ready, deliveries.Back}, Limit: mostCargo})
	if err != nil {
		return nil, err
	}
	drivers, err := namedDrivers(r)
	if err != nil {
		return nil, err
	}
	for _, d := range found {
		if !d.Hidden || d.Unwanted || d.Record == "" {
			continue
		}
		l := Line{Stop: Stop{Ref: routing.Ref{Source: routing.OfDelivery, ID: string(d.ID)}, Neighbourhood: d.Hub, Record: d.Record, Load: d.Load}, Number: d.Number, Name: d.Name, Where: "Collected at the hub", Hidden: true}
		if by, ok := drivers[string(d.ID)]; ok {
			l.Where = "Brought by " + by.Driver.Name + ": " + by.Why
		}
		all = append(all, l)
	}
	return all, s.saw(ctx, "looked at what is ready for withheld addresses", all)
}
