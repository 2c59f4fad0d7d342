package check

import "kith/algo/vrp"

// amount is a load that no sum runs over.
type amount [vrp.Measures]int64

func (a *amount) add(l vrp.Load, sign int64) {
	for m, of := range l {
		a[m] += sign * int64(of)
	}
}

// trip is the calls from first up to, not including, last.
type trip struct{ first, last int }

// trips cuts the calls where the vehicle loads again.
func (r *route) trips() (all []trip) {
	first := 0
	for i, s := range r.calls {
		if s == vrp.Reload {
			all = append(all, trip{first, i})
			first = i + 1
		}
	}
	return append(all, trip{first, len(r.calls)})
}

// loads carries a trip's load along and judges it on every leg that is not driven already.
func (r *route) loads(t trip) {
	if t.last <= r.done {
		return
	}
	var aboard amount
	for _, s := range r.calls[t.first:t.last] {
		if !r.isTo(s) {
			aboard.add(r.p.Stops[s].Load, 1)
		}
	}
	if t.first >= r.done && t.first < t.last {
		r.fits(aboard, "leaving its start for "+r.name(r.calls[t.first]))
	}
	for i := t.first; i < t.last; i++ {
		s := r.calls[i]
		aboard.add(r.p.Stops[s].Load, -1)
		aboard.add(r.p.Stops[s].Collect, 1)
		for _, pair := range r.p.Pairs {
			if pair.From == s {
				aboard.add(r.p.Stops[pair.To].Load, 1)
			}
		}
		if i >= r.done-1 {
			r.fits(aboard, "leaving "+r.name(s))
		}
	}
}

// isTo reports whether a stop is brought what is fetched on the way.
func (r *route) isTo(s int) bool {
	for _, pair := range r.p.Pairs {
		if pair.To == s {
			return true
		}
	}
	return false
}

func (r *route) fits(aboard amount, when string) {
	for m, of := range aboard {
		if room := int64(r.vehicle.Capacity[m]); of > room {
			r.wrong("%s it carries %d in measure %d, and has room for %d", when, of, m, room)
		}
	}
}
