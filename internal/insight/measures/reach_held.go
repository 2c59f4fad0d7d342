package measures

import (
	"fmt"
	"math"
	"strings"

	"kith/internal/insight/reports"
	"kith/internal/work/answers"
)

// How far from its number here a group must be to be named: by a fifth at least, and by more
// than chance explains in nineteen cases of twenty.
const (
	lessThan = 80
	moreThan = 125
	chance   = 1.96
)

// hold gives each group's share and ratio on a side, and says in words who falls short. Those
// who would not say are of no group: shares are of those who did.
func (a *asking) hold(side *Side, how string, of func(*ReachGroup) *Held) {
	all := side.All.Value
	for i := range a.Groups {
		if h := of(&a.Groups[i]); a.Groups[i].ID == answers.PreferNot && !h.People.Hidden {
			all -= h.People.Value
		}
	}
	var short, hidden []string
	compared := false
	for i := range a.Groups {
		g := &a.Groups[i]
		h := of(g)
		switch {
		case g.ID == answers.PreferNot:
			continue
		case h.People.Hidden:
			hidden = append(hidden, "“"+g.Name+"”")
			continue
		case all <= 0 || side.All.Hidden:
			continue
		}
		h.against(g.part, all)
		compared = compared || h.Ratio.Known
		if h.Less {
			short = append(short, fmt.Sprintf("People in the group “%s” are %s less often than their number here would suggest: %s of those reached, and %s of who lives here.",
				g.Name, how, h.Share.String(), g.Lives.String()))
		}
	}
	side.Says = a.says(side, how, short, hidden, compared)
}

func (a *asking) says(side *Side, how string, short, hidden []string, compared bool) string {
	switch {
	case side.All.Value == 0 && !side.All.Hidden:
		return "Of nobody who was reached is this known."
	case side.All.Hidden:
		return "Too few to tell."
	case a.people == nil:
		return "Who lives here by this is not known, so nobody can say who is left out."
	case !compared:
		return "Too few in each group to tell."
	}
	text := "No group is " + how + " less often than its number here would suggest, by more than chance explains."
	if len(short) > 0 {
		text = strings.Join(short, " ")
	}
	if len(hidden) > 0 {
		text += " Of " + strings.Join(hidden, " and ") + " too few are known to tell."
	}
	return text
}

// against holds a group's part of those reached against its part of who lives here.
func (h *Held) against(part float64, all int64) {
	share := float64(h.People.Value) / float64(all)
	h.Share = reports.Number{Value: min(100, percent(h.People.Value, all)), Unit: "percent", Known: true}
	if part <= 0 {
		return
	}
	ratio := int64(math.Round(100 * share / part))
	h.Ratio = reports.Number{Value: ratio, Known: true}
	far := math.Abs(share-part) > chance*math.Sqrt(part*(1-part)/float64(all))
	h.Less, h.More = far && ratio < lessThan, far && ratio > moreThan
}

// Times is the ratio as people say it: "0.6 times".
func (h Held) Times() string {
	if !h.Ratio.Known {
		return ""
	}
	return fmt.Sprintf("%.1f times", float64(h.Ratio.Value)/100)
}
