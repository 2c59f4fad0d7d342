package dispatch

import (
	"fmt"
	"slices"

	"kith/algo/vrp"
)

// Live is a plan under way. Stops are added, cancelled and moved one at a time; each answer
// takes a few milliseconds on a whole borough's plan and leaves every other round as it is.
// What was driven never changes. It is for one goroutine at a time.
type Live struct {
	p      *vrp.Problem
	ties   *ties
	lanes  []*lane
	on     []int          // the vehicle of each stop, or off or cancelled
	ids    map[string]int // stops by their names
	prefer map[int]vrp.Preference
	blank  *vrp.Problem // with as many vehicles, to judge a new stop by
}

// Where a stop is that is on no round.
const (
	off       = -1
	cancelled = -2
)

// NewLive begins from a plan that keeps every rule: otherwise the error is a [*Broken], or says
// why it is no plan of the problem. Stops on no route are left out. The problem and the plan
// are not changed.
func NewLive(p *vrp.Problem, plan *vrp.Plan) (*Live, error) {
	if err := p.Valid(); err != nil {
		return nil, err
	}
	if err := once(p, plan); err != nil {
		return nil, err
	}
	own := *p
	own.Stops, own.Pairs = slices.Clone(p.Stops), slices.Clone(p.Pairs)
	l := &Live{p: &own, ties: tiesOf(p), ids: map[string]int{}, prefer: map[int]vrp.Preference{}}
	l.blank = &vrp.Problem{Travel: p.Travel, Vehicles: make([]vrp.Vehicle, len(p.Vehicles))}
	for s := range p.Stops {
		l.on = append(l.on, off)
		l.ids[p.Stops[s].ID] = s
	}
	for _, f := range p.Prefer {
		l.prefer[f.Stop] = f
	}
	for v, route := range plan.Routes {
		r := newRide(&own, l.ties, v)
		if b := r.judge(route); b != nil {
			return nil, b
		}
		l.lanes = append(l.lanes, &lane{r: r})
		l.set(v, slices.Clone(route))
	}
	return l, nil
}

// Problem is the problem as it stands, with the stops that were added. A cancelled stop stays in
// it and is left out; its prize is nothing. It is not to be changed.
func (l *Live) Problem() *vrp.Problem { return l.p }

// Plan is the plan as it stands.
func (l *Live) Plan() *vrp.Plan {
	plan := &vrp.Plan{Cost: l.cost()}
	for _, one := range l.lanes {
		plan.Routes = append(plan.Routes, slices.Clone(one.route))
	}
	for s, v := range l.on {
		if v < 0 {
			plan.Left = append(plan.Left, s)
		}
	}
	return plan
}

func (l *Live) cost() (sum int64) {
	for _, one := range l.lanes {
		sum += one.cost
	}
	for s, v := range l.on {
		if v == off {
			sum += l.p.Stops[s].Prize
		}
	}
	return sum
}

// Cancelled reports whether a stop was cancelled.
func (l *Live) Cancelled(stop int) bool { return l.on[stop] == cancelled }

// Add puts a stop where it costs least, and returns its number and by how much the plan's cost
// changes. Where it fits on no round it is left out: [Why] says what keeps it off. It is an
// error if the stop makes no sense or another has its name.
func (l *Live) Add(stop vrp.Stop) (index int, change int64, err error) {
	if err := l.valid(stop); err != nil {
		return 0, 0, err
	}
	index = l.enter(stop)
	change, _ = l.Place(index)
	return index, change + stop.Prize, nil
}

// AddPair adds what is fetched at one stop and brought to another: from is Add's index, and to
// the one after it.
func (l *Live) AddPair(from, to vrp.Stop) (index int, change int64, err error) {
	for _, s := range []vrp.Stop{from, to} {
		if err := l.valid(s); err != nil {
			return 0, 0, err
		}
	}
	if from.ID == to.ID && from.ID != "" {
		return 0, 0, fmt.Errorf("dispatch: both stops of a pair are called %q; each needs a name of its own", from.ID)
	}
	index = l.enter(from)
	l.enter(to)
	l.p.Pairs = append(l.p.Pairs, vrp.Pair{From: index, To: index + 1})
	l.ties.brings[index], l.ties.fetches[index+1] = int32(index+1), int32(index)
	change, _ = l.Place(index)
	return index, change + from.Prize + to.Prize, nil
}

func (l *Live) valid(stop vrp.Stop) error {
	l.blank.Stops = []vrp.Stop{stop}
	if err := l.blank.Valid(); err != nil {
		return err
	}
	if first, twice := l.ids[stop.ID]; twice && stop.ID != "" && l.on[first] != cancelled {
		return fmt.Errorf("dispatch: stop %d is called %q already; each needs a name of its own", first, stop.ID)
	}
	return nil
}

func (l *Live) enter(stop vrp.Stop) (index int) {
	index = len(l.p.Stops)
	l.p.Stops, l.on = append(l.p.Stops, stop), append(l.on, off)
	l.ids[stop.ID] = index
	l.ties.grow()
	return index
}

// known reports a stop that is not there, was cancelled or has been driven to.
func (l *Live) known(stop int) error {
	switch {
	case stop < 0 || stop >= len(l.p.Stops):
		return fmt.Errorf("dispatch: there is no stop %d", stop)
	case l.on[stop] == cancelled:
		return fmt.Errorf("dispatch: %s was cancelled", stopName(l.p, stop))
	case l.driven(stop):
		return fmt.Errorf("dispatch: %s has been driven to", stopName(l.p, stop))
	}
	return nil
}

func (l *Live) driven(stop int) bool {
	v := l.on[stop]
	return v >= 0 && slices.Contains(l.p.Vehicles[v].Driven, stop)
}

// group is a stop with the other of its pair, in order, unless that has been driven to.
func (l *Live) group(stop int) []int {
	other := l.ties.partner(stop)
	switch {
	case other < 0 || l.driven(other):
		return []int{stop}
	case l.ties.fetches[stop] >= 0:
		return []int{other, stop}
	}
	return []int{stop, other}
}

// Place puts a stop that is left out on a round, the other of its pair with it, and reports
// whether there was room, with the change of cost. The round is then put in a better order, as
// far as that is found in a moment.
func (l *Live) Place(stop int) (change int64, placed bool) {
	if l.known(stop) != nil || l.on[stop] != off {
		return 0, false
	}
	before := l.around(stop)
	v, route := l.cheapest(l.group(stop))
	if v < 0 {
		return 0, false
	}
	old := l.lanes[v].route
	before += l.lanes[v].cost
	l.set(v, route)
	l.Tidy(v)
	if change = l.lanes[v].cost - before; change > 0 && l.optional(stop) {
		for _, s := range l.group(stop) {
			l.on[s] = off
		}
		l.set(v, old)
		return 0, false
	}
	return change, true
}

// optional reports whether a stop, and the other of its pair, may be left out for their prize.
func (l *Live) optional(stop int) bool {
	return !slices.ContainsFunc(l.group(stop), func(s int) bool { return l.p.Stops[s].Prize == 0 })
}

// around is the prizes forgone for a stop and the other of its pair.
func (l *Live) around(stop int) (sum int64) {
	for _, s := range l.group(stop) {
		if l.on[s] == off {
			sum += l.p.Stops[s].Prize
		}
	}
	return sum
}

// Cancel takes a stop off the plan for good, and the other of its pair with it, unless that has
// been driven to. What was left out takes its place on that round if it fits.
func (l *Live) Cancel(stop int) (change int64, err error) {
	if err := l.known(stop); err != nil {
		return 0, err
	}
	before, group, v := l.cost(), l.group(stop), l.on[stop]
	if v >= 0 {
		l.lift(v, group)
	}
	for _, s := range group {
		l.on[s], l.p.Stops[s].Prize = cancelled, 0
	}
	if v >= 0 {
		l.refill(v)
		l.Tidy(v)
	}
	return l.cost() - before, nil
}

// lift takes stops off a round. Where the rest cannot be driven without them, which happens
// where the way is shorter by them, it is put together anew.
func (l *Live) lift(v int, group []int) {
	one := l.lanes[v]
	rest := without(one.route, group, len(one.r.v.Driven))
	for _, s := range group {
		l.on[s] = off
	}
	if _, ok := one.r.fits(rest); ok {
		l.set(v, rest)
		return
	}
	driven := len(one.r.v.Driven)
	l.clear(v)
	for _, s := range rest[driven:] {
		if s != vrp.Reload && l.on[s] == off {
			l.Place(s)
		}
	}
}

// clear leaves nothing on a round but what was driven.
func (l *Live) clear(v int) {
	one := l.lanes[v]
	driven := len(one.r.v.Driven)
	for _, s := range one.route[driven:] {
		if s != vrp.Reload {
			l.on[s] = off
		}
	}
	l.set(v, one.route[:driven:driven])
}

// refillMost is how many stops that are left out are tried on a round with new room.
const refillMost = 40

// refill puts what is left out on a round that has room again, what is left out last first.
func (l *Live) refill(v int) {
	var left []int
	for s, on := range l.on {
		if on == off {
			left = append(left, s)
		}
	}
	slices.SortStableFunc(left, func(a, b int) int { return l.rank(a) - l.rank(b) })
	for _, s := range left[:min(len(left), refillMost)] {
		if l.on[s] != off {
			continue
		}
		before := l.lanes[v].cost
		route, cost := l.bestOn(v, l.group(s))
		if route != nil && (!l.optional(s) || cost-before < l.around(s)) {
			l.set(v, route)
		}
	}
}

// rank orders what is left out: by tier, then what has a prize.
func (l *Live) rank(s int) int {
	if l.p.Stops[s].Prize > 0 {
		return 1 << 8
	}
	return int(l.p.Stops[s].Tier)
}

// Move puts a stop on a vehicle's route, so that it has the position there, counted from 0 with
// what was driven; the other of its pair goes directly before or after it. A position beyond the
// end is the end. Where that breaks a rule the error is a [*Broken] and nothing changes.
func (l *Live) Move(stop, vehicle, position int) (change int64, err error) {
	if err := l.known(stop); err != nil {
		return 0, err
	}
	if vehicle < 0 || vehicle >= len(l.lanes) {
		return 0, fmt.Errorf("dispatch: there is no vehicle %d", vehicle)
	}
	group, from, before := l.group(stop), l.on[stop], l.cost()
	to := l.lanes[vehicle]
	route := without(to.route, group, len(to.r.v.Driven))
	at := min(max(position, len(to.r.v.Driven)), len(route))
	route = slices.Insert(route, at, group...)
	if b := to.r.judge(route); b != nil {
		return 0, b
	}
	if from >= 0 && from != vehicle {
		old := l.lanes[from]
		rest := without(old.route, group, len(old.r.v.Driven))
		if b := old.r.judge(rest); b != nil {
			return 0, b
		}
		l.set(from, rest)
	}
	l.set(vehicle, route)
	return l.cost() - before, nil
}
