package deployment

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kith/internal/kernel/day"
	"kith/internal/kernel/grid"
	"kith/internal/registers/staff"
)

// smallRules are rules with a skill, a demand and two instructions.
var smallRules = &staff.Rules{
	Skills:  []staff.Skill{{ID: "s1", Label: "Driving"}, {ID: "s2", Label: "Listening"}},
	Demands: []staff.Demand{{ID: "lift"}},
	Constraints: []staff.Constraint{
		{ID: "no-lift", Instruction: "No lifting", Bars: []string{"lift"}},
		{ID: "no-evenings", Instruction: "No evenings", Bars: []string{"evening"}},
		{ID: "no-weekends", Instruction: "No weekends", Bars: []string{"weekend"}},
	},
}

// mondays begin ordinary weeks and those in which the clocks change.
var mondays = []day.Date{day.New(2020, 4, 6), day.New(2020, 3, 23), day.New(2020, 10, 19)}

// weeks draws random weeks, small enough to be judged by trying every plan.
type weeks struct{ *rapid.T }

func (r weeks) oneOf(name string, n int) int { return rapid.IntRange(0, n-1).Draw(r.T, name) }
func (r weeks) rarely(name string) bool      { return r.oneOf(name, 4) == 0 }

func (r weeks) some(name string, from ...string) (some []string) {
	for _, one := range from {
		if r.rarely(name) {
			some = append(some, one)
		}
	}
	return some
}

func (r weeks) opening(monday day.Date, n int) Opening {
	on := monday.AddDays(r.oneOf("day", 7))
	starts := []int{0, 6, 7, 9, 13, 17, 19, 22}
	shift := Shift{From: TimeOfDay{Hour: starts[r.oneOf("start", len(starts))]}}
	shift.To = TimeOfDay{Hour: (shift.From.Hour + 3 + r.oneOf("hours", 8)) % 24}
	o := Opening{
		Seat: Seat{Hub: []string{"a", "b", ""}[r.oneOf("hub", 3)], Post: fmt.Sprint("p", r.oneOf("post", 2)), Shift: fmt.Sprint("s", n), Day: on, Number: 1},
		Name: "Post", Skills: r.some("skill", "s1", "s2"), Demands: r.some("demand", "lift"),
		Weight: []Weight{Must, Should, Could}[r.oneOf("weight", 3)],
	}
	o.From, o.To = shift.On(on)
	if !r.rarely("somewhere") {
		o.At = &grid.Point{Lat: 53.4 + float64(r.oneOf("lat", 3))/20, Lon: -2.5}
	}
	return o
}

func (r weeks) worker(n int, monday day.Date) staff.Worker {
	w := staff.Worker{ID: staff.ID(fmt.Sprint("w", n)), Standing: staff.Ready}
	w.Name, w.Neighbourhood = fmt.Sprint("Worker ", n), []string{"", "", "a", "b"}[r.oneOf("lent to", 4)]
	w.Free = staff.WholeWeek
	if r.rarely("seldom free") {
		w.Free = staff.Week(rapid.Uint32Range(0, uint32(staff.WholeWeek)).Draw(r.T, "free"))
	}
	for _, s := range []string{"s1", "s2"} {
		if !r.rarely("lacks") {
			w.Skills = append(w.Skills, s)
		}
	}
	w.Keeps = r.some("keeps", "no-lift", "no-evenings", "no-weekends")
	if r.rarely("standing") {
		w.Standing = staff.Standings()[r.oneOf("which", len(staff.Standings()))]
	}
	if r.rarely("dates") {
		w.From, w.To = monday.AddDays(r.oneOf("from", 4)), monday.AddDays(2+r.oneOf("to", 6))
	}
	w.Most = int64(r.oneOf("most", 4))
	if !r.rarely("placed") {
		w.At = &grid.Point{Lat: 53.4 + float64(r.oneOf("lat", 3))/20, Lon: -2.5}
	}
	if r.rarely("stays near") {
		w.Reach = 6000
	}
	return w
}

func (r weeks) question() Question {
	q := Question{
		Monday: mondays[r.oneOf("monday", len(mondays))], Rules: smallRules, Limits: Limits{Rest: 11 * time.Hour, Most: 1 + r.oneOf("rule", 5)},
		Worked: map[staff.ID][]Span{}, Before: map[staff.ID]map[string]int{}, Must: map[Seat]staff.ID{}, MustNot: map[Seat][]staff.ID{}, Explains: r.rarely("explains"),
	}
	for n := range 1 + r.oneOf("seats", 5) {
		q.Open = append(q.Open, r.opening(q.Monday, n))
	}
	for n := range r.oneOf("workers", 5) {
		w := r.worker(n, q.Monday)
		q.Workers = append(q.Workers, w)
		if r.rarely("works already") {
			o := r.opening(q.Monday.AddDays(r.oneOf("off", 3)-1), 99)
			q.Worked[w.ID] = []Span{{o.From, o.To}}
		}
		if r.rarely("before") {
			q.Before[w.ID] = map[string]int{"a/p0": 1}
		}
		seat := q.Open[r.oneOf("which seat", len(q.Open))].Seat
		switch {
		case r.rarely("must"):
			q.Must[seat] = w.ID
		case r.rarely("must not"):
			q.MustNot[seat] = append(q.MustNot[seat], w.ID)
		}
	}
	return q
}

// TestNoPlanBreaksAHardRule judges 10,000 random weeks by a checker that shares nothing with
// the planner but the question, and the cost by trying every plan.
func TestNoPlanBreaksAHardRule(t *testing.T) {
	exact, all := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		for range 100 {
			q := weeks{rt}.question()
			a, err := q.Solve()
			if err != nil {
				rt.Fatal(err)
			}
			got := make([]int, len(q.Open))
			for i, c := range a.Choices {
				got[i] = slices.IndexFunc(q.Workers, func(w staff.Worker) bool { return w.ID == c.Worker })
			}
			court := courtOf(q)
			if broken := court.judge(got); broken != "" {
				rt.Fatalf("the plan %v breaks a rule: %s\n%+v", got, broken, q)
			}
			cost, best := court.price(got), court.best()
			if all++; a.Exact {
				exact++
			}
			if cost < best || cost-best > a.Above || a.Exact && cost != best {
				rt.Fatalf("the plan %v costs %d, the best %d, and says above %d, exact %v\n%+v", got, cost, best, a.Above, a.Exact, q)
			}
		}
	})
	if all < 10_000 || exact*10 < all*9 {
		t.Errorf("of %d weeks %d were planned exactly", all, exact)
	}
}
