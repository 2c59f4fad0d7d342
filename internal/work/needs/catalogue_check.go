package needs

import (
	"slices"

	"kith/internal/blueprint"
	"kith/internal/registers/directory"
	"kith/internal/registers/messages"
	"kith/internal/registers/volunteering"
	"kith/internal/work/answers"
)

// CatalogueSection is needs.yaml.
func CatalogueSection() blueprint.Section {
	return blueprint.Section{
		Name: "need categories", File: "needs.yaml",
		New:       func() any { return &Catalogue{} },
		Check:     func(c *blueprint.Checker, doc any) { doc.(*Catalogue).check(c) },
		Translate: func(doc any, t blueprint.Translator) any { return doc.(*Catalogue).in(t) },
	}
}

// in gives the catalogue with what residents call the needs in another language.
func (c *Catalogue) in(t blueprint.Translator) *Catalogue {
	said := *c
	said.Categories = slices.Clone(c.Categories)
	for i := range said.Categories {
		one := &said.Categories[i]
		one.PublicLabel = t.Text("needs."+one.ID, one.PublicLabel)
	}
	return &said
}

var at = blueprint.At

func (c *Catalogue) check(k *blueprint.Checker) {
	k.Once("category", c.IDs(), func(i int) string { return at("categories", i, "id") })
	for i, one := range c.Categories {
		one.check(k, at("categories", i))
	}
	if questions, ok := blueprint.Other[*answers.Questions](k); ok {
		c.checkQuestions(k, questions)
	}
	if signposts, ok := blueprint.Other[*directory.Signposts](k); ok {
		c.checkSignposts(k, signposts)
	}
	if rules, ok := blueprint.Other[*volunteering.Rules](k); ok && len(rules.Activities) > 0 {
		c.checkVolunteering(k, rules)
	}
	if letters, ok := blueprint.Other[*messages.Letters](k); ok {
		c.checkLetters(k, *letters)
	}
}

// checkLetters holds letters that are to reveal nothing to naming no need.
func (c *Catalogue) checkLetters(k *blueprint.Checker, letters messages.Letters) {
	var names []string
	for _, one := range c.Categories {
		names = append(names, one.Name, one.PublicLabel)
	}
	for id, letter := range letters {
		if name, ok := letter.Mentions(names...); ok && letter.Neutral() {
			blueprint.ProblemIn[*messages.Letters](k, at(id, "body"), "it names the need “%s”, and is to reveal nothing", name).Mend("say it without that word")
		}
	}
}

func (c Category) check(k *blueprint.Checker, path string) {
	if len(c.WhoMay) == 0 {
		k.Problem(path+".who_may", "nobody may do it").Mend("name volunteer, staff, organisation or partner")
	}
	if c.FirstContactHours <= 0 || c.DueHours <= 0 {
		k.Problem(path, "the hours must be more than none").Mend("write 1 or more for first_contact_hours and due_hours")
	}
	if c.FirstContactHours > c.DueHours {
		k.Problem(path+".first_contact_hours", "first contact after %d hours comes later than the help itself, due after %d", c.FirstContactHours, c.DueHours)
	}
}

// checkQuestions holds the categories and the form together: what may be ticked there is
// what residents may choose here, and each category asks questions that exist.
func (c *Catalogue) checkQuestions(k *blueprint.Checker, q *answers.Questions) {
	offered, _, _ := q.Find(answers.AskNeeds)
	for i, one := range c.Categories {
		option, ticked := offered.Option(one.ID)
		if ticked != one.Public() {
			k.Problem(at("categories", i), "%s is offered on the form and not public here, or the reverse", one.ID).
				Mend("give it a public_label and an option of the question %q, or neither", answers.AskNeeds)
		}
		if ticked && option.Off != one.Off {
			k.Problem(at("categories", i), "%s is switched off here or on the form, and not in both", one.ID).
				Mend("write off: true here and at its option of the question %q, or at neither", answers.AskNeeds)
		}
		for j, id := range one.Questions {
			c.checkAsked(k, q, one, at("categories", i, "questions", j), id)
		}
	}
	for _, o := range offered.Options {
		if _, known := c.Find(o.ID); !known {
			k.Problem("categories", "the form offers %q, which is no category", o.ID).Mend("add the category, or take the option away")
		}
	}
}

func (c *Catalogue) checkAsked(k *blueprint.Checker, q *answers.Questions, one Category, path, id string) {
	_, page, ok := q.Find(id)
	if !ok {
		k.Known(path, "question", id, questionIDs(q))
		return
	}
	if one.Sensitive && !page.ExitPage {
		k.Problem(path, "the page %q asks about %s and offers no way off it", page.ID, one.ID).Mend("add exit_page: true to it")
	}
}

func questionIDs(q *answers.Questions) []string {
	var ids []string
	for _, v := range q.Vars() {
		ids = append(ids, v.Name)
	}
	return ids
}

// checkSignposts looks both ways: every signpost answers needs that exist, and a need
// that may be steered has somewhere to steer to.
func (c *Catalogue) checkSignposts(k *blueprint.Checker, s *directory.Signposts) {
	answered := map[string]bool{}
	for i, one := range s.Signposts {
		for j, id := range one.Needs {
			answered[id] = true
			if !slices.Contains(c.IDs(), id) {
				blueprint.ProblemIn[*directory.Signposts](k, at("signposts", i, "needs", j), "there is no category %q", id).
					Mend("use an id of needs.yaml")
			}
		}
	}
	for i, one := range c.Categories {
		if one.SteerAllowed && !answered[one.ID] {
			k.Problem(at("categories", i, "steer_allowed"), "no signpost answers %s, so there is nowhere to steer to", one.ID).
				Mend("add a signpost for it, or write false")
		}
	}
}
