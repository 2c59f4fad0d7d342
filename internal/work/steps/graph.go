package steps

import (
	"slices"
	"strings"

	"kith/internal/blueprint"
)

// maxHops is how many steps may be passed over in one move.
const maxHops = 4

// edge is one way from a step.
type edge struct {
	to, end int  // positions; -1 is not there
	renew   bool // a role chose it
	atOnce  bool // it is taken without stopping at the step
}

// edges lists every way from a step, those of the stops apart.
func (p *Protocol) edges(s Step) []edge {
	var all []edge
	add := func(l Lead, e edge) {
		if e.to, e.end = p.stepIndex(l.To), p.endIndex(l.End); e.to >= 0 || e.end >= 0 {
			all = append(all, e)
		}
	}
	for _, o := range s.Outcomes {
		if !o.Again && !o.Next {
			add(o.Lead, edge{renew: o.Renew})
		}
	}
	if s.Attempts != nil {
		add(s.Attempts.Then, edge{})
	}
	if s.Recurs != nil {
		add(s.Recurs.Then, edge{})
	}
	add(s.Overdue.Lead, edge{})
	if s.Most > 0 {
		add(s.Beyond, edge{atOnce: true})
	}
	if s.Kind.Way() != NoWay {
		add(s.safely(p), edge{atOnce: true})
	}
	return all
}

// walk proves that the steps hold together: all can be reached, all lead to an end, and no
// way goes round for ever.
func (k *checker) walk() {
	k.reach()
	k.endings()
	k.loops()
	k.hops()
}

// reach finds steps and ends that nothing leads to.
func (k *checker) reach() {
	p := k.p
	steps, ends := make([]bool, len(p.Steps)), make([]bool, len(p.Ends))
	var visit func(i int)
	go1 := func(e edge) {
		if e.end >= 0 {
			ends[e.end] = true
		}
		if e.to >= 0 {
			visit(e.to)
		}
	}
	visit = func(i int) {
		if steps[i] {
			return
		}
		steps[i] = true
		for _, e := range p.edges(p.Steps[i]) {
			go1(e)
		}
	}
	visit(0)
	for _, l := range []Lead{p.Stops.Deceased, p.Stops.Moved, p.Stops.AskedToStop} {
		go1(edge{to: p.stepIndex(l.To), end: p.endIndex(l.End)})
	}
	for i, seen := range steps {
		if !seen {
			k.problem(blueprint.At("steps", i, "id"), "nothing leads to the step %s", p.Steps[i].ID).Mend("lead to it, or take it away")
		}
	}
	for i, seen := range ends {
		if !seen {
			k.problem(blueprint.At("ends", i, "id"), "nothing leads to the end %s", p.Ends[i].ID).Mend("lead to it, or take it away")
		}
	}
}

// endings finds steps from which no end can be reached.
func (k *checker) endings() {
	p := k.p
	ends := make([]bool, len(p.Steps))
	for again := true; again; {
		again = false
		for i, s := range p.Steps {
			for _, e := range p.edges(s) {
				if !ends[i] && (e.end >= 0 || e.to >= 0 && ends[e.to]) {
					ends[i], again = true, true
				}
			}
		}
	}
	for i, ok := range ends {
		if !ok {
			k.problem(blueprint.At("steps", i), "no way leads from the step %s to an end", p.Steps[i].ID).Mend("let an outcome lead to an end, or to a step that does")
		}
	}
}

// loops finds ways that go round without end. A step that may come only so often is, once
// it has, no more than the ways that pass over it; a lap that a role decides on each time is no
// loop. What then still goes round goes round for ever.
func (k *checker) loops() {
	k.circles(func(s Step, e edge) bool { return !e.renew && (s.Most == 0 || e.atOnce) }, func(i int, round string) {
		k.problem(blueprint.At("steps", i), "the steps %s can go round without end", round).Mend("give one of them most: and beyond:, or let a role decide with renew: true")
	})
}

// hops finds steps that pass a run on among themselves without anybody doing anything.
func (k *checker) hops() {
	atOnce := func(_ Step, e edge) bool { return e.atOnce }
	if k.circles(atOnce, func(i int, round string) {
		k.problem(blueprint.At("steps", i), "the steps %s pass the work round without anybody doing anything", round).Mend("lead to a step at which somebody decides")
	}) {
		return
	}
	var deep func(i int) int
	deep = func(i int) (most int) {
		for _, e := range k.p.edges(k.p.Steps[i]) {
			if e.atOnce && e.to >= 0 {
				most = max(most, 1+deep(e.to))
			}
		}
		return most
	}
	for i := range k.p.Steps {
		if n := deep(i); n >= maxHops {
			k.problem(blueprint.At("steps", i), "the work may pass over %d steps at once", n).Mend("lead to a step at which somebody decides")
		}
	}
}

// circles calls found with each circle of the ways that count, once.
func (k *checker) circles(counts func(Step, edge) bool, found func(i int, round string)) bool {
	const white, grey, black = 0, 1, 2
	colour := make([]int, len(k.p.Steps))
	var path []int
	circle := false
	var visit func(i int)
	visit = func(i int) {
		colour[i], path = grey, append(path, i)
		for _, e := range k.p.edges(k.p.Steps[i]) {
			if e.to < 0 || !counts(k.p.Steps[i], e) {
				continue
			}
			switch colour[e.to] {
			case white:
				visit(e.to)
			case grey:
				circle = true
				found(e.to, k.round(path, e.to))
			}
		}
		colour[i], path = black, path[:len(path)-1]
	}
	for i := range k.p.Steps {
		if colour[i] == white {
			visit(i)
		}
	}
	return circle
}

// round names the steps of a circle that ends where it began.
func (k *checker) round(path []int, from int) string {
	var names []string
	for i := len(path) - 1; i >= 0; i-- {
		names = append([]string{k.p.Steps[path[i]].ID}, names...)
		if path[i] == from {
			break
		}
	}
	return strings.Join(names, ", ")
}

// Order lists the positions of the steps by how far they lie from the first, those that lie equally far in
// the order of the file. Ways that lead back count for nothing.
func (p *Protocol) Order() []int {
	depth := make([]int, len(p.Steps))
	onPath := make([]bool, len(p.Steps))
	var visit func(i, d int)
	visit = func(i, d int) {
		if onPath[i] || d < depth[i] || d > len(p.Steps) {
			return
		}
		depth[i], onPath[i] = d, true
		for _, e := range p.edges(p.Steps[i]) {
			if e.to > i && !e.renew {
				visit(e.to, d+1)
			}
		}
		onPath[i] = false
	}
	visit(0, 0)
	order := make([]int, len(p.Steps))
	for i := range order {
		order[i] = i
		if i > 0 && depth[i] == 0 {
			depth[i] = len(p.Steps) // only a stop, or a way back, leads to it
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return depth[a] - depth[b] })
	return order
}
