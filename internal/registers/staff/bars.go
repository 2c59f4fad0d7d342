package staff

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/grid"
)

// Call is what a shift asks of whoever works it.
type Call struct {
	Neighbourhood string // whose hub it is; "" is the borough's own
	From, To      time.Time
	Skills        []string
	Demands       []string
	At            *grid.Point // nil when nobody knows where it is
}

// Reason says which rule keeps somebody from a shift.
type Reason string

// The reasons, in the order in which they are told.
const (
	ByStanding Reason = "standing"
	ByHub      Reason = "hub"
	ByDates    Reason = "dates"
	BySkill    Reason = "skill"
	ByWeek     Reason = "free"
	ByKeeps    Reason = "keeps"
	ByDistance Reason = "distance"
)

// Bar is one rule that keeps somebody from a shift.
type Bar struct {
	Reason Reason
	What   string // the id of the skill or the constraint; may be empty
	Words  string // a sentence for people, without a name
}

// Bars lists everything that keeps somebody from a shift; nil when they may work it. What
// they work besides is not looked at here.
func (w Worker) Bars(c Call, rules *Rules) (bars []Bar) {
	add := func(r Reason, what, words string) { bars = append(bars, Bar{r, what, words}) }
	if !w.Standing.Works() {
		add(ByStanding, string(w.Standing), "They are not ready for shifts: “"+w.Standing.Label()+"”.")
	}
	if w.Neighbourhood != "" && w.Neighbourhood != c.Neighbourhood {
		add(ByHub, "", "They are lent to another hub.")
	}
	if !w.LentOn(day.Of(c.From)) || !w.LentOn(day.Of(c.To.Add(-time.Nanosecond))) {
		add(ByDates, "", "They are not lent on that day.")
	}
	for _, skill := range c.Skills {
		if !w.Has(skill) {
			add(BySkill, skill, "They lack a skill: "+rules.Skill(skill)+".")
		}
	}
	if needed := Needs(c.From, c.To); !w.Free.Contains(needed) {
		add(ByWeek, "", "They are not free then.")
	}
	for _, id := range w.Keeps {
		if one, ok := rules.Constraint(id); ok && one.barsCall(c) {
			add(ByKeeps, id, "It goes against their instruction: "+one.Instruction+".")
		}
	}
	if metres, known := w.Distance(c.At); known && w.Reach > 0 && metres > float64(w.Reach) {
		add(ByDistance, "", fmt.Sprintf("It is %s away, further than they go.", Kilometres(metres)))
	}
	return bars
}

// Distance is how far it is for somebody to a place, in metres as the crow flies; known is
// false where one of the places is not.
func (w Worker) Distance(to *grid.Point) (metres float64, known bool) {
	if w.At == nil || to == nil {
		return 0, false
	}
	return grid.Distance(*w.At, *to), true
}

// Kilometres writes metres as people say them: "4.1 km".
func Kilometres(metres float64) string { return fmt.Sprintf("%.1f km", metres/1000) }

// barsCall reports whether a constraint keeps its owner from a shift.
func (c Constraint) barsCall(call Call) bool {
	week := Needs(call.From, call.To)
	for _, bar := range c.Bars {
		if slices.Contains(call.Demands, bar) || week&partsNamed[bar] != 0 {
			return true
		}
	}
	return false
}

// partsNamed are the times that a constraint may bar besides what posts demand.
var partsNamed = func() map[string]Week {
	named := map[string]Week{}
	for _, d := range Weekdays() {
		for _, p := range Parts() {
			named[p.ID()] |= bit(d, p)
			if d == time.Saturday || d == time.Sunday {
				named["weekend"] |= bit(d, p)
			}
		}
	}
	return named
}()

// Sentences puts the words of bars together.
func Sentences(bars []Bar) string {
	var all []string
	for _, b := range bars {
		all = append(all, b.Words)
	}
	return strings.Join(all, " ")
}
