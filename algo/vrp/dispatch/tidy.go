package dispatch

import (
	"slices"

	"kith/algo/vrp"
)

// tidyMost is how many orders of a round are judged in full at most.
const tidyMost = 150

// segmentMost is how many stops in a row are taken elsewhere on their round.
const segmentMost = 3

// Tidy puts the stops of one round in a better order, as far as moving a few in a row elsewhere
// on it, or turning a stretch round, finds one; the other rounds stay as they are. It returns
// the change of cost.
func (l *Live) Tidy(vehicle int) (change int64) {
	one := l.lanes[vehicle]
	before := one.cost
	t := &tidying{r: one.r, route: slices.Clone(one.route), cost: one.bare}
	for t.judged < tidyMost && t.better() {
	}
	if t.cost < one.bare {
		l.set(vehicle, t.route)
	}
	return one.cost - before
}

// tidying is a round while its order is looked at.
type tidying struct {
	r      *ride
	route  vrp.Route
	cost   int64
	judged int
	width  int
	legs   []int64 // cost of distance and time between the start, the calls and the end
	room   vrp.Route
}

// better takes the first change that makes the round cheaper.
func (t *tidying) better() bool {
	t.lay()
	first := len(t.r.v.Driven)
	for i := first; i < len(t.route); i++ {
		for n := 1; n <= segmentMost && i+n <= len(t.route); n++ {
			if t.elsewhere(first, i, n) {
				return true
			}
		}
		if t.turned(i) {
			return true
		}
	}
	return false
}

// lay reckons the cost of every leg there could be; 0 is the start, and the last the end.
func (t *tidying) lay() {
	n := len(t.route)
	t.width = n + 2
	t.legs = slices.Grow(t.legs[:0], t.width*t.width)[:t.width*t.width]
	for i := range t.width {
		for j := range t.width {
			d, far, ok := t.r.leg(t.at(i), t.at(j))
			cost := t.r.v.PerDistance*int64(d) + t.r.v.PerTime*int64(far)
			if !ok {
				cost = 1 << 40
			}
			t.legs[i*t.width+j] = cost
		}
	}
}

func (t *tidying) at(i int) int {
	switch i {
	case 0:
		return t.r.v.Start
	case t.width - 1:
		return t.r.v.End
	}
	return t.r.place(t.route[i-1])
}

func (t *tidying) leg(i, j int) int64 { return t.legs[i*t.width+j] }

// elsewhere tries n calls from i on at every other place.
func (t *tidying) elsewhere(first, i, n int) bool {
	a, b := i+1, i+n // in legs
	gain := t.leg(a-1, a) + t.leg(b, b+1) - t.leg(a-1, b+1)
	if gain <= 0 {
		return false
	}
	for j := first; j <= len(t.route); j++ { // before the call at j
		if j >= i && j <= i+n {
			continue
		}
		if t.leg(j, a)+t.leg(b, j+1)-t.leg(j, j+1) >= gain {
			continue
		}
		moved := slices.Clone(t.route[i : i+n])
		with := append(t.room[:0], t.route...)
		if j < i {
			with = slices.Insert(slices.Delete(with, i, i+n), j, moved...)
		} else {
			with = slices.Delete(slices.Insert(with, j, moved...), i, i+n)
		}
		t.room = with
		if t.try(with) {
			return true
		}
	}
	return false
}

// turned tries every stretch from i on the other way round.
func (t *tidying) turned(i int) bool {
	there, back := int64(0), int64(0)
	for j := i + 1; j < len(t.route); j++ {
		there, back = there+t.leg(j, j+1), back+t.leg(j+1, j)
		if t.leg(i, j+1)+t.leg(i+1, j+2)+back >= t.leg(i, i+1)+t.leg(j+1, j+2)+there {
			continue
		}
		t.room = append(t.room[:0], t.route...)
		slices.Reverse(t.room[i : j+1])
		if t.try(t.room) {
			return true
		}
	}
	return false
}

func (t *tidying) try(with vrp.Route) bool {
	if t.judged >= tidyMost {
		return false
	}
	t.judged++
	cost, ok := t.r.fits(with)
	if !ok || cost >= t.cost {
		return false
	}
	t.route, t.cost = append(t.route[:0], with...), cost
	return true
}
