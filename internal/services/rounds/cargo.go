package rounds

import (
	"context"

	"kith/internal/plat/db"
	"kith/internal/registers/places"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/needs"
	"kith/internal/work/routing"
)

// mostCargo is how much one plan carries.
const mostCargo = 8000

// gather reads what is ready to go on a plan's day, and what is on its rounds already.
func (s *Service) gather(ctx context.Context, r *fleet.Rules, p Plan, own []Stop) (all []routing.Cargo, err error) {
	h := s.db.Read(ctx)
	away, err := elsewhere(h, p.ID)
	if err != nil {
		return nil, err
	}
	drivers, err := namedDrivers(h)
	if err != nil {
		return nil, err
	}
	found, err := deliveries.StopsIn(h, deliveries.Filter{Neighbourhoods: scope(p.Neighbourhood), States: []deliveries.State{deliveries.Ready}, Until: p.Day, Limit: mostCargo})
	if err != nil {
		return nil, err
	}
	loads, err := fleet.BulksIn(h, deliveries.Ready, p.Day, scope(p.Neighbourhood))
	if err != nil {
		return nil, err
	}
	if found, loads, err = withOwn(h, own, found, loads); err != nil {
		return nil, err
	}
	for _, d := range found {
		if c, goes := ofDelivery(r, p, d, drivers[string(d.ID)]); goes && !away[c.Ref] {
			all = append(all, c)
		}
	}
	for _, b := range loads {
		if c := ofBulk(r, p, b); !away[c.Ref] {
			all = append(all, c)
		}
	}
	visits, err := visitsFor(h, r, p, own)
	if err != nil {
		return nil, err
	}
	for _, c := range visits {
		if !away[c.Ref] {
			all = append(all, c)
		}
	}
	return all, s.locate(ctx, h, all)
}

// withOwn adds what is on the plan's own rounds and is not ready any more, because it is out.
func withOwn(r db.Reader, own []Stop, found []deliveries.Stop, loads []fleet.Bulk) ([]deliveries.Stop, []fleet.Bulk, error) {
	known := map[routing.Ref]bool{}
	for _, d := range found {
		known[routing.Ref{Source: routing.OfDelivery, ID: string(d.ID)}] = true
	}
	for _, b := range loads {
		known[routing.Ref{Source: routing.OfBulk, ID: string(b.ID)}] = true
	}
	for _, stop := range own {
		if stop.Task == routing.Reload || stop.State == TakenOff || stop.Source == routing.OfVisit || known[stop.Ref] {
			continue
		}
		known[stop.Ref] = true
		if stop.Source == routing.OfBulk {
			b, err := fleet.BulkByID(r, fleet.BulkID(stop.Ref.ID))
			if err != nil {
				return nil, nil, err
			}
			loads = append(loads, b)
			continue
		}
		d, err := deliveries.StopIn(r, deliveries.ID(stop.Ref.ID))
		if err != nil {
			return nil, nil, err
		}
		found = append(found, d)
	}
	return found, loads, nil
}

// ofDelivery is what the kernel is told of a delivery; false where nobody sets out with it.
func ofDelivery(r *fleet.Rules, p Plan, d deliveries.Stop, by named) (routing.Cargo, bool) {
	if !d.Hidden {
		by = named{} // the address is told again: anybody may bring it
	}
	if d.Unwanted || d.Collect && by.Driver.Account == "" {
		return routing.Cargo{}, false
	}
	depot, _ := r.From(d.From)
	c := routing.Cargo{
		Item: routing.Item{
			Ref: routing.Ref{Source: routing.OfDelivery, ID: string(d.ID)}, Version: d.Version, Record: d.Record, Hood: d.Hub, Load: d.Load, Number: d.Number, Kind: d.Kind,
			Late: d.Window.Day.Before(p.Day), Window: d.Window.Part, Hidden: d.Hidden,
		},
		Code: d.Postcode, Door: doorOf(d.Address), FetchCode: d.FromPostcode, Depot: depot, Staff: d.StaffOnly, Priority: d.Priority, ReadyAt: d.ReadyAt, Driver: by.Driver.Account,
	}
	if c.Late {
		c.Window = deliveries.AnyTime
	}
	return c, true
}

func ofBulk(r *fleet.Rules, p Plan, b fleet.Bulk) routing.Cargo {
	depot, ok := r.Depot(b.Depot)
	if !ok {
		depot, _ = r.From("")
	}
	return routing.Cargo{
		Item: routing.Item{
			Ref: routing.Ref{Source: routing.OfBulk, ID: string(b.ID)}, Version: b.Version, Hood: b.Neighbourhood, Load: b.Load, Number: b.Number,
			Late: b.Window.Day.Before(p.Day), Window: b.Window.Part,
		},
		Code: b.Postcode, Depot: depot, Setting: true, Priority: needs.Soon, ReadyAt: b.ReadyAt,
	}
}

// locate finds where everything goes. Of an address that is withheld only the way is worked
// out; that it was is in the journal first.
func (s *Service) locate(ctx context.Context, r db.Reader, all []routing.Cargo) error {
	var codes []string
	for i := range all {
		if all[i].Hidden && all[i].Record != "" {
			kept, err := s.withheld.BringTo(ctx, "to plan the round of the one driver who brings it", all[i].Hood, all[i].Record)
			if err != nil {
				return err
			}
			all[i].Code = kept.Postcode
		}
		codes = append(codes, all[i].Code, all[i].FetchCode, string(all[i].Depot.Postcode))
	}
	spots, err := places.Spots(r, codes)
	if err != nil {
		return err
	}
	for i := range all {
		all[i].To, all[i].From = fleet.SpotOf(spots, all[i].Code), fleet.SpotOf(spots, all[i].FetchCode)
	}
	return nil
}
