package assign

import (
	"fmt"
	"slices"
)

// Matching is the question who does what. Costs are whole numbers of any one unit, such as
// metres or tenths of a minute; what they weigh is the caller's to say.
type Matching struct {
	Tasks   []Task
	Helpers []Helper
	Pairs   []Pair // only those that are allowed: a pair that is not listed cannot be chosen
}

// Task is something to be done by one person.
type Task struct {
	Undone int64 // what it costs to leave it: the more pressing, the more
	// Size is how much of a person's room it takes; 0 is 1. A task of more is a bundle that
	// must stay with one person: see [Plan.Exact].
	Size int
}

// Helper is somebody who can do tasks.
type Helper struct {
	Room  int   // how many at most
	Slots []int // how many at most in each slot of time; nil where time does not matter
	// Wear is what the first, the second and each further task costs on top, and must not
	// fall: it shares work out. The last stands for all further ones; nil is nothing.
	Wear []int64
}

// Pair is a task that a helper could do, in one of their slots.
type Pair struct {
	Task, Helper int32
	Slot         int32 // 0 where the helper has no slots
	Cost         int64
}

// layout says which node and which arc stands for what. The arcs begin with the pairs.
type layout struct {
	tasks   []int32 // node of each task
	undone  []int32 // arc of each task that leaves it undone
	helpers []int32
	slots   [][]int32 // nodes of each helper's slots
	sink    int32
}

func (m *Matching) valid() error {
	for i, h := range m.Helpers {
		if !slices.IsSorted(h.Wear) {
			return fmt.Errorf("assign: the wear of helper %d falls; what is cheaper later cannot be shared out", i)
		}
		if h.Room < 0 || slices.ContainsFunc(h.Slots, func(n int) bool { return n < 0 }) {
			return fmt.Errorf("assign: helper %d has less room than none", i)
		}
	}
	for i, p := range m.Pairs {
		if err := m.fits(p); err != nil {
			return fmt.Errorf("assign: pair %d %w", i, err)
		}
	}
	return nil
}

func (m *Matching) fits(p Pair) error {
	if p.Task < 0 || int(p.Task) >= len(m.Tasks) || p.Helper < 0 || int(p.Helper) >= len(m.Helpers) {
		return fmt.Errorf("is of task %d and helper %d; there are %d and %d", p.Task, p.Helper, len(m.Tasks), len(m.Helpers))
	}
	if slots := len(m.Helpers[p.Helper].Slots); p.Slot < 0 || int(p.Slot) >= max(1, slots) {
		return fmt.Errorf("is in slot %d, and helper %d has %d", p.Slot, p.Helper, slots)
	}
	return nil
}

// NetworkOf is the question as a flow problem, for other solvers to be given: a unit for each
// task goes to the sink, which is the last node, by way of somebody who does it or undone.
func NetworkOf(m *Matching) *Network {
	n, _ := m.network()
	return n
}

// network writes the question as flow: a unit for each task goes to somebody who could do
// it, in a slot, or straight to the sink, undone.
func (m *Matching) network() (*Network, layout) {
	n, at := &Network{}, layout{}
	node := func(supply int64) int32 {
		n.Supply = append(n.Supply, supply)
		return int32(len(n.Supply) - 1)
	}
	for range m.Tasks {
		at.tasks = append(at.tasks, node(1))
	}
	for _, h := range m.Helpers {
		at.helpers = append(at.helpers, node(0))
		var slots []int32
		for range h.Slots {
			slots = append(slots, node(0))
		}
		at.slots = append(at.slots, slots)
	}
	at.sink = node(-int64(len(m.Tasks)))
	n.Arcs = make([]Arc, 0, len(m.Pairs)+len(m.Tasks)+2*len(m.Helpers))
	for _, p := range m.Pairs {
		n.Arcs = append(n.Arcs, at.pair(p))
	}
	for i, t := range m.Tasks {
		at.undone = append(at.undone, int32(len(n.Arcs)))
		n.Arcs = append(n.Arcs, at.leave(i, t))
	}
	for i, h := range m.Helpers {
		n.Arcs = append(n.Arcs, at.room(i, h)...)
	}
	return n, at
}

func (at *layout) pair(p Pair) Arc {
	to := at.helpers[p.Helper]
	if slots := at.slots[p.Helper]; len(slots) > 0 {
		to = slots[p.Slot]
	}
	return Arc{From: at.tasks[p.Task], To: to, Upper: 1, Cost: p.Cost}
}

func (at *layout) leave(task int, t Task) Arc {
	return Arc{From: at.tasks[task], To: at.sink, Upper: 1, Cost: t.Undone}
}

// room are the arcs of what a helper has room for: from each slot, and on to the sink, one
// for each task that costs more wear than the one before.
func (at *layout) room(i int, h Helper) (arcs []Arc) {
	for s, n := range h.Slots {
		arcs = append(arcs, Arc{From: at.slots[i][s], To: at.helpers[i], Upper: int64(n)})
	}
	for done := 0; done < h.Room; {
		wear, units := h.wear(done), 1
		if done >= len(h.Wear)-1 {
			units = h.Room - done
		}
		arcs = append(arcs, Arc{From: at.helpers[i], To: at.sink, Upper: int64(units), Cost: wear})
		done += units
	}
	return arcs
}

// wear is what one more task costs a helper who has so many.
func (h Helper) wear(done int) int64 {
	if len(h.Wear) == 0 {
		return 0
	}
	return h.Wear[min(done, len(h.Wear)-1)]
}

func (t Task) size() int { return max(1, t.Size) }
