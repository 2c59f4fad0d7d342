package assign

import (
	"cmp"
	"slices"
)

// repair lets go of what does not fit, where bundles took more room than the flow, to which
// each is one unit, could see; and gives it to whoever has room, the most pressing first.
func (p *Plan) repair() {
	if !slices.ContainsFunc(p.m.Tasks, func(t Task) bool { return t.Size > 1 }) {
		return
	}
	r := newRooms(p)
	var loose []int
	for task, pair := range p.Pair {
		if pair != Undone && !r.take(p.m.Pairs[pair], p.m.Tasks[task].size()) {
			loose = append(loose, task)
			p.Pair[task] = Undone
		}
	}
	if len(loose) == 0 {
		p.Cost = r.cost(p)
		return
	}
	p.Exact = false
	slices.SortStableFunc(loose, func(a, b int) int { return cmp.Compare(p.m.Tasks[b].Undone, p.m.Tasks[a].Undone) })
	could := map[int][]int{}
	for i, pair := range p.m.Pairs {
		could[int(pair.Task)] = append(could[int(pair.Task)], i)
	}
	for _, task := range loose {
		p.place(task, could[task], r)
	}
	p.Cost = r.cost(p)
}

// place gives a task to the cheapest of those who could do it and have room.
func (p *Plan) place(task int, could []int, r *rooms) {
	slices.SortStableFunc(could, func(a, b int) int { return cmp.Compare(p.m.Pairs[a].Cost, p.m.Pairs[b].Cost) })
	for _, i := range could {
		if pair := p.m.Pairs[i]; pair.Cost < p.m.Tasks[task].Undone && p.live.net.Arcs[p.arcs[i]].Upper > 0 && r.take(pair, p.m.Tasks[task].size()) {
			p.Pair[task] = i
			return
		}
	}
}

// rooms is how much room is left with each helper.
type rooms struct {
	left  []int
	slots [][]int
	m     *Matching
}

func newRooms(p *Plan) *rooms {
	r := &rooms{m: &p.m}
	for _, h := range p.m.Helpers {
		r.left, r.slots = append(r.left, h.Room), append(r.slots, slices.Clone(h.Slots))
	}
	return r
}

// take takes room for a task, if there is enough.
func (r *rooms) take(pair Pair, size int) bool {
	slots := r.slots[pair.Helper]
	if r.left[pair.Helper] < size || len(slots) > 0 && slots[pair.Slot] < size {
		return false
	}
	r.left[pair.Helper] -= size
	if len(slots) > 0 {
		slots[pair.Slot] -= size
	}
	return true
}

// cost is what a plan with bundles costs: wear is for every unit of their size.
func (r *rooms) cost(p *Plan) (sum int64) {
	for task, pair := range p.Pair {
		switch {
		case pair != Undone:
			sum += p.m.Pairs[pair].Cost
		case p.live.net.Supply[p.at.tasks[task]] > 0:
			sum += p.m.Tasks[task].Undone
		}
	}
	for i, h := range p.m.Helpers {
		for done := range h.Room - r.left[i] {
			sum += h.wear(done)
		}
	}
	return sum
}
