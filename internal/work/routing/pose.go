package routing

import (
	"context"
	"slices"
	"time"

	"kith/algo/vrp"
	"kith/internal/kernel/grid"
	"kith/internal/plat/travel"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
)

func (q *Question) poseVehicles(spots map[string]grid.Ref, list *spotList) error {
	now := q.seconds(q.AskedAt)
	for _, one := range q.Crews {
		depot, _ := q.Rules.Depot(one.Depot)
		at := q.Rules.Spot(depot, spots)
		if at == nil {
			return invalid("rounds.depot-unknown", "Nobody knows where "+depot.Name+" is: its postcode "+string(depot.Postcode)+" is in no directory. Mend it in the blueprint, or load the directory.")
		}
		k, c, place := q.Rules.Of(one.Vehicle), one.Vehicle.Capacity, list.add(*at, depot.Name, string(depot.Postcode), false)
		open := q.seconds(one.From) + int32(depot.LoadMinutes*60)
		if !q.Out[one.ID] {
			open = max(open, now)
		}
		v := vrp.Vehicle{
			ID: string(one.ID), Profile: slices.Index(fleet.Kinds(), one.Vehicle.Kind), Start: place, End: place,
			Shift:    vrp.Window{Open: open, Close: max(q.seconds(one.Until), open)},
			Capacity: vrp.Load{int32(c.Boxes), int32(c.Grams), int32(c.Chilled), int32(c.Bags)}, Fixed: k.Pence * units, PerDistance: k.PenceKm,
			PerTime: k.PenceHour * units / 3600, Trips: k.Trips, Reload: int32(depot.LoadMinutes * 60), MaxDuration: int32(k.Minutes * 60), MaxDistance: int32(k.MaxKm * 10_000),
			Skills: fleet.Bits(one.Vehicle.Skills),
		}
		if one.Driver.Staff {
			v.Skills |= fleet.Bits([]fleet.Skill{fleet.Staff})
		}
		for _, b := range one.Breaks {
			if q.seconds(b.To) < open {
				continue // they had it before they set out
			}
			v.Breaks = append(v.Breaks, vrp.Break{Window: vrp.Window{Open: q.seconds(b.From), Close: q.seconds(b.To)}, Length: int32(b.Length / time.Second)})
		}
		q.problem.Vehicles = append(q.problem.Vehicles, v)
	}
	return nil
}

// windowOf is when a part of the day is, in seconds.
func windowOf(p deliveries.Part) vrp.Window {
	const hour = 3600
	switch p {
	case deliveries.Morning:
		return vrp.Window{Open: 8 * hour, Close: 12 * hour}
	case deliveries.Afternoon:
		return vrp.Window{Open: 12 * hour, Close: 17 * hour}
	case deliveries.Evening:
		return vrp.Window{Open: 17 * hour, Close: 20 * hour}
	}
	return vrp.Window{Open: 8 * hour, Close: 20 * hour}
}

// poseCargo makes the stops of something, or says why it is left out before anything is asked.
func (q *Question) poseCargo(i int, spots map[string]grid.Ref, list *spotList) {
	c := &q.Cargo[i]
	if why, keeps := q.against(c); keeps {
		why.Item = i
		q.left = append(q.left, why)
		return
	}
	fetch := c.From
	only := q.loadedAt(c.Depot.ID)
	if fetch == nil && len(only) == 0 && c.Source != OfVisit {
		fetch = q.Rules.Spot(c.Depot, spots)
	}
	if fetch != nil || c.Source == OfVisit {
		only = nil
	}
	only, ok := q.allowed(c, only)
	if !ok {
		q.left = append(q.left, c.nobody(i))
		return
	}
	stop := vrp.Stop{
		ID: string(c.Source) + " " + c.ID, Place: list.add(*c.To, c.Called(), c.Code, c.Hidden), Window: q.window(c), Service: c.service(q.Rules), Only: only, Tier: c.tier(),
		Load: vrp.Load{int32(c.Load.Boxes), int32(c.Load.Grams), int32(c.Load.Chilled), int32(c.Load.Bags)},
	}
	if c.Staff {
		stop.Skills = fleet.Bits([]fleet.Skill{fleet.Staff})
	}
	at := -1
	if fetch == nil {
		at = q.joins(i, stop)
	}
	if at < 0 {
		at = q.poseStop(i, stop, fetch, list)
	}
	if shift, ok := q.Aboard[c.Ref]; ok {
		if v := q.vehicleOf(shift); v >= 0 {
			q.problem.Prefer = append(q.problem.Prefer, vrp.Preference{Stop: at, Vehicle: v, Cost: q.Rules.ChangePence * units})
		}
	}
}

// against says what keeps something off every round, whoever drives.
func (q *Question) against(c *Cargo) (LeftOut, bool) {
	_, published := q.Aboard[c.Ref]
	switch {
	case slices.Contains(q.Choices.Off, c.Ref):
		return LeftOut{Why: "Taken off by hand.", Mend: "Put it back on.", ByHand: true}, true
	case c.Held != "":
		return LeftOut{Why: c.Held, Mend: "Whoever has the visit decides how it is made.", Barred: true}, true
	case c.To == nil:
		return c.nowhere(), true
	case c.FetchCode != "" && c.From == nil:
		return LeftOut{Why: "Nobody knows where it is fetched: " + c.FetchCode + " is in no directory.", Mend: "Mend the postcode it is fetched at, or load the directory.", Unknown: true}, true
	case c.afterCutOff(q.Day) && !published && !slices.Contains(q.Choices.Along, c.Ref):
		return LeftOut{Why: "It was ready after the cut-off at " + c.Depot.Name + ".", Mend: "Take it along today.", After: true}, true
	}
	return LeftOut{}, false
}

// nowhere is why something is left of which nobody knows where it goes.
func (c *Cargo) nowhere() LeftOut {
	if c.Source == OfBulk {
		return LeftOut{Why: "Nobody knows where it goes: " + c.Code + " is in no directory.", Mend: "Say on the page of loads that it is not wanted and make it again with the right postcode, or load the directory.", Unknown: true}
	}
	return LeftOut{Why: "Nobody knows where it goes: its postcode is missing, or in no directory.", Mend: "Mend the address on the person's page.", Unknown: true}
}

// nobody is why something is left that nobody on the day may take.
func (c *Cargo) nobody(item int) LeftOut {
	if c.Source == OfVisit {
		return LeftOut{Item: item, Why: "Nobody who may go to this door drives on this day.", Mend: "Put somebody of the hub's own team on the day, or let the hub make the visit.", Barred: true}
	}
	return LeftOut{Item: item, Why: "Nobody who may take it drives on this day.", Mend: "Add a driver who starts at " + c.Depot.Name + ", or take your choice back.", Barred: true}
}

// poseStop makes a stop of its own, and one before it where it is fetched.
func (q *Question) poseStop(i int, stop vrp.Stop, fetch *grid.Ref, list *spotList) int {
	c := &q.Cargo[i]
	if fetch != nil {
		at := stop
		at.ID, at.Place, at.Window, at.Service, at.Load = stop.ID+" fetch", list.add(*fetch, "where "+c.Called()+" is fetched", c.FetchCode, false), vrp.Window{Open: 8 * 3600, Close: 20 * 3600}, int32(q.Rules.Stops.FetchMinutes*60), vrp.Load{}
		q.problem.Pairs = append(q.problem.Pairs, vrp.Pair{From: len(q.problem.Stops), To: len(q.problem.Stops) + 1})
		q.problem.Stops, q.stops = append(q.problem.Stops, at), append(q.stops, stopOf{[]int{i}, true})
	}
	q.problem.Stops, q.stops = append(q.problem.Stops, stop), append(q.stops, stopOf{[]int{i}, false})
	return len(q.stops) - 1
}

func (q *Question) window(c *Cargo) vrp.Window {
	for _, w := range q.Choices.Wide {
		if w.Ref == c.Ref {
			return windowOf(w.Part)
		}
	}
	return windowOf(c.Window)
}

// loadedAt are the vehicles whose rounds begin at a depot.
func (q *Question) loadedAt(depot string) (all []int) {
	for v, s := range q.Crews {
		if s.Depot == depot {
			all = append(all, v)
		}
	}
	return all
}

func (q *Question) vehicleOf(id fleet.ShiftID) int {
	return slices.IndexFunc(q.Crews, func(c Crew) bool { return c.ID == id })
}

// allowed narrows who may take something by what somebody chose, by who alone may, and by what
// is on board already; false where nobody is left.
func (q *Question) allowed(c *Cargo, only []int) (may []int, ok bool) {
	starts := func(v int) bool { return only == nil || slices.Contains(only, v) }
	aboard, published := q.Aboard[c.Ref]
	left := []int{}
	for v, s := range q.Crews {
		switch {
		case !starts(v), c.Driver != "" && s.Driver.Account != c.Driver:
		case slices.Contains(q.Choices.Not, Choice{c.Ref, s.ID}):
		case q.Barred[Choice{c.Ref, s.ID}]:
		case slices.ContainsFunc(q.Choices.Pins, func(p Choice) bool { return p.Ref == c.Ref && p.Shift != s.ID }):
		case published && q.Out[aboard] && s.ID != aboard: // it is on that van
		case !published && q.Out[s.ID] && only != nil: // that van has left without it
		default:
			left = append(left, v)
		}
	}
	if len(left) == len(q.Crews) {
		return nil, true
	}
	return left, len(left) > 0
}

// poseDriven tells the kernel what is done already.
func (q *Question) poseDriven() {
	for _, d := range q.Driven {
		v := q.vehicleOf(d.Shift)
		if v < 0 {
			continue
		}
		i := vrp.Reload
		if d.Task != Reload {
			if i = q.numberOf(d.Ref, d.Task); i < 0 {
				continue
			}
		}
		vehicle := &q.problem.Vehicles[v]
		vehicle.Driven = append(vehicle.Driven, i)
		vehicle.At = max(vehicle.At, q.seconds(d.At), q.seconds(q.AskedAt))
		vehicle.Shift.Close = max(vehicle.Shift.Close, vehicle.At)
	}
}

func (q *Question) poseTravel(ctx context.Context, guide *travel.Guide, list *spotList) (err error) {
	driven := map[fleet.Kind]bool{}
	for _, one := range q.Crews {
		driven[one.Vehicle.Kind] = true
	}
	w := fleet.Ways{Rules: q.Rules, Guide: guide, Factor: q.Factor, Places: list.places}
	q.problem.Travel, q.source, err = w.Tables(ctx, driven)
	return err
}
