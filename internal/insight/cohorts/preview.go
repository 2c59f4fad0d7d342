package cohorts

import (
	"cmp"
	"slices"
	"time"

	"kith/internal/insight/roll"
	"kith/internal/kernel/disclosure"
	"kith/internal/plat/rules"
)

// Preview is what a rule comes to, as figures that tell of nobody.
type Preview struct {
	AsAt    time.Time
	Matches disclosure.Told // whom the rule chooses
	In      disclosure.Told // of those, who would be approached
	Out     []Part          // of those, who would not, by why
	Places  []Part          // of those who would be, by neighbourhood
	Open    disclosure.Told // whom the rule cannot decide on
	// Alike says that the rule chooses nearly the people whom one chose that was tried before,
	// and is told with its figures.
	Alike bool
}

// Part is a part of a figure.
type Part struct {
	Why   Why    // of those who are left out
	Place string // id of a neighbourhood; "" none
	Told  disclosure.Told
}

// outcome is what a rule comes to, before it is told.
type outcome struct {
	roll    *roll.Roll
	matches []int // of the roll
	in      []int
	out     map[int]Out
	open    int
}

// decide chooses by a rule and leaves out whom the terms leave out.
func (t Terms) decide(r *roll.Roll, rule *rules.Rule, more roll.More, k around) outcome {
	chosen := r.Choose(rule, more)
	o := outcome{roll: r, matches: chosen.In, open: chosen.Open, out: map[int]Out{}}
	for _, i := range chosen.In {
		if why := t.leaves(&r.Entries[i], k); why != (Out{}) {
			o.out[i] = why
			continue
		}
		o.in = append(o.in, i)
	}
	return o
}

// tell makes of an outcome what may be told of it. Whoever is in or out is part of those
// chosen, so the parts are hidden together.
func (o outcome) tell() Preview {
	p := Preview{AsAt: o.roll.At}
	counts := map[Why]int64{}
	for _, why := range o.out {
		counts[why.Why]++
	}
	parts := []int64{int64(len(o.in))}
	for _, why := range Whys() {
		if counts[why] > 0 {
			p.Out = append(p.Out, Part{Why: why})
			parts = append(parts, counts[why])
		}
	}
	told, all := disclosure.Protect(parts, int64(len(o.matches)), false)
	p.Matches, p.In = all, told[0]
	for i := range p.Out {
		p.Out[i].Told = told[i+1]
	}
	p.places(o)
	p.Open.Value, p.Open.Hidden = disclosure.Round(int64(o.open))
	return p
}

func (p *Preview) places(o outcome) {
	counts := map[string]int64{}
	for _, i := range o.in {
		counts[o.roll.Entries[i].Neighbourhood]++
	}
	var parts []int64
	for place, n := range counts {
		p.Places = append(p.Places, Part{Place: place, Told: disclosure.Told{Value: n}})
	}
	slices.SortFunc(p.Places, func(a, b Part) int { return cmp.Compare(a.Place, b.Place) })
	for _, part := range p.Places {
		parts = append(parts, part.Told.Value)
	}
	told, sum := disclosure.Protect(parts, int64(len(o.in)), false)
	for i := range p.Places {
		p.Places[i].Told = told[i]
	}
	if sum.Hidden {
		p.In = sum
	}
}
