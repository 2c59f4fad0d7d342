package risk

import (
	"kith/internal/blueprint"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
)

// PointsSection is risk.yaml.
func PointsSection() blueprint.Section {
	return blueprint.Section{
		Name: "points", File: "risk.yaml", Optional: true,
		New:   func() any { return &Points{} },
		Check: func(c *blueprint.Checker, doc any) { doc.(*Points).check(c) },
	}
}

// mostOfArea is the most that the deprivation of an area may count: it tells of areas and not
// of people.
const mostOfArea = 5

func (p *Points) check(c *blueprint.Checker) {
	if p.Name == "" && len(p.Factors) == 0 {
		return // the borough has none
	}
	if p.CallsAWeek < 1 {
		c.Problem("calls_a_week", "%d calls are no week's work", p.CallsAWeek).Mend("write how many first calls can be made in a week")
	}
	p.checkBands(c)
	domains := make([]string, len(p.Domains))
	for i, d := range p.Domains {
		domains[i] = d.ID
		if d.Cap < 1 {
			c.Problem(blueprint.At("domains", i, "cap"), "a cap of %d lets nothing count", d.Cap).Mend("write a number from 1")
		}
	}
	c.Once("domain", domains, func(i int) string { return blueprint.At("domains", i, "id") })
	ids := make([]string, len(p.Factors))
	for i, f := range p.Factors {
		ids[i] = f.ID
		c.Known(blueprint.At("factors", i, "domain"), "domain", f.Domain, domains)
		f.check(c, i)
	}
	c.Once("factor", ids, func(i int) string { return blueprint.At("factors", i, "id") })
	for name, u := range map[string]Uncertain{"no_contact": p.Uncertainty.NoContact, "no_news": p.Uncertainty.NoNews} {
		if u.Points < 0 || u.Points > 0 && u.Days < 1 {
			c.Problem(blueprint.At("uncertainty", name), "not knowing cannot make somebody wait longer, and takes days").Mend("write days: and points: from 1")
		}
	}
	if p.Uncertainty.NoContact.Points < 1 {
		c.Problem("uncertainty", "nothing is added for those whom nobody was in touch with").Mend("write no_contact: with days: and points:")
	}
}

func (p *Points) checkBands(c *blueprint.Checker) {
	if len(p.Bands) < 3 {
		c.Problem("bands", "%d bands do not tell who is first, who is next and who can wait", len(p.Bands)).Mend("write at least three, the first to be reached first")
		return
	}
	ids := make([]string, len(p.Bands))
	for i, b := range p.Bands {
		ids[i] = b.ID
		switch last := i == len(p.Bands)-1; {
		case last && b.Weeks != 0:
			c.Problem(blueprint.At("bands", i, "weeks"), "the last band has everybody else").Mend("take weeks: away")
		case !last && b.Weeks < 1:
			c.Problem(blueprint.At("bands", i, "weeks"), "it is not said how many weeks of calls are in the band").Mend("write weeks: from 1")
		}
	}
	c.Once("band", ids, func(i int) string { return blueprint.At("bands", i, "id") })
}

func (f Factor) check(c *blueprint.Checker, i int) {
	at := func(field string) string { return blueprint.At("factors", i, field) }
	if f.Points < 1 {
		c.Problem(at("points"), "%d points: a factor never makes somebody wait longer", f.Points).Mend("write a number from 1, or take the factor away")
	}
	for field, text := range map[string]string{"because": f.Because, "legal_basis": f.LegalBasis, "evidence": f.Evidence, "term": f.Term} {
		if text == "" {
			c.Problem(at("id"), "%s has no %s", f.ID, field).Mend("write it: whoever is scored may ask for it")
		}
	}
	if len(f.Sources) == 0 {
		c.Problem(at("id"), "it is not said where %s comes from", f.ID).Mend("write sources:")
	}
	if n := f.When.said(); n != 1 {
		c.Problem(at("when"), "%d conditions are written, and a factor has one", n).Mend("write one: attribute, list, age_from, need, lives_alone, interpreter, no_phone, communication or deprivation_fifth_up_to")
	}
	if f.When.FifthUpTo > 0 && f.Points > mostOfArea {
		c.Problem(at("points"), "%d points for where somebody lives: an area tells little of a person", f.Points).Mend("write at most %d", mostOfArea)
	}
	f.When.known(c, blueprint.At("factors", i, "when"))
}

// said is how many conditions are written.
func (w When) said() (n int) {
	for _, given := range []bool{
		w.Attribute != "", w.List != "", w.AgeFrom > 0, w.Need != "", w.LivesAlone, w.Interpreter, w.NoPhone, len(w.Communication) > 0, w.FifthUpTo > 0,
	} {
		if given {
			n++
		}
	}
	return n
}

// known holds what a condition names against what there is.
func (w When) known(c *blueprint.Checker, at string) {
	if rules, ok := blueprint.Other[*contacts.Rules](c); ok && w.List != "" {
		c.Known(at+".list", "list", w.List, rules.ListIDs())
	}
	if catalogue, ok := blueprint.Other[*needs.Catalogue](c); ok && w.Need != "" {
		c.Known(at+".need", "kind of need", w.Need, catalogue.IDs())
	}
	var ways []string
	for _, choice := range people.CommunicationNeeds() {
		ways = append(ways, choice.Value)
	}
	for j, need := range w.Communication {
		c.Known(at+"."+blueprint.At("communication", j), "communication need", need, ways)
	}
}
