package deployment

import (
	"slices"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/registers/staff"
)

// court judges plans of a question, apart from the planner.
type court struct {
	Question
	locked []bool     // seats that a lock holds
	mayNot [][]string // by seat and worker
}

func courtOf(q Question) *court {
	c := &court{Question: q, locked: make([]bool, len(q.Open))}
	for i, o := range q.Open {
		c.locked[i] = locked(q, o)
		row := make([]string, len(q.Workers))
		for n, w := range q.Workers {
			row[n] = mayNot(w, o)
		}
		c.mayNot = append(c.mayNot, row)
	}
	return c
}

// judge says which hard rule a plan breaks; "" when none. who is the worker of each seat, -1
// for nobody.
func (q *court) judge(who []int) string {
	type stretch struct{ from, to time.Time }
	had, counts := map[int][]stretch{}, map[int]int{}
	for n, w := range q.Workers {
		for _, s := range q.Worked[w.ID] {
			had[n] = append(had[n], stretch{s.From, s.To})
			if on := day.Of(s.From); !on.Before(q.Monday) && on.Before(q.Monday.AddDays(7)) {
				counts[n]++
			}
		}
	}
	for i, n := range who {
		if n < 0 {
			continue
		}
		o, w := q.Open[i], q.Workers[n]
		if why := q.mayNot[i][n]; why != "" {
			return why
		}
		if slices.Contains(q.MustNot[o.Seat], w.ID) && q.Must[o.Seat] != w.ID {
			return "ruled out by hand"
		}
		for _, s := range had[n] {
			if o.From.Before(s.to) && s.from.Before(o.To) {
				return "two shifts at once"
			}
			gap := o.From.Sub(s.to)
			if s.from.After(o.From) {
				gap = s.from.Sub(o.To)
			}
			if gap < 11*time.Hour {
				return "too little rest"
			}
		}
		had[n] = append(had[n], stretch{o.From, o.To})
		counts[n]++
		if counts[n] > q.Limits.Most || w.Most > 0 && counts[n] > int(w.Most) {
			return "too many shifts"
		}
	}
	return ""
}

// mayNot looks at somebody and a shift, minute by minute.
func mayNot(w staff.Worker, o Opening) string {
	if w.Standing != staff.Ready && w.Standing != staff.Deployed {
		return "not ready"
	}
	if w.Neighbourhood != "" && w.Neighbourhood != o.Hub {
		return "lent to another hub"
	}
	for _, s := range o.Skills {
		if !slices.Contains(w.Skills, s) {
			return "lacks a skill"
		}
	}
	if slices.Contains(w.Keeps, "no-lift") && slices.Contains(o.Demands, "lift") {
		return "lifts"
	}
	for at := o.From; at.Before(o.To); at = at.Add(time.Minute) {
		local := at.In(day.London)
		part := staff.Evening
		if local.Hour() < 12 {
			part = staff.Morning
		} else if local.Hour() < 17 {
			part = staff.Afternoon
		}
		on := day.Of(at)
		weekend := local.Weekday() == time.Saturday || local.Weekday() == time.Sunday
		switch {
		case !w.Free.Has(local.Weekday(), part):
			return "not free"
		case slices.Contains(w.Keeps, "no-evenings") && part == staff.Evening:
			return "works an evening"
		case slices.Contains(w.Keeps, "no-weekends") && weekend:
			return "works a weekend"
		case !w.From.IsZero() && on.Before(w.From), !w.To.IsZero() && w.To.Before(on):
			return "not lent"
		}
	}
	if w.Reach > 0 && w.At != nil && o.At != nil {
		if metres, _ := w.Distance(o.At); metres > float64(w.Reach) {
			return "too far"
		}
	}
	return ""
}

// price is what a plan costs.
func (q *court) price(who []int) (sum int64) {
	nth := map[int]int{}
	for n, w := range q.Workers {
		for _, s := range q.Worked[w.ID] {
			if on := day.Of(s.From); !on.Before(q.Monday) && on.Before(q.Monday.AddDays(7)) {
				nth[n]++
			}
		}
	}
	for i, n := range who {
		if q.locked[i] {
			nth[n]++
		}
	}
	began := map[int]int{}
	for n := range q.Workers {
		began[n] = nth[n]
	}
	for i, n := range who {
		o := q.Open[i]
		switch {
		case q.locked[i]:
		case n < 0:
			sum += map[Weight]int64{Must: 9000, Should: 5000, Could: 3000}[o.Weight]
		default:
			w := q.Workers[n]
			if metres, known := w.Distance(o.At); known {
				sum += min(int64(metres)/100, 400)
			} else if o.At != nil {
				sum += 50
			}
			if q.Before[w.ID][o.Hub+"/"+o.Post] == 0 {
				sum += 40
			}
			sum += []int64{0, 15, 35, 60, 90, 130, 180}[nth[n]] - []int64{0, 15, 35, 60, 90, 130, 180}[began[n]]
			nth[n]++
		}
	}
	return sum
}

// locked reports whether a seat is locked by hand to somebody who may have it. What locks
// take from one another is the planner's to settle: it is asked.
func locked(q Question, o Opening) bool {
	if _, ok := q.Must[o.Seat]; !ok {
		return false
	}
	s := &solver{Question: q, spans: map[staff.ID][]Span{}, fixed: map[int]int{}}
	for id, worked := range q.Worked {
		s.spans[id] = slices.Clone(worked)
	}
	s.lock()
	for i := range s.fixed {
		if q.Open[i].Seat == o.Seat {
			return true
		}
	}
	return false
}

// best is the cost of the cheapest plan that breaks no rule and keeps the locks, found by
// trying every one.
func (q *court) best() int64 {
	best, who := int64(1)<<60, make([]int, len(q.Open))
	fixed := make([]int, len(q.Open))
	for i, o := range q.Open {
		if fixed[i] = -1; q.locked[i] {
			fixed[i] = slices.IndexFunc(q.Workers, func(w staff.Worker) bool { return w.ID == q.Must[o.Seat] })
		}
	}
	var try func(i int)
	try = func(i int) {
		if i == len(who) {
			if q.judge(who) == "" && q.twoADay(who) == "" {
				best = min(best, q.price(who))
			}
			return
		}
		for n := range q.Workers {
			if (fixed[i] < 0 || fixed[i] == n) && q.mayNot[i][n] == "" {
				who[i] = n
				try(i + 1)
			}
		}
		if who[i] = -1; fixed[i] < 0 {
			try(i + 1)
		}
	}
	try(0)
	return best
}

// twoADay is the rule that nobody begins two shifts on one day.
func (q *court) twoADay(who []int) string {
	days := map[string]bool{}
	for n, w := range q.Workers {
		for _, s := range q.Worked[w.ID] {
			days[string(q.Workers[n].ID)+day.Of(s.From).String()] = true
		}
	}
	for i, n := range who {
		if n < 0 {
			continue
		}
		key := string(q.Workers[n].ID) + day.Of(q.Open[i].From).String()
		if days[key] {
			return "two on one day"
		}
		days[key] = true
	}
	return ""
}
