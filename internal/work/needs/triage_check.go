package needs

import (
	"fmt"
	"slices"

	"kith/internal/blueprint"
	"kith/internal/plat/rules"
	"kith/internal/registers/directory"
	"kith/internal/work/answers"
)

// TriageSection is triage.yaml. The destinations a rule names are checked with the
// destinations, which stand above the needs.
func TriageSection() blueprint.Section {
	return blueprint.Section{
		Name: "triage rules", File: "triage.yaml",
		New:       func() any { return &Triage{} },
		Check:     func(c *blueprint.Checker, doc any) { doc.(*Triage).check(c) },
		Translate: func(doc any, t blueprint.Translator) any { return doc.(*Triage).in(t) },
	}
}

// in gives the rules with their warnings in another language, for those who help and read
// them with their task. Nothing is decided by what it gives.
func (t *Triage) in(to blueprint.Translator) *Triage {
	said := *t
	said.Rules = slices.Clone(t.Rules)
	for i := range said.Rules {
		r := &said.Rules[i]
		r.Then.Flags = slices.Clone(r.Then.Flags)
		for j, flag := range r.Then.Flags {
			r.Then.Flags[j] = to.Text(fmt.Sprintf("triage.%s.flag-%d", r.ID, j+1), flag)
		}
	}
	return &said
}

func (t *Triage) check(c *blueprint.Checker) {
	t.checkNames(c)
	catalogue, okCatalogue := blueprint.Other[*Catalogue](c)
	questions, okQuestions := blueprint.Other[*answers.Questions](c)
	if !okCatalogue || !okQuestions {
		return // their own faults are told first; without them every rule would look wrong
	}
	t.catalogue, t.questions = catalogue, questions
	for i, r := range t.Routes {
		c.Known(at("routes", i, "need"), "category", r.Need, catalogue.IDs())
	}
	vars := append(questions.Vars(), facts()...)
	for i := range t.Rules {
		t.checkRule(c, at("rules", i), &t.Rules[i], vars)
	}
}

func (t *Triage) checkNames(c *blueprint.Checker) {
	c.Once("route", t.routeIDs(), func(i int) string { return at("routes", i, "id") })
	c.Once("extra", t.extraIDs(), func(i int) string { return at("extras", i, "id") })
	var ids []string
	for _, r := range t.Rules {
		ids = append(ids, r.ID)
	}
	c.Once("rule", ids, func(i int) string { return at("rules", i, "id") })
}

func (t *Triage) checkRule(c *blueprint.Checker, path string, r *Rule, vars []rules.Var) {
	for i, id := range r.For {
		c.Known(path+"."+at("for", i), "category", id, t.catalogue.IDs())
	}
	if r.When != "" {
		r.when = c.Rule(path+".when", r.When, vars)
		t.questions.CheckOptions(c, path+".when", r.when)
	}
	t.checkOutcome(c, path+".then", r)
	signposts, ok := blueprint.Other[*directory.Signposts](c)
	for i, id := range r.Then.SteerTo {
		if !ok {
			break
		}
		c.Known(path+".then."+at("steer_to", i), "signpost", id, signposts.IDs())
	}
}

func (t *Triage) checkOutcome(c *blueprint.Checker, path string, r *Rule) {
	for _, named := range []struct{ key, id string }{{"route", r.Then.Route}, {"interim", r.Then.Interim}} {
		if named.id == "" {
			continue
		}
		c.Known(path+"."+named.key, "route", named.id, t.routeIDs())
		if route, ok := t.Route(named.id); ok && !slices.Equal(r.For, []string{route.Need}) {
			c.Problem(path+"."+named.key, "the route %s is for %s, and the rule for other needs too", named.id, route.Need).Mend("write for: [%s]", route.Need)
		}
	}
	for i, id := range r.Then.Extras {
		c.Known(path+"."+at("extras", i), "extra", id, t.extraIDs())
	}
	if r.Then.DueHours < 0 || r.Then.FirstContactHours < 0 {
		c.Problem(path, "hours cannot be less than none")
	}
}

func (t *Triage) routeIDs() []string {
	var ids []string
	for _, r := range t.Routes {
		ids = append(ids, r.ID)
	}
	return ids
}

func (t *Triage) extraIDs() []string {
	var ids []string
	for _, e := range t.Extras {
		ids = append(ids, e.ID)
	}
	return ids
}
