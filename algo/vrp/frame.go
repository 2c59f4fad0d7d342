package vrp

import (
	"math"
	"slices"
)

// frame is what is reckoned once for a whole problem and read by every arena.
type frame struct {
	p       *Problem
	tables  []dense
	class   []int32 // of each vehicle
	classes int
	weights []int64 // what leaving a stop out weighs in the search
	extras  []extra // of each stop; pair and apart by index of stop, prefer by vehicle; nil: none has any
	loads   int     // measures in use
	rich    bool    // pairs or collections are about: every round is judged whole
}

// dense is travel looked up fast where the places are few enough to hold; otherwise asked.
type dense struct {
	travel     Travel
	places     int
	dist, dur  []int32
	same, held bool
}

// heldPlaces is how many places a table may have to be held whole: two tables of 13 MB.
const heldPlaces = 1800

func newFrame(p *Problem) *frame {
	f := &frame{p: p, tables: make([]dense, len(p.Travel))}
	for i, t := range p.Travel {
		f.tables[i] = hold(t)
	}
	f.classify()
	f.tie()
	f.weigh()
	f.measure()
	return f
}

func hold(t Travel) dense {
	d := dense{travel: t, places: t.Size()}
	if d.places > heldPlaces {
		return d
	}
	d.held, d.same = true, true
	d.dist, d.dur = make([]int32, d.places*d.places), make([]int32, d.places*d.places)
	for i := range d.places {
		for j := range d.places {
			dist, dur := ask(t, i, j)
			d.dist[i*d.places+j], d.dur[i*d.places+j] = dist, dur
			d.same = d.same && dist == dur
		}
	}
	if d.same {
		d.dur = d.dist
	}
	return d
}

// ask is how far it is, with what has no way beyond every shift.
func ask(t Travel, from, to int) (dist, dur int32) {
	if from == Nowhere || to == Nowhere {
		return 0, 0
	}
	dist, dur = t.Between(from, to)
	if dist < 0 || dur < 0 || dist > farthest || dur > farthest {
		return farthest, unreached
	}
	return dist, dur
}

func (d *dense) between(from, to int) (dist, dur int32) {
	if from == Nowhere || to == Nowhere {
		return 0, 0
	}
	if d.held {
		i := from*d.places + to
		return d.dist[i], d.dur[i]
	}
	return ask(d.travel, from, to)
}

// classify finds vehicles that are the same but for their name, so that one empty round of
// each class need be tried.
func (f *frame) classify() {
	f.class = make([]int32, len(f.p.Vehicles))
	var firsts []int
	named := f.named()
	for v := range f.p.Vehicles {
		at := slices.IndexFunc(firsts, func(w int) bool {
			return !named[v] && !named[w] && alike(&f.p.Vehicles[v], &f.p.Vehicles[w])
		})
		if at < 0 {
			at = len(firsts)
			firsts = append(firsts, v)
		}
		f.class[v] = int32(at)
	}
	f.classes = len(firsts)
}

// named marks the vehicles that some stop or preference singles out.
func (f *frame) named() []bool {
	named := make([]bool, len(f.p.Vehicles))
	for i := range f.p.Stops {
		for _, v := range slices.Concat(f.p.Stops[i].Only, f.p.Stops[i].Never) {
			named[v] = true
		}
	}
	for _, pref := range f.p.Prefer {
		named[pref.Vehicle] = true
	}
	return named
}

func alike(a, b *Vehicle) bool {
	return a.Profile == b.Profile && a.Start == b.Start && a.End == b.End && a.Shift == b.Shift &&
		a.MaxDuration == b.MaxDuration && a.MaxDistance == b.MaxDistance && a.Capacity == b.Capacity &&
		a.Skills == b.Skills && a.Fixed == b.Fixed && a.PerDistance == b.PerDistance && a.PerTime == b.PerTime &&
		max(a.Trips, 1) == max(b.Trips, 1) && a.Reload == b.Reload && slices.Equal(a.Breaks, b.Breaks) &&
		len(a.Driven) == 0 && len(b.Driven) == 0
}

// tie gathers what few stops have, where any has.
func (f *frame) tie() {
	p := f.p
	need := len(p.Pairs) > 0 || len(p.Apart) > 0 || len(p.Prefer) > 0
	for i := range p.Stops {
		s := &p.Stops[i]
		need = need || len(s.Only) > 0 || len(s.Never) > 0 || s.Collect != (Load{})
	}
	if !need {
		return
	}
	f.extras = make([]extra, len(p.Stops))
	for i := range f.extras {
		f.extras[i] = extra{pair: -1, prefer: -1, allowed: p.allowed(i), collects: p.Stops[i].Collect != Load{}}
		f.rich = f.rich || f.extras[i].collects
	}
	for _, pair := range p.Pairs {
		f.extras[pair.From].pair, f.extras[pair.From].from = int32(pair.To), true
		f.extras[pair.To].pair = int32(pair.From)
		f.rich = true
	}
	for _, a := range p.Apart {
		f.extras[a[0]].apart = append(f.extras[a[0]].apart, int32(a[1]))
		f.extras[a[1]].apart = append(f.extras[a[1]].apart, int32(a[0]))
	}
	for _, pref := range p.Prefer {
		f.extras[pref.Stop].prefer, f.extras[pref.Stop].dislike = int32(pref.Vehicle), pref.Cost
	}
}

// allowed is which vehicles may take a stop, or nil for all.
func (p *Problem) allowed(stop int) []bool {
	s := &p.Stops[stop]
	if len(s.Only) == 0 && len(s.Never) == 0 {
		return nil
	}
	may := make([]bool, len(p.Vehicles))
	for v := range may {
		may[v] = (len(s.Only) == 0 || slices.Contains(s.Only, v)) && !slices.Contains(s.Never, v)
	}
	return may
}

// weigh makes leaving out any stop of a tier dearer than leaving out all of the lower tiers
// and anything travel could cost, as far as 64 bits go.
func (f *frame) weigh() {
	p := f.p
	f.weights = make([]int64, len(p.Stops))
	var prizes int64
	var count [lastTier + 1]int64
	for i := range p.Stops {
		if prize := p.Stops[i].Prize; prize > 0 {
			f.weights[i] = prize
			prizes += prize
		} else {
			count[p.Stops[i].Tier]++
		}
	}
	var tier [lastTier + 1]int64
	below := prizes + f.detour()
	for t := lastTier; t >= 0; t-- {
		tier[t] = below
		below += min(count[t]*below, math.MaxInt64/8-below)
		below = min(below, math.MaxInt64/(8*int64(len(p.Stops)+1)))
	}
	for i := range p.Stops {
		if p.Stops[i].Prize == 0 {
			f.weights[i] = tier[p.Stops[i].Tier]
		}
	}
}

// detour is more than one stop's way there and back, and its vehicle, can cost.
func (f *frame) detour() int64 {
	var most int64
	for v := range f.p.Vehicles {
		vehicle := &f.p.Vehicles[v]
		reach := 3 * int64(f.longest(vehicle.Profile))
		most = max(most, vehicle.Fixed+vehicle.PerDistance*reach+vehicle.PerTime*int64(vehicle.Shift.Close-vehicle.Shift.Open))
	}
	var dislikes int64
	for _, pref := range f.p.Prefer {
		dislikes = max(dislikes, pref.Cost)
	}
	return most + dislikes + 1
}

// longest is about the longest way of a profile: the longest seen from a few places, twice.
func (f *frame) longest(profile int) (most int32) {
	t := &f.tables[profile]
	for i := 0; i < t.places; i += 1 + t.places/16 {
		for j := range t.places {
			if d, _ := t.between(i, j); d < farthest {
				most = max(most, d)
			}
		}
	}
	return 2 * most
}

// measure finds how many measures the loads use.
func (f *frame) measure() {
	f.loads = 1
	for i := range f.p.Stops {
		for m := range Measures {
			if f.p.Stops[i].Load[m] > 0 || f.p.Stops[i].Collect[m] > 0 {
				f.loads = max(f.loads, m+1)
			}
		}
	}
}
