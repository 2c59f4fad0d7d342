package assign

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
// plan is then as it was.
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
	before, cost := append([]int(nil), p.Pair...), p.live.Cost()
	was := p.live.net.Arcs[arc]
	err := p.without(arc, func() {
		w.Next, w.More = p.Pair[task], p.live.Cost()-cost
		for other, pair := range p.Pair {
			if other != task && pair == Undone && before[other] != Undone {
				w.Instead = append(w.Instead, other)
			}
		}
	})
	if err == ErrInfeasible { // every other way is taken by what is locked
		err = nil
	}
	if back := p.live.SetArc(arc, was.Lower, was.Upper, was.Cost); back != nil {
		return w, back
	}
	if back := p.settle(); back != nil {
		return w, back
	}
	return w, err
}

// without looks at the plan in which an arc carries nothing.
func (p *Plan) without(arc int32, look func()) error {
	if err := p.live.SetArc(arc, 0, 0, p.live.net.Arcs[arc].Cost); err != nil {
		return err
	}
	if err := p.settle(); err != nil {
		return err
	}
	look()
	return nil
}

// Help is what one more helper would bring.
type Help struct {
	Done  int   // how many more tasks would be done
	Saved int64 // what the whole plan would cost less
}

// WouldHelp says what one more helper would bring who could do these pairs, whose Helper is
// filled in here. The plan is then as it was.
func (p *Plan) WouldHelp(h Helper, could []Pair) (help Help, err error) {
	undone, cost := p.Undone(), p.live.Cost()
	pairs := len(p.m.Pairs)
	added, err := p.helper(h, could)
	if err == nil {
		err = p.settle()
	}
	help = Help{Done: undone - p.Undone(), Saved: cost - p.live.Cost()}
	for _, arc := range added {
		if gone := p.live.SetArc(arc, 0, 0, p.live.net.Arcs[arc].Cost); gone != nil {
			return help, gone
		}
	}
	p.m.Pairs, p.arcs = p.m.Pairs[:pairs], p.arcs[:pairs]
	p.m.Helpers, p.at.helpers, p.at.slots = p.m.Helpers[:len(p.m.Helpers)-1], p.at.helpers[:len(p.at.helpers)-1], p.at.slots[:len(p.at.slots)-1]
	if back := p.settle(); back != nil {
		return help, back
	}
	return help, err
}

// helper adds a helper, and returns the arcs that came with them.
func (p *Plan) helper(h Helper, could []Pair) (added []int32, err error) {
	first := int32(len(p.live.net.Arcs))
	i := len(p.m.Helpers)
	p.m.Helpers = append(p.m.Helpers, h)
	p.at.helpers = append(p.at.helpers, p.live.AddNode(0))
	var slots []int32
	for range h.Slots {
		slots = append(slots, p.live.AddNode(0))
	}
	p.at.slots = append(p.at.slots, slots)
	for _, a := range p.at.room(i, h) {
		if _, err = p.live.AddArc(a); err != nil {
			break
		}
	}
	for _, pair := range could {
		pair.Helper = int32(i)
		if err == nil {
			err = p.pair(pair)
		}
	}
	for arc := first; arc < int32(len(p.live.net.Arcs)); arc++ {
		added = append(added, arc)
	}
	return added, err
}
