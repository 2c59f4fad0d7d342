package needs

import (
	"slices"

	"kith/internal/blueprint"
	"kith/internal/registers/volunteering"
)

// checkVolunteering holds the categories and what volunteers do together: whatever volunteers
// may do is an activity of theirs, activities serve categories there are, and the checks are
// said in one place. It puts them where triage looks.
func (c *Catalogue) checkVolunteering(k *blueprint.Checker, rules *volunteering.Rules) {
	var skills []string
	for _, s := range rules.Skills {
		skills = append(skills, s.ID)
	}
	for i := range c.Categories {
		one := &c.Categories[i]
		for j, id := range one.Skills {
			k.Known(at("categories", i, "skills", j), "skill", id, skills)
		}
		if len(one.Checks) > 0 {
			k.Problem(at("categories", i, "checks"), "what a volunteer must hold for %s is said in volunteering.yaml", one.ID).Mend("take checks away here")
		}
		if !slices.Contains(one.WhoMay, Volunteer) {
			continue
		}
		activity, ok := rules.Serving(one.ID)
		if !ok {
			k.Problem(at("categories", i, "who_may"), "volunteers may do %s, and no activity of volunteering.yaml serves it", one.ID).
				Mend("add an activity with categories: [%s], or take volunteer away", one.ID)
			continue
		}
		one.Checks = rules.Needs(activity)
	}
	for i, a := range rules.Activities {
		for j, id := range a.Categories {
			c.checkServed(k, at("activities", i, "categories", j), a, id)
		}
	}
}

func (c *Catalogue) checkServed(k *blueprint.Checker, path string, a volunteering.Activity, id string) {
	switch one, ok := c.Find(id); {
	case !ok:
		blueprint.ProblemIn[*volunteering.Rules](k, path, "there is no category %q", id).Mend("use an id of needs.yaml")
	case !slices.Contains(one.WhoMay, Volunteer):
		blueprint.ProblemIn[*volunteering.Rules](k, path, "%s is no work of volunteers, by who_may of %s in needs.yaml", a.Name, id).
			Mend("add volunteer there, or take the category away here")
	}
}
