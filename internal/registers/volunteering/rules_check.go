package volunteering

import (
	"slices"

	"kith/internal/blueprint"
)

// Section is volunteering.yaml. A borough without the file takes nobody by the
// form.
func Section() blueprint.Section {
	return blueprint.Section{
		Name: "volunteering", File: "volunteering.yaml", Optional: true,
		New:       func() any { return &Rules{} },
		Check:     func(c *blueprint.Checker, doc any) { doc.(*Rules).check(c) },
		Translate: func(doc any, t blueprint.Translator) any { return doc.(*Rules).in(t) },
	}
}

var at = blueprint.At

// The ages a borough may ask for: below the first the law on child employment and on who
// answers for a child stands against it.
const (
	youngest = 16
	oldest   = 21
)

func (b *Rules) check(k *blueprint.Checker) {
	if len(b.Activities) == 0 && b.MinimumAge == 0 {
		return // there is no file
	}
	if b.MinimumAge < youngest || b.MinimumAge > oldest {
		k.Problem("minimum_age", "%d is no age from which people may volunteer", b.MinimumAge).Mend("write a number from %d to %d", youngest, oldest)
	}
	b.checkIDs(k)
	b.checkPrinciples(k)
	checkNamed(k, "joining", "checks", b.Joining.Checks, "check", ids(b.Checks, Check.id))
	checkNamed(k, "joining", "modules", b.Joining.Modules, "module", ids(b.Modules, Module.id))
	if !slices.ContainsFunc(b.Joining.Checks, func(id string) bool { c, ok := b.Check(id); return ok && c.Kind == Identity }) {
		k.Problem("joining.checks", "nobody looks who a volunteer is").Mend("name a check of the kind identity")
	}
	for i, c := range b.Checks {
		c.check(k, at("checks", i))
	}
	for i, m := range b.Modules {
		m.check(k, at("modules", i))
	}
	for i := range b.Activities {
		b.checkActivity(k, i)
	}
	b.checkCaps(k)
}

func (b *Rules) checkIDs(k *blueprint.Checker) {
	once := func(list, noun string, all []string) {
		k.Once(noun, all, func(i int) string { return at(list, i, "id") })
	}
	once("skills", "skill", ids(b.Skills, Skill.id))
	once("checks", "check", ids(b.Checks, Check.id))
	once("modules", "module", ids(b.Modules, Module.id))
	once("activities", "activity", b.ActivityIDs())
}

func (b *Rules) checkPrinciples(k *blueprint.Checker) {
	k.Once("principle", ids(b.Principles.Says, func(p Principle) string { return p.ID }), func(i int) string { return at("principles", "says", i, "id") })
	if len(b.Principles.Says) == 0 {
		k.Problem("principles.says", "there is nothing to agree to").Mend("write at least one principle")
	}
}

// checkNamed looks each id of a list up; parent is the path of what holds the list.
func checkNamed(k *blueprint.Checker, parent, list string, named []string, noun string, known []string) {
	for i, id := range named {
		k.Known(parent+"."+at(list, i), noun, id, known)
	}
}

func (c Check) check(k *blueprint.Checker, path string) {
	switch {
	case c.Kind == DBS && c.Level == "":
		k.Problem(path, "a DBS check says no level").Mend("add level: basic, standard, enhanced or enhanced-barred")
	case c.Kind != DBS && c.Level != "":
		k.Problem(path+".level", "only a DBS check has a level").Mend("take it away")
	}
	if (c.Bring == "") != (c.PublicName == "") {
		k.Problem(path, "a volunteer who is asked for %s would read half of it", c.Name).Mend("write both public_name and bring, or neither")
	}
	if c.Needed < 0 || c.Needed > 5 {
		k.Problem(path+".needed", "%d of them are not to be had", c.Needed).Mend("write a number from 1 to 5, or leave it out")
	}
	if c.ValidMonths < 0 || c.ValidMonths > 120 {
		k.Problem(path+".valid_months", "%d months is no time for which a check counts", c.ValidMonths).Mend("write months from 1 to 120, or leave it out where it counts for good")
	}
}

func (m Module) check(k *blueprint.Checker, path string) {
	if m.Minutes < 1 || m.Minutes > 240 {
		k.Problem(path+".minutes", "%d minutes is no length of a module", m.Minutes).Mend("write minutes from 1 to 240")
	}
	if m.Pass < 0 || m.Pass > len(m.Quiz) || m.Pass == 0 && len(m.Quiz) > 0 {
		k.Problem(path+".pass", "%d right answers of %d cannot be the gate", m.Pass, len(m.Quiz)).Mend("write how many of its questions have to be right")
	}
	k.Once("question", ids(m.Quiz, func(q Question) string { return q.ID }), func(i int) string { return path + "." + at("quiz", i, "id") })
	for i, q := range m.Quiz {
		where := path + "." + at("quiz", i)
		if len(q.Choices) < 2 {
			k.Problem(where+".choices", "there is nothing to choose from").Mend("write two answers or more")
		} else if q.Right < 1 || q.Right > len(q.Choices) {
			k.Problem(where+".right", "there is no answer %d", q.Right).Mend("write the number of the right one, from 1 to %d", len(q.Choices))
		}
	}
}

func (b *Rules) checkActivity(k *blueprint.Checker, i int) {
	a, path := b.Activities[i], at("activities", i)
	checkNamed(k, path, "checks", a.Checks, "check", ids(b.Checks, Check.id))
	checkNamed(k, path, "modules", a.Modules, "module", ids(b.Modules, Module.id))
	checkNamed(k, path, "skills", a.Skills, "skill", ids(b.Skills, Skill.id))
	k.Once("question", ids(a.FAQ, func(f FAQ) string { return f.ID }), func(j int) string { return path + "." + at("faq", j, "id") })
	if len(a.Categories) == 0 {
		k.Problem(path+".categories", "%s serves no kind of need, so no task is ever it", a.Name).Mend("name a category of needs.yaml")
	}
	if a.Minutes < 1 || a.Minutes > 480 {
		k.Problem(path+".minutes", "%d minutes is no length of %s", a.Minutes, a.Name).Mend("write minutes from 1 to 480")
	}
	if a.Place == InHome && !b.seesDBS(a) {
		k.Problem(path+".place", "%s enters a home, and nobody looks at a DBS certificate first", a.Name).Mend("name a check of the kind dbs in checks:")
	}
	if a.Vehicle == Car && !b.seesRights(a) {
		k.Problem(path+".vehicle", "%s takes a car, and nobody looks at licence and insurance first", a.Name).Mend("name two checks of the kind right in checks:")
	}
	b.checkOneActivity(k, i)
}

// checkOneActivity holds every task to one activity.
func (b *Rules) checkOneActivity(k *blueprint.Checker, i int) {
	a := b.Activities[i]
	for j, category := range a.Categories {
		for _, other := range b.Activities[:i] {
			if slices.Contains(other.Categories, category) && sameKinds(a.Kinds, other.Kinds) {
				k.Problem(at("activities", i, "categories", j), "a task of %s is both %s and %s", category, other.Name, a.Name).
					Mend("name the category in one of them, or give them kinds: of their own")
			}
		}
	}
}

func sameKinds(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b)
	}
	return slices.ContainsFunc(a, func(kind string) bool { return slices.Contains(b, kind) })
}

func (b *Rules) seesDBS(a Activity) bool { return b.count(a, DBS) > 0 }

func (b *Rules) seesRights(a Activity) bool { return b.count(a, Right) > 1 }

func (b *Rules) count(a Activity, kind CheckKind) (n int) {
	for _, id := range slices.Concat(b.Joining.Checks, a.Checks) {
		if c, ok := b.Check(id); ok && c.Kind == kind {
			n++
		}
	}
	return n
}

func (b *Rules) checkCaps(k *blueprint.Checker) {
	c := b.Caps
	for _, one := range []struct {
		key       string
		n, fewest int
	}{
		{"per_week", c.PerWeek, 1},
		{"per_month_most", c.PerMonthMost, 1},
		{"in_hand", c.InHand, 1},
		{"offers_at_once", c.OffersAtOnce, 1},
		{"answer_within", c.AnswerWithin, 1},
		{"alert_after", c.AlertAfter, 0},
	} {
		if one.n < one.fewest {
			k.Problem("caps."+one.key, "%d is too few", one.n).Mend("write %d or more", one.fewest)
		}
	}
	if c.PerMonthMost < c.PerWeek {
		k.Problem("caps.per_month_most", "a month allows %d tasks and a week %d", c.PerMonthMost, c.PerWeek).Mend("write at least %d", c.PerWeek)
	}
	for i, w := range c.Widen {
		path := at("caps", "widen", i)
		if i > 0 && w.After <= c.Widen[i-1].After {
			k.Problem(path+".after", "it comes no later than the one before").Mend("write more than %d hours", c.Widen[i-1].After)
		}
		if (w.To == Nearest) != (w.Metres > 0) {
			k.Problem(path, "how near is said of the nearest, and of nothing else").Mend("add metres: to nearest, or take it away elsewhere")
		}
	}
	if len(c.Widen) == 0 || c.Widen[0].After != 0 {
		k.Problem("caps.widen", "nobody is asked at first").Mend("begin with after: 0")
	}
}
