package assign

import "slices"

// Undone stands for no pair: nobody does the task.
const Undone = -1

// Plan says who does what, and can be asked why and what if. It is not safe for concurrent
// use.
type Plan struct {
	Pair []int // for each task, the pair that was chosen, or [Undone]
	Cost int64 // of all pairs, of wear and of what is left undone
	// Exact is true when no plan is cheaper. It is false only where bundles had to be taken
	// from somebody they did not fit.
	Exact bool

	m    Matching
	at   layout
	live *Live
	arcs []int32 // of each pair
}

// Plan finds the cheapest plan.
func (m *Matching) Plan() (*Plan, error) {
	if err := m.valid(); err != nil {
		return nil, err
	}
	n, at := m.network()
	f, err := Solve(n)
	if err != nil {
		return nil, err
	}
	p := &Plan{m: Matching{slices.Clone(m.Tasks), slices.Clone(m.Helpers), slices.Clone(m.Pairs)}, at: at, live: NewLive(n, f)}
	p.arcs = make([]int32, len(m.Pairs))
	for i := range p.arcs {
		p.arcs[i] = int32(i)
	}
	p.read()
	return p, nil
}

// read takes the plan from the flow, and lets go of bundles that do not fit.
func (p *Plan) read() {
	p.Pair = slices.Grow(p.Pair[:0], len(p.m.Tasks))[:len(p.m.Tasks)]
	for i := range p.Pair {
		p.Pair[i] = Undone
	}
	for i, arc := range p.arcs {
		if p.live.on[arc] > 0 {
			p.Pair[p.m.Pairs[i].Task] = i
		}
	}
	p.Cost, p.Exact = p.live.Cost(), true
	p.repair()
}

// Undone counts the tasks that nobody does.
func (p *Plan) Undone() (n int) {
	for task, pair := range p.Pair {
		if pair == Undone && p.live.net.Supply[p.at.tasks[task]] > 0 {
			n++
		}
	}
	return n
}

// Add adds a task with those who could do it, whose Task is filled in here, and mends the
// plan. It returns the number of the task.
func (p *Plan) Add(t Task, could []Pair) (task int, err error) {
	task = len(p.m.Tasks)
	p.m.Tasks = append(p.m.Tasks, t)
	p.at.tasks = append(p.at.tasks, p.live.AddNode(1))
	p.live.SetSupply(p.at.sink, p.live.net.Supply[p.at.sink]-1)
	leave, err := p.live.AddArc(p.at.leave(task, t))
	if err != nil {
		return task, err
	}
	p.at.undone = append(p.at.undone, leave)
	for _, pair := range could {
		pair.Task = int32(task)
		if err := p.pair(pair); err != nil {
			return task, err
		}
	}
	return task, p.settle()
}

// Drop takes a task out: it is no longer wanted, or was done otherwise.
func (p *Plan) Drop(task int) error {
	if v := p.at.tasks[task]; p.live.net.Supply[v] > 0 {
		p.live.SetSupply(v, 0)
		p.live.SetSupply(p.at.sink, p.live.net.Supply[p.at.sink]+1)
	}
	return p.settle()
}

// Forbid takes a pair out of what may be chosen; Allow puts it back.
func (p *Plan) Forbid(pair int) error { return p.bound(pair, 0, 0) }

// Allow lets a pair be chosen that was forbidden or locked.
func (p *Plan) Allow(pair int) error { return p.bound(pair, 0, 1) }

// Lock has a pair chosen whatever it costs. Where there is no room for it the plan stays as
// it was, and the error is [ErrInfeasible].
func (p *Plan) Lock(pair int) error {
	err := p.bound(pair, 1, 1)
	if err == nil {
		return nil
	}
	if undone := p.bound(pair, 0, 1); undone != nil {
		return undone
	}
	return err
}

func (p *Plan) bound(pair int, lower, upper int64) error {
	if err := p.live.SetArc(p.arcs[pair], lower, upper, p.m.Pairs[pair].Cost); err != nil {
		return err
	}
	return p.settle()
}

func (p *Plan) pair(pair Pair) error {
	if err := p.m.fits(pair); err != nil {
		return err
	}
	arc, err := p.live.AddArc(p.at.pair(pair))
	if err != nil {
		return err
	}
	p.m.Pairs, p.arcs = append(p.m.Pairs, pair), append(p.arcs, arc)
	return nil
}

func (p *Plan) settle() error {
	if err := p.live.Settle(); err != nil {
		return err
	}
	p.read()
	return nil
}

// Pairs are those that may be chosen: those of the question, and those that came since.
func (p *Plan) Pairs() []Pair { return p.m.Pairs }
