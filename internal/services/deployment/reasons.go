package deployment

import (
	"fmt"
	"slices"
	"strings"

	"kith/algo/assign"
	"kith/internal/kernel/day"
	"kith/internal/registers/staff"
)

// choices reads the plan and says why.
func (s *solver) choices() ([]Choice, error) {
	all := make([]Choice, len(s.Open))
	nth := map[int]int{}
	order := make([]int, len(s.Open))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return s.Open[a].From.Compare(s.Open[b].From) })
	for _, i := range order {
		c := Choice{Opening: s.Open[i]}
		n, locked := s.fixed[i]
		if pair := s.pairs[i]; !locked && pair != assign.Undone {
			n, locked = int(s.plan.Pairs()[pair].Helper), false
		} else if !locked {
			n = -1
		}
		c.Locked = locked
		if n >= 0 {
			nth[n]++
			s.chosen(&c, n, nth[n])
		}
		if s.Explains {
			if err := s.explain(&c, i, n); err != nil {
				return nil, err
			}
		}
		all[i] = c
	}
	return all, nil
}

func (s *solver) chosen(c *Choice, n, nth int) {
	w := s.Workers[n]
	c.Worker, c.Who = w.ID, w.Name
	c.Metres, c.Known = w.Distance(c.At)
	c.Before = s.Before[w.ID][c.work()] > 0
	var why []string
	if c.Locked {
		why = append(why, "locked by hand")
	}
	for _, skill := range c.Skills {
		why = append(why, s.Rules.Skill(skill))
	}
	if c.Known {
		why = append(why, staff.Kilometres(c.Metres)+" away")
	}
	if c.Before {
		why = append(why, "did it last week")
	}
	if nth += s.weekOf(w.ID); nth > 1 {
		why = append(why, fmt.Sprintf("%d shifts that week", nth))
	}
	c.Why = strings.Join(why, " · ")
}

// weekOf is how many shifts of the week somebody had before the plan.
func (s *solver) weekOf(id staff.ID) (n int) {
	for _, span := range s.Worked[id] {
		if !span.From.Before(s.Monday.Start()) && span.From.Before(s.Monday.AddDays(7).Start()) {
			n++
		}
	}
	return n
}

// explain says who else could work a seat, or why nobody does.
func (s *solver) explain(c *Choice, i, n int) error {
	if c.Locked {
		return nil
	}
	if n < 0 {
		c.Why = s.nobody(c.Opening)
		return nil
	}
	why, err := s.plan.Why(i)
	if err != nil {
		return err
	}
	other := s.other(why, n)
	switch {
	case why.Options < 2:
		c.Next = "Nobody else could."
	case other >= 0 && s.free(other, c.Opening):
		c.Next = "Otherwise " + s.Workers[other].Name + s.instead(why)
	default:
		c.Next = fmt.Sprintf("%d could; the others are needed elsewhere.", why.Options)
	}
	return nil
}

// other is who would have a seat otherwise than n; -1 where nobody would. Of plans that cost
// the same the kernel may by now have another one in mind than the one that was chosen.
func (s *solver) other(why assign.Why, n int) int {
	for _, pair := range []int{why.Next, why.Pair} {
		if pair != assign.Undone && int(s.plan.Pairs()[pair].Helper) != n {
			return int(s.plan.Pairs()[pair].Helper)
		}
	}
	return -1
}

func (s *solver) instead(why assign.Why) string {
	if len(why.Instead) == 0 {
		return "."
	}
	o := s.Open[why.Instead[0]]
	return fmt.Sprintf(", but then nobody does %s on %s.", o.Name, o.From.In(day.London).Format("Monday"))
}

// mostNear is how many people who nearly fit are named.
const mostNear = 3

// nobody says why a seat stays empty: how many lack what, and who lacks one thing alone.
func (s *solver) nobody(o Opening) string {
	counts, order := map[string]int{}, []string(nil)
	var near []string
	for n, w := range s.Workers {
		what, only := s.lacks(n, w, o)
		if what == "" {
			continue
		}
		if counts[what]++; counts[what] == 1 {
			order = append(order, what)
		}
		if only && len(near) < mostNear {
			near = append(near, w.Name+" ("+what+")")
		}
	}
	if len(order) == 0 {
		return "Nobody is on the list for this hub. Ask a service to lend somebody."
	}
	slices.SortStableFunc(order, func(a, b string) int { return counts[b] - counts[a] })
	var said []string
	for _, what := range order[:min(len(order), 4)] {
		said = append(said, fmt.Sprintf("%d %s", counts[what], what))
	}
	words := "Nobody: " + strings.Join(said, "; ") + "."
	if len(near) > 0 {
		words += " Nearest: " + strings.Join(near, ", ") + "."
	}
	return words
}

// telling is which of several reasons is told: what can least be mended first, and how
// somebody stands last, for that is often a matter of days.
var telling = []staff.Reason{staff.BySkill, staff.ByHub, staff.ByKeeps, staff.ByWeek, staff.ByDates, staff.ByDistance, staff.ByStanding}

// lacks is the one thing that most keeps somebody from a seat, and whether it is the only one.
func (s *solver) lacks(n int, w staff.Worker, o Opening) (what string, only bool) {
	bars := w.Bars(o.call(), s.Rules)
	if len(bars) == 0 {
		switch {
		case slices.Contains(s.MustNot[o.Seat], w.ID):
			return "ruled out by hand", true
		case s.Limits.Refused(w, o, s.spans[w.ID]) != "" || !s.free(n, o):
			return "on other shifts or at rest", true
		}
		return "needed more elsewhere", true
	}
	b := slices.MinFunc(bars, func(a, b staff.Bar) int { return slices.Index(telling, a.Reason) - slices.Index(telling, b.Reason) })
	switch b.Reason {
	case staff.ByStanding:
		what = strings.ToLower(w.Standing.Label())
	case staff.ByHub:
		what = "lent to another hub"
	case staff.ByDates:
		what = "not lent that day"
	case staff.BySkill:
		what = "without " + s.Rules.Skill(b.What)
	case staff.ByWeek:
		what = "not free then"
	case staff.ByKeeps:
		what = "with an instruction against it"
	case staff.ByDistance:
		what = "too far away"
	}
	return what, len(bars) == 1
}
