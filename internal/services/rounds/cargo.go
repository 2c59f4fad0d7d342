package rounds

import (
	"context"
	"slices"
	"time"

	"kith/internal/kernel/grid"
	"kith/internal/plat/db"
	"kith/internal/registers/places"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/needs"
)

// cargo is something to be carried, with what the kernel is told of it. It is never kept:
// where it goes may be somewhere nobody else may know of.
type cargo struct {
	Item
	code      string // the postcode it goes to
	fetchCode string // and the one it is fetched at; "" where it is loaded at its depot
	to, from  *grid.Ref
	depot     fleet.Depot
	staff     bool
	setting   bool
	priority  needs.Priority
	readyAt   time.Time
	driver    string // the account of the one driver who may; "" is any
}

// mostCargo is how much one plan carries.
const mostCargo = 8000

// gather reads what is ready to go on a plan's day, and what is on its rounds already.
func (s *Service) gather(ctx context.Context, r *fleet.Rules, p Plan, own []Stop) (all []cargo, err error) {
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
	return all, s.locate(ctx, h, all)
}

// withOwn adds what is on the plan's own rounds and is not ready any more, because it is out.
func withOwn(r db.Reader, own []Stop, found []deliveries.Stop, loads []fleet.Bulk) ([]deliveries.Stop, []fleet.Bulk, error) {
	known := map[Ref]bool{}
	for _, d := range found {
		known[Ref{OfDelivery, string(d.ID)}] = true
	}
	for _, b := range loads {
		known[Ref{OfBulk, string(b.ID)}] = true
	}
	for _, stop := range own {
		if stop.Task == Reload || stop.State == TakenOff || known[stop.Ref] {
			continue
		}
		known[stop.Ref] = true
		if stop.Source == OfBulk {
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
func ofDelivery(r *fleet.Rules, p Plan, d deliveries.Stop, by named) (cargo, bool) {
	if !d.Hidden {
		by = named{} // the address is told again: anybody may bring it
	}
	if d.Unwanted || d.Collect && by.Driver.Account == "" {
		return cargo{}, false
	}
	depot, _ := r.From(d.From)
	c := cargo{
		Item: Item{
			Ref: Ref{OfDelivery, string(d.ID)}, Version: d.Version, Record: d.Record, Hood: d.Hub, Load: d.Load, Number: d.Number, Kind: d.Kind,
			Late: d.Window.Day.Before(p.Day), Window: d.Window.Part, Hidden: d.Hidden,
		},
		code: d.Postcode, fetchCode: d.FromPostcode, depot: depot, staff: d.StaffOnly, priority: d.Priority, readyAt: d.ReadyAt, driver: by.Driver.Account,
	}
	if c.Late {
		c.Window = deliveries.AnyTime
	}
	return c, true
}

func ofBulk(r *fleet.Rules, p Plan, b fleet.Bulk) cargo {
	depot, ok := r.Depot(b.Depot)
	if !ok {
		depot, _ = r.From("")
	}
	return cargo{
		Item: Item{
			Ref: Ref{OfBulk, string(b.ID)}, Version: b.Version, Hood: b.Neighbourhood, Load: b.Load, Number: b.Number,
			Late: b.Window.Day.Before(p.Day), Window: b.Window.Part,
		},
		code: b.Postcode, depot: depot, setting: true, priority: needs.Soon, readyAt: b.ReadyAt,
	}
}

// locate finds where everything goes. Of an address that is withheld only the way is worked
// out; that it was is in the journal first.
func (s *Service) locate(ctx context.Context, r db.Reader, all []cargo) error {
	var codes []string
	for i := range all {
		if all[i].Hidden && all[i].Record != "" {
			kept, err := s.withheld.BringTo(ctx, "to plan the round of the one driver who brings it", all[i].Hood, all[i].Record)
			if err != nil {
				return err
			}
			all[i].code = kept.Postcode
		}
		codes = append(codes, all[i].code, all[i].fetchCode, string(all[i].depot.Postcode))
	}
	spots, err := places.Spots(r, codes)
	if err != nil {
		return err
	}
	for i := range all {
		all[i].to, all[i].from = fleet.SpotOf(spots, all[i].code), fleet.SpotOf(spots, all[i].fetchCode)
	}
	return nil
}

// afterCutOff reports whether something was ready too late to go on the day.
func (c cargo) afterCutOff(p Plan) bool {
	return !c.depot.CutOff.IsZero() && c.readyAt.After(c.depot.CutOff.On(p.Day))
}

// tier is how soon it is left out where not everything fits: what is pressing last.
func (c cargo) tier() uint8 {
	tier := uint8(2)
	switch c.priority {
	case needs.Emergency, needs.Urgent:
		tier = 0
	case needs.Soon:
		tier = 1
	}
	if c.Late && tier > 0 {
		tier--
	}
	return tier
}

// service is how long handing it over takes, in seconds.
func (c cargo) service(r *fleet.Rules) int32 {
	if c.setting {
		return int32(r.Stops.SettingMinutes * 60)
	}
	return int32(r.Stops.DoorMinutes*60 + r.Stops.BoxSeconds*int(max(c.Load.Boxes-1, 0)))
}

func holds(all []Ref, one Ref) bool { return slices.Contains(all, one) }
