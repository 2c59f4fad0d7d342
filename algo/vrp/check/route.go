package check

import (
	"errors"
	"fmt"
	"slices"

	"kith/algo/vrp"
)

// route is one vehicle's, while it is judged.
type route struct {
	p       *vrp.Problem
	v       int
	vehicle *vrp.Vehicle
	calls   vrp.Route
	done    int // calls that are driven already
	errs    []error
}

// Route judges the route of one vehicle by itself. It knows nothing of stops on no route, of
// prizes or of preferences. The error joins every rule that is broken.
func Route(p *vrp.Problem, v int, calls vrp.Route) (Round, error) {
	r := &route{p: p, v: v, vehicle: &p.Vehicles[v], calls: calls, done: len(p.Vehicles[v].Driven)}
	if len(calls) < r.done || !slices.Equal([]int(calls[:r.done]), r.vehicle.Driven) {
		r.wrong("the route does not begin with the stops it has driven")
		return Round{}, errors.Join(r.errs...)
	}
	if len(calls) == 0 {
		return Round{}, nil
	}
	r.reloads()
	r.allowed()
	r.apart()
	r.pairs()
	for _, trip := range r.trips() {
		r.loads(trip)
	}
	round := Round{Out: true}
	legs := r.legs()
	for _, l := range legs {
		round.Distance += l.distance
	}
	round.Duration = r.duration(legs)
	r.limits(&round)
	round.Cost = r.vehicle.Fixed + r.vehicle.PerDistance*round.Distance + r.vehicle.PerTime*round.Duration
	return round, errors.Join(r.errs...)
}

func (r *route) wrong(format string, args ...any) {
	r.errs = append(r.errs, fmt.Errorf("check: "+vehicleName(r.p, r.v)+": "+format, args...))
}

func (r *route) name(s int) string { return stopName(r.p, s) }

// onlyDriven reports whether nothing is left to be planned.
func (r *route) onlyDriven() bool { return len(r.calls) == r.done }

// reloads judges where the vehicle loads again, and how often.
func (r *route) reloads() {
	count := 0
	for i, s := range r.calls {
		if s != vrp.Reload {
			continue
		}
		count++
		switch {
		case i < r.done:
		case i == 0:
			r.wrong("it loads again before its first stop")
		case i == len(r.calls)-1:
			r.wrong("it loads again after its last stop")
		case r.calls[i-1] == vrp.Reload:
			r.wrong("it loads again twice, with no stop between")
		}
	}
	if most := max(r.vehicle.Trips, 1); count+1 > most && slices.Contains(r.calls[r.done:], vrp.Reload) {
		r.wrong("it makes %d trips, and may make %d", count+1, most)
	}
}

// allowed judges skills, and who may take what.
func (r *route) allowed() {
	for _, s := range r.calls[r.done:] {
		if s == vrp.Reload {
			continue
		}
		stop := &r.p.Stops[s]
		if lacks := stop.Skills &^ r.vehicle.Skills; lacks != 0 {
			r.wrong("it lacks the skills %b that %s asks for", lacks, r.name(s))
		}
		if len(stop.Only) > 0 && !slices.Contains(stop.Only, r.v) {
			r.wrong("%s is only for the vehicles %v", r.name(s), stop.Only)
		}
		if slices.Contains(stop.Never, r.v) {
			r.wrong("%s may never go with it", r.name(s))
		}
	}
}

// apart judges stops that are never on one round.
func (r *route) apart() {
	for _, pair := range r.p.Apart {
		a, b := slices.Index(r.calls, pair[0]), slices.Index(r.calls, pair[1])
		if a >= 0 && b >= 0 && max(a, b) >= r.done {
			r.wrong("%s and %s are kept apart, and both on its round", r.name(pair[0]), r.name(pair[1]))
		}
	}
}

// pairs judges that what is brought was fetched before, on the same trip.
func (r *route) pairs() {
	for _, pair := range r.p.Pairs {
		from, to := slices.Index(r.calls, pair.From), slices.Index(r.calls, pair.To)
		switch {
		case max(from, to) < r.done: // both driven, or one and the other not on this route, or neither
		case from < 0:
			r.wrong("%s is brought what nobody fetches at %s", r.name(pair.To), r.name(pair.From))
		case to < 0:
			r.wrong("what is fetched at %s is never brought to %s", r.name(pair.From), r.name(pair.To))
		case from > to:
			r.wrong("%s comes before %s, where its load is fetched", r.name(pair.To), r.name(pair.From))
		case slices.Contains(r.calls[from:to], vrp.Reload):
			r.wrong("it loads again between %s and %s, which belong on one trip", r.name(pair.From), r.name(pair.To))
		}
	}
}

// limits judges the length of the round.
func (r *route) limits(round *Round) {
	if r.onlyDriven() {
		return
	}
	if most := int64(r.vehicle.MaxDistance); most > 0 && round.Distance > most {
		r.wrong("it goes %d, and may go %d", round.Distance, most)
	}
	if most := int64(r.vehicle.MaxDuration); most > 0 && round.Duration > most {
		r.wrong("it is out for %d at least, and may be for %d", round.Duration, most)
	}
}
