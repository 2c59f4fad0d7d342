package rounds

import (
	"context"
	"fmt"
	"slices"
	"time"

	"kith/algo/vrp"
	"kith/internal/kernel/grid"
	"kith/internal/plat/travel"
	"kith/internal/registers/places"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
)

// question is what the kernel is asked, with what its numbers stand for.
type question struct {
	rules    *fleet.Rules
	plan     Plan
	choices  Choices
	cargo    []cargo
	shifts   []shiftOf
	problem  *vrp.Problem
	stops    []stopOf // by index of the problem's stops
	left     []LeftOut
	source   string
	factor   float64
	from     time.Time             // the day's beginning
	barred   map[Choice]bool       // what a volunteer may not bring
	onRounds map[Ref]fleet.ShiftID // what is published, on which round
	out      map[fleet.ShiftID]Round
}

// shiftOf is a shift with its vehicle; extra is counted from 1 for drivers that there are not.
type shiftOf struct {
	fleet.Shift
	vehicle fleet.Vehicle
	extra   int
}

type stopOf struct {
	item int
	task Task
}

// units are what a penny is to the kernel: so a distance of a decimetre at so many pence a
// kilometre costs as many units.
const units = 10_000

// ask puts the question of a plan.
func (s *Service) ask(ctx context.Context, p Plan, choices Choices, only []Item) (q *question, err error) {
	q = &question{plan: p, choices: choices, from: p.Day.Start(), onRounds: map[Ref]fleet.ShiftID{}, out: map[fleet.ShiftID]Round{}}
	if q.rules, err = s.Rules(ctx); err != nil {
		return nil, err
	}
	own, err := q.readRounds(ctx, s)
	if err != nil {
		return nil, err
	}
	if q.cargo, err = s.gather(ctx, q.rules, p, own); err != nil {
		return nil, err
	}
	if only != nil {
		q.cargo = slices.DeleteFunc(q.cargo, func(c cargo) bool { return !slices.ContainsFunc(only, func(i Item) bool { return i.Ref == c.Ref }) })
	}
	if err := q.readShifts(ctx, s); err != nil {
		return nil, err
	}
	if len(q.shifts) == 0 {
		return nil, invalid("rounds.no-drivers", "Nobody drives on "+p.Day.Long()+". Add a driver with a vehicle first.")
	}
	if err := q.barVolunteers(s.db.Read(ctx)); err != nil {
		return nil, err
	}
	return q, q.pose(ctx, s, own)
}

// readRounds reads what drivers have of this plan already.
func (q *question) readRounds(ctx context.Context, s *Service) (own []Stop, err error) {
	if q.plan.Published == 0 {
		return nil, nil
	}
	r := s.db.Read(ctx)
	rounds, err := roundsOfPlan(r, q.plan.ID)
	if err != nil {
		return nil, err
	}
	byID := map[RoundID]Round{}
	for _, one := range rounds {
		byID[one.ID], q.out[one.Shift] = one, one
	}
	if own, err = stopsOfPlan(r, q.plan.ID); err != nil {
		return nil, err
	}
	own = slices.DeleteFunc(own, func(s Stop) bool { return s.State == TakenOff })
	for _, stop := range own {
		if stop.Task != Reload {
			q.onRounds[stop.Ref] = byID[stop.Round].Shift
		}
	}
	return own, nil
}

func (q *question) readShifts(ctx context.Context, s *Service) error {
	r := s.db.Read(ctx)
	all, err := fleet.ShiftsOn(r, q.plan.Day, scope(q.plan.Neighbourhood))
	if err != nil {
		return err
	}
	busy, err := taken(r, q.plan.Day, q.plan.ID)
	if err != nil {
		return err
	}
	vehicles, err := fleet.VehiclesOf(r, all)
	if err != nil {
		return err
	}
	for _, one := range all {
		if !busy[one.ID] && q.out[one.ID].State != RoundBack && q.out[one.ID].State != RoundClosed {
			q.shifts = append(q.shifts, shiftOf{Shift: one, vehicle: vehicles[one.Vehicle]})
		}
	}
	for i, e := range q.choices.Extra {
		q.shifts = append(q.shifts, q.supposed(e, i+1))
	}
	return nil
}

// supposed is a driver that there is not.
func (q *question) supposed(e Extra, n int) shiftOf {
	u := q.rules.Shift
	return shiftOf{
		Shift: fleet.Shift{
			ID: fleet.ShiftID(fmt.Sprintf("extra-%d", n)), Day: q.plan.Day, Driver: fleet.Driver{Name: fmt.Sprintf("One more driver (%d)", n), Staff: true}, Depot: e.Depot,
			From: u.From.On(q.plan.Day), Until: u.To.On(q.plan.Day),
		},
		vehicle: fleet.Vehicle{Name: e.Kind.Label(), Kind: e.Kind, Capacity: q.rules.Usual(e.Kind)}, extra: n,
	}
}

func (q *question) seconds(at time.Time) int32 { return int32(at.Sub(q.from) / time.Second) }

// when is a time of the kernel's as the clock has it.
func when(p Plan, seconds int32) time.Time {
	return p.Day.Start().Add(time.Duration(seconds) * time.Second)
}

// spotList is the list of places, each once. A withheld place stands by itself, so that nothing
// that is told of its neighbour is told of it.
type spotList struct {
	places []travel.Place
	index  map[spot]int
}

// spot is what makes two places one.
type spot struct {
	at     grid.Ref
	hidden bool
}

// add puts a place on the list, called by a name that says nothing of who lives there, and by
// the postcode as a table of ways has it.
func (l *spotList) add(at grid.Ref, name, code string, hidden bool) int {
	one := spot{at, hidden}
	if i, ok := l.index[one]; ok {
		return i
	}
	l.index[one] = len(l.places)
	l.places = append(l.places, travel.Place{At: grid.ToLatLon(at), Name: name, Code: code, Withheld: hidden})
	return len(l.places) - 1
}

// pose makes the kernel's problem.
func (q *question) pose(ctx context.Context, s *Service, own []Stop) error {
	q.problem = &vrp.Problem{Name: q.plan.Day.String()}
	var codes []string
	for _, d := range q.rules.All() {
		codes = append(codes, string(d.Postcode))
	}
	spots, err := places.Spots(s.db.Read(ctx), codes)
	if err != nil {
		return err
	}
	list := &spotList{index: map[spot]int{}}
	if err := q.poseVehicles(spots, list); err != nil {
		return err
	}
	for i := range q.cargo {
		q.poseCargo(i, spots, list)
	}
	q.poseDriven(own)
	return q.poseTravel(ctx, s, list)
}

func (q *question) poseVehicles(spots map[string]grid.Ref, list *spotList) error {
	now := q.seconds(q.plan.AskedAt)
	for _, one := range q.shifts {
		depot, _ := q.rules.Depot(one.Depot)
		at := q.rules.Spot(depot, spots)
		if at == nil {
			return invalid("rounds.depot-unknown", "Nobody knows where "+depot.Name+" is: its postcode "+string(depot.Postcode)+" is in no directory. Mend it in the blueprint, or load the directory.")
		}
		k, c, place := q.rules.Of(one.vehicle), one.vehicle.Capacity, list.add(*at, depot.Name, string(depot.Postcode), false)
		open := q.seconds(one.From) + int32(depot.LoadMinutes*60)
		if q.out[one.ID].State != RoundOut {
			open = max(open, now)
		}
		v := vrp.Vehicle{
			ID: string(one.ID), Profile: slices.Index(fleet.Kinds(), one.vehicle.Kind), Start: place, End: place,
			Shift:    vrp.Window{Open: open, Close: max(q.seconds(one.Until), open)},
			Capacity: vrp.Load{int32(c.Boxes), int32(c.Grams), int32(c.Chilled), int32(c.Bags)}, Fixed: k.Pence * units, PerDistance: k.PenceKm,
			PerTime: k.PenceHour * units / 3600, Trips: k.Trips, Reload: int32(depot.LoadMinutes * 60), MaxDuration: int32(k.Minutes * 60), MaxDistance: int32(k.MaxKm * 10_000),
			Skills: fleet.Bits(one.vehicle.Skills),
		}
		if one.Driver.Staff {
			v.Skills |= fleet.Bits([]fleet.Skill{fleet.Staff})
		}
		for _, b := range one.Breaks {
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
func (q *question) poseCargo(i int, spots map[string]grid.Ref, list *spotList) {
	c := &q.cargo[i]
	leave := func(l LeftOut) { l.Item = i; q.left = append(q.left, l) }
	_, published := q.onRounds[c.Ref]
	switch {
	case holds(q.choices.Off, c.Ref):
		leave(LeftOut{Why: "Taken off by hand.", Mend: "Put it back on.", ByHand: true})
		return
	case c.to == nil:
		leave(LeftOut{Why: "Nobody knows where it goes: its postcode is missing, or in no directory.", Mend: "Mend the address on the person's page.", Unknown: true})
		return
	case c.fetchCode != "" && c.from == nil:
		leave(LeftOut{Why: "Nobody knows where it is fetched: " + c.fetchCode + " is in no directory.", Mend: "Mend the postcode it is fetched at, or load the directory.", Unknown: true})
		return
	case c.afterCutOff(q.plan) && !published && !holds(q.choices.Along, c.Ref):
		leave(LeftOut{Why: "It was ready after the cut-off at " + c.depot.Name + ".", Mend: "Take it along today.", After: true})
		return
	}
	fetch := c.from
	loads := q.loadedAt(c.depot.ID)
	if fetch == nil && len(loads) == 0 {
		fetch = q.rules.Spot(c.depot, spots)
	}
	only := loads
	if fetch != nil {
		only = nil
	}
	only, never, ok := q.allowed(c, only)
	if !ok {
		leave(LeftOut{Why: "Nobody who may take it drives on this day.", Mend: "Add a driver who starts at " + c.depot.Name + ", or take your choice back."})
		return
	}
	stop := vrp.Stop{
		ID: string(c.Source) + " " + c.ID, Place: list.add(*c.to, string(c.Number), c.code, c.Hidden), Window: q.window(c), Service: c.service(q.rules), Only: only, Never: never, Tier: c.tier(),
		Load: vrp.Load{int32(c.Load.Boxes), int32(c.Load.Grams), int32(c.Load.Chilled), int32(c.Load.Bags)},
	}
	if c.staff {
		stop.Skills = fleet.Bits([]fleet.Skill{fleet.Staff})
	}
	if fetch != nil {
		at := stop
		at.ID, at.Place, at.Window, at.Service, at.Load = stop.ID+" fetch", list.add(*fetch, "where "+string(c.Number)+" is fetched", c.fetchCode, false), vrp.Window{Open: 8 * 3600, Close: 20 * 3600}, int32(q.rules.Stops.FetchMinutes*60), vrp.Load{}
		q.problem.Pairs = append(q.problem.Pairs, vrp.Pair{From: len(q.problem.Stops), To: len(q.problem.Stops) + 1})
		q.problem.Stops, q.stops = append(q.problem.Stops, at), append(q.stops, stopOf{i, Fetch})
	}
	q.problem.Stops, q.stops = append(q.problem.Stops, stop), append(q.stops, stopOf{i, Bring})
	if shift, ok := q.onRounds[c.Ref]; ok {
		if v := q.vehicleOf(shift); v >= 0 {
			q.problem.Prefer = append(q.problem.Prefer, vrp.Preference{Stop: len(q.stops) - 1, Vehicle: v, Cost: q.rules.ChangePence * units})
		}
	}
}

func (q *question) window(c *cargo) vrp.Window {
	for _, w := range q.choices.Wide {
		if w.Ref == c.Ref {
			return windowOf(w.Part)
		}
	}
	return windowOf(c.Window)
}

// loadedAt are the vehicles whose rounds begin at a depot.
func (q *question) loadedAt(depot string) (all []int) {
	for v, s := range q.shifts {
		if s.Depot == depot {
			all = append(all, v)
		}
	}
	return all
}

func (q *question) vehicleOf(id fleet.ShiftID) int {
	return slices.IndexFunc(q.shifts, func(s shiftOf) bool { return s.ID == id })
}

// allowed narrows who may take something by what somebody chose, by who alone may, and by what
// is on board already; false where nobody is left.
func (q *question) allowed(c *cargo, only []int) (_, never []int, ok bool) {
	may := func(v int) bool { return only == nil || slices.Contains(only, v) }
	aboard, published := q.onRounds[c.Ref]
	left := []int{}
	for v, s := range q.shifts {
		switch {
		case !may(v), c.driver != "" && s.Driver.Account != c.driver:
		case slices.Contains(q.choices.Not, Choice{c.Ref, s.ID}):
		case q.barred[Choice{c.Ref, s.ID}]:
		case slices.ContainsFunc(q.choices.Pins, func(p Choice) bool { return p.Ref == c.Ref && p.Shift != s.ID }):
		case published && q.out[aboard].State == RoundOut && s.ID != aboard: // it is on that van
		case !published && q.out[s.ID].State == RoundOut && only != nil: // that van has left without it
		default:
			left = append(left, v)
		}
	}
	if len(left) == len(q.shifts) {
		return nil, nil, true
	}
	return left, nil, len(left) > 0
}

// poseDriven tells the kernel what is done already.
func (q *question) poseDriven(own []Stop) {
	for _, stop := range own {
		v := -1
		for shift, round := range q.out {
			if round.ID == stop.Round && round.State == RoundOut {
				v = q.vehicleOf(shift)
			}
		}
		if v < 0 || !stop.State.Done() {
			continue
		}
		i := vrp.Reload
		if stop.Task != Reload {
			i = slices.IndexFunc(q.stops, func(s stopOf) bool { return q.cargo[s.item].Ref == stop.Ref && s.task == stop.Task })
			if i < 0 {
				continue
			}
		}
		vehicle := &q.problem.Vehicles[v]
		vehicle.Driven = append(vehicle.Driven, i)
		vehicle.At = max(vehicle.At, q.seconds(stop.SaidAt), q.seconds(q.plan.AskedAt))
		vehicle.Shift.Close = max(vehicle.Shift.Close, vehicle.At)
	}
}

func (q *question) poseTravel(ctx context.Context, s *Service, list *spotList) (err error) {
	if q.factor, err = s.calibration(ctx, q.plan); err != nil {
		return err
	}
	driven := map[fleet.Kind]bool{}
	for _, one := range q.shifts {
		driven[one.vehicle.Kind] = true
	}
	guide, err := s.fleet.GuideBy(ctx, s.guide)
	if err != nil {
		return err
	}
	w := fleet.Ways{Rules: q.rules, Guide: guide, Factor: q.factor, Places: list.places}
	q.problem.Travel, q.source, err = w.Tables(ctx, driven)
	return err
}
