package deployment

import (
	"slices"

	"kith/algo/assign"
	"kith/internal/kernel/day"
	"kith/internal/registers/staff"
)

// Question is who works which of the open seats of a week.
type Question struct {
	Monday   day.Date
	Open     []Opening
	Workers  []staff.Worker
	Rules    *staff.Rules
	Limits   Limits
	Worked   map[staff.ID][]Span         // shifts they have, this week and the days around it
	Before   map[staff.ID]map[string]int // shifts of the week before, by [Opening.work]
	Must     map[Seat]staff.ID           // locked by hand
	MustNot  map[Seat][]staff.ID         // ruled out by hand
	Explains bool                        // whether it is asked why and what would help
}

// Answer is who works what.
type Answer struct {
	Choices []Choice
	// Exact is that no plan is cheaper. It is false where rests between late and early shifts
	// had to be mended one by one; then none is cheaper by more than Above.
	Exact  bool
	Above  int64
	Help   []Help
	Broken []Choice // locks that cannot be, with why
}

// Choice is an open seat and who is to work it.
type Choice struct {
	Opening
	Worker staff.ID // "" is nobody
	Who    string   // their name
	Locked bool
	Why    string // why this one, or why nobody
	Next   string // who else could; "" when nobody could, or nobody asked
	Metres float64
	Known  bool // how far it is
	Before bool // they did the same the week before
}

// work names what continuity is counted by: a post of a hub.
func (o Opening) work() string { return o.Hub + "/" + o.Post }

// What a plan costs, in points. A point is a hundred metres.
const (
	metresAPoint = 100
	newFace      = 40   // somebody who did not do it the week before
	unknown      = 50   // how far it is
	farthest     = 400  // points: what is farther costs no more
	mustCost     = 9000 // an empty seat, by weight
	shouldCost   = 5000
	couldCost    = 3000
)

// wear is what each further shift of a week costs, so that work is shared out.
var wear = []int64{0, 15, 35, 60, 90, 130, 180}

func (w Weight) cost() int64 {
	switch w {
	case Must:
		return mustCost
	case Could:
		return couldCost
	}
	return shouldCost
}

// solver is a question while it is answered.
type solver struct {
	Question
	spans map[staff.ID][]Span
	fixed map[int]int // open seat to worker
	m     assign.Matching
	plan  *assign.Plan
	pairs []int // what was chosen: asking the plan why may leave another one that costs the same
	least int64 // of any plan, rests or not
}

// Solve answers the question. The error is a mistake in the program.
func (q Question) Solve() (a Answer, err error) {
	s := &solver{Question: q, spans: map[staff.ID][]Span{}, fixed: map[int]int{}}
	for id, worked := range q.Worked {
		s.spans[id] = slices.Clone(worked)
	}
	a.Broken = s.lock()
	s.pair()
	if s.plan, err = s.m.Plan(); err != nil {
		return a, err
	}
	s.least = s.plan.Cost
	if err := s.rest(); err != nil {
		return a, err
	}
	s.pairs = slices.Clone(s.plan.Pair)
	a.Exact, a.Above = s.plan.Cost == s.least, s.plan.Cost-s.least
	if a.Choices, err = s.choices(); err != nil || !q.Explains {
		return a, err
	}
	a.Help, err = s.help()
	return a, err
}

// lock fixes what was locked by hand, and returns the locks that cannot be.
func (s *solver) lock() (broken []Choice) {
	for i, o := range s.Open {
		id, locked := s.Must[o.Seat]
		if !locked {
			continue
		}
		n := slices.IndexFunc(s.Workers, func(w staff.Worker) bool { return w.ID == id })
		why := "They are no longer on the list of those who may be planned."
		if n >= 0 {
			why = Fits(s.Workers[n], o, s.spans[id], s.Rules, s.Limits)
		}
		if why != "" {
			broken = append(broken, Choice{Opening: o, Worker: id, Why: why})
			continue
		}
		s.fixed[i] = n
		s.spans[id] = append(s.spans[id], Span{o.From, o.To})
	}
	return broken
}

// pair puts the question to the kernel: a task for each seat that is not locked, and a pair
// for whoever may work it besides what they work already.
func (s *solver) pair() {
	for _, w := range s.Workers {
		week := s.inWeek(w.ID)
		h := assign.Helper{Room: max(0, s.Limits.of(w)-week), Slots: make([]int, 7)}
		for i := range h.Slots {
			h.Slots[i] = 1
		}
		for i := week; i < len(wear); i++ {
			h.Wear = append(h.Wear, wear[i]-wear[min(week, len(wear)-1)])
		}
		s.m.Helpers = append(s.m.Helpers, h)
	}
	for i, o := range s.Open {
		t := assign.Task{Undone: o.Weight.cost()}
		if _, fixed := s.fixed[i]; fixed {
			t.Undone = 0
		} else {
			s.pairsOf(i, o)
		}
		s.m.Tasks = append(s.m.Tasks, t)
	}
}

func (s *solver) inWeek(id staff.ID) (n int) {
	for _, span := range s.spans[id] {
		if Monday(day.Of(span.From)) == s.Monday {
			n++
		}
	}
	return n
}

func (s *solver) pairsOf(i int, o Opening) {
	for n, w := range s.Workers {
		if slices.Contains(s.MustNot[o.Seat], w.ID) || Fits(w, o, s.spans[w.ID], s.Rules, s.Limits) != "" {
			continue
		}
		s.m.Pairs = append(s.m.Pairs, assign.Pair{Task: int32(i), Helper: int32(n), Slot: int32(o.Day.DaysSince(s.Monday)), Cost: s.cost(w, o)})
	}
}

// cost is what it costs that somebody works a seat.
func (s *solver) cost(w staff.Worker, o Opening) int64 {
	points := int64(unknown)
	if metres, known := w.Distance(o.At); known {
		points = min(int64(metres)/metresAPoint, farthest)
	}
	if o.At == nil {
		points = 0
	}
	if s.Before[w.ID][o.work()] == 0 {
		points += newFace
	}
	return points
}

// rest mends the plan until nobody works a late shift and an early one after it: the kernel
// knows days and not the hours between them. Of two shifts that are too near the one is
// given up that costs less.
func (s *solver) rest() error {
	for {
		a, b, found := s.tooNear()
		if !found {
			return nil
		}
		without := func(pair int) (int64, error) {
			if err := s.plan.Forbid(pair); err != nil {
				return 0, err
			}
			cost := s.plan.Cost
			return cost, s.plan.Allow(pair)
		}
		costA, err := without(a)
		if err != nil {
			return err
		}
		costB, err := without(b)
		if err != nil {
			return err
		}
		if costB < costA {
			a = b
		}
		if err := s.plan.Forbid(a); err != nil {
			return err
		}
	}
}

// tooNear finds two chosen pairs of somebody with too little rest between them.
func (s *solver) tooNear() (a, b int, found bool) {
	chosen := map[int32][]int{}
	for _, pair := range s.plan.Pair {
		if pair == assign.Undone {
			continue
		}
		p := s.plan.Pairs()[pair]
		for _, other := range chosen[p.Helper] {
			if s.Limits.near(s.span(other), s.span(pair)) {
				return other, pair, true
			}
		}
		chosen[p.Helper] = append(chosen[p.Helper], pair)
	}
	return 0, 0, false
}

func (s *solver) span(pair int) Span {
	o := s.Open[s.plan.Pairs()[pair].Task]
	return Span{o.From, o.To}
}

// free reports whether somebody could work a seat beside what the plan gives them.
func (s *solver) free(n int, o Opening) bool {
	at := Span{o.From, o.To}
	for i, pair := range s.pairs {
		if pair != assign.Undone && int(s.plan.Pairs()[pair].Helper) == n && s.Open[i].Seat != o.Seat && s.Limits.near(s.span(pair), at) {
			return false
		}
	}
	return true
}
