package staff

import (
	"maps"
	"slices"

	"kith/internal/blueprint"
)

// RulesSection is staff.yaml. A borough without the file redeploys nobody.
func RulesSection() blueprint.Section {
	return blueprint.Section{
		Name: "staff who are redeployed", File: "staff.yaml", Optional: true,
		New:   func() any { return &Rules{} },
		Check: func(c *blueprint.Checker, doc any) { doc.(*Rules).check(c) },
	}
}

// The least and the most that the rules may say.
const (
	mostDays   = 14  // between two check-ins
	mostHours  = 48  // a week, as the Working Time Regulations have it
	mostMonths = 120 // that training may count
)

func (r *Rules) check(c *blueprint.Checker) {
	if len(r.Skills) == 0 {
		return // the file is not there
	}
	constraints, items := make([]string, len(r.Constraints)), make([]string, len(r.Induction))
	for i, one := range r.Constraints {
		constraints[i] = one.ID
	}
	for i, one := range r.Induction {
		items[i] = one.ID
	}
	c.Once("skill", r.SkillIDs(), func(i int) string { return blueprint.At("skills", i, "id") })
	c.Once("demand", r.DemandIDs(), func(i int) string { return blueprint.At("demands", i, "id") })
	c.Once("constraint", constraints, func(i int) string { return blueprint.At("constraints", i, "id") })
	c.Once("item", items, func(i int) string { return blueprint.At("induction", i, "id") })
	r.checkReferences(c)
	r.checkFigures(c)
}

func (r *Rules) checkReferences(c *blueprint.Checker) {
	known := append(r.DemandIDs(), slices.Sorted(maps.Keys(partsNamed))...)
	for i, one := range r.Constraints {
		if len(one.Bars) == 0 {
			c.Problem(blueprint.At("constraints", i, "bars"), "%s keeps nobody from anything", one.ID).Mend("name what it bars")
		}
		for j, bar := range one.Bars {
			c.Known(blueprint.At("constraints", i, "bars", j), "demand", bar, known)
		}
	}
	for i, one := range r.Induction {
		for j, skill := range one.Skills {
			c.Known(blueprint.At("induction", i, "skills", j), "skill", skill, r.SkillIDs())
		}
	}
	if len(r.Induction) == 0 {
		c.Problem("induction", "nobody would learn anything before their first shift").Mend("list what an induction holds")
	}
}

func (r *Rules) checkFigures(c *blueprint.Checker) {
	if d := r.CheckIn.EveryDays; d < 1 || d > mostDays {
		c.Problem("check_in.every_days", "somebody is asked how they are every %d days", d).Mend("write a number from 1 to %d", mostDays)
	}
	if h := r.CheckIn.MostHours; h < 1 || h > mostHours {
		c.Problem("check_in.most_hours", "%d hours cannot be the most of a week", h).Mend("write a number from 1 to %d", mostHours)
	}
	if m := r.Reserve.RefreshMonths; m < 1 || m > mostMonths {
		c.Problem("reserve.refresh_months", "training cannot count for %d months", m).Mend("write a number from 1 to %d", mostMonths)
	}
}
