package assign

import "slices"

// Why says how a plan comes to do, or to leave, a task.
type Why struct {
	Pair    int // the pair that was chosen, or [Undone]
	Options int // how many could have been
	// Next is the pair that would be chosen for it if this one could not be: for a task that
	// is undone, what it would take to do it. It is [Undone] where there is none.
	Next int
	// More is what the whole plan would cost more that way.
	More int64
	// Instead are tasks that somebody does now and nobody would do then.
	Instead []int
}

// Why answers for one task by asking for the cheapest plan in which it is otherwise. The
// plan is then as it was, also where another costs no more. It takes time in proportion to
// the pairs.
func (p *Plan) Why(task int) (Why, error) {
	w := Why{Pair: p.Pair[task], Next: Undone}
	for i, pair := range p.m.Pairs {
		if int(pair.Task) == task && p.live.net.Arcs[p.arcs[i]].Upper > 0 {
			w.Options++
		}
	}
	if w.Options == 0 {
		return w, nil
	}
	arc := p.at.undone[task]
	if w.Pair != Undone {
		arc = p.arcs[w.Pair]
	}
	before, cost := slices.Clone(p.Pair), p.live.Cost()
	err := p.asIf(func() error {
		was := p.live.net.Arcs[arc]
		defer func() { p.live.net.Arcs[arc] = was }()
		if err := p.live.SetArc(arc, 0, 0, was.Cost); err != nil {
			return err
		}
		if err := p.settle(); err != nil {
			return err
		}
		w.Next, w.More = p.Pair[task], p.live.Cost()-cost
		for other, pair := range p.Pair {
			if other != task && pair == Undone && before[other] != Undone {
				w.Instead = append(w.Instead, other)
			}
		}
		return nil
	})
	if err == ErrInfeasible { // every other way is taken by what is locked
		err = nil
	}
	return w, err
}

// asIf changes the plan for as long as look lasts. Bounds of arcs that were there before look
// puts back itself.
func (p *Plan) asIf(look func() error) error {
	live, pair, cost, exact := p.live.keep(), slices.Clone(p.Pair), p.Cost, p.Exact
	err := look()
	p.live.back(live)
	p.Pair, p.Cost, p.Exact = append(p.Pair[:0], pair...), cost, exact
	return err
}

// Help is what one more helper would bring.
type Help struct {
	Done  int   // how many more tasks would be done
	Saved int64 // what the whole plan would cost less
}

// WouldHelp says what one more helper would bring who could do these pairs, whose Helper is
// filled in here. The plan is then as it was, also where another costs no more.
func (p *Plan) WouldHelp(h Helper, could []Pair) (help Help, err error) {
	undone, cost := p.Undone(), p.live.Cost()
	pairs, helpers := len(p.m.Pairs), len(p.m.Helpers)
	err = p.asIf(func() error {
		if err := p.helper(h, could); err != nil {
			return err
		}
		if err := p.settle(); err != nil {
			return err
		}
		help = Help{Done: undone - p.Undone(), Saved: cost - p.live.Cost()}
		return nil
	})
	p.m.Pairs, p.arcs = p.m.Pairs[:pairs], p.arcs[:pairs]
	p.m.Helpers, p.at.helpers, p.at.slots = p.m.Helpers[:helpers], p.at.helpers[:helpers], p.at.slots[:helpers]
	return help, err
}

// helper adds a helper with who could do what.
func (p *Plan) helper(h Helper, could []Pair) error {
	i := len(p.m.Helpers)
	p.m.Helpers = append(p.m.Helpers, h)
	p.at.helpers = append(p.at.helpers, p.live.AddNode(0))
	var slots []int32
	for range h.Slots {
		slots = append(slots, p.live.AddNode(0))
	}
	p.at.slots = append(p.at.slots, slots)
	for _, a := range p.at.room(i, h) {
		if _, err := p.live.AddArc(a); err != nil {
			return err
		}
	}
	for _, pair := range could {
		pair.Helper = int32(i)
		if err := p.pair(pair); err != nil {
			return err
		}
	}
	return nil
}
