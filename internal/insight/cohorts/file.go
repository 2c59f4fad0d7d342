package cohorts

import (
	"slices"

	"kith/internal/blueprint"
	"kith/internal/insight/roll"
	"kith/internal/plat/rules"
	"kith/internal/registers/contacts"
	"kith/internal/registers/messages"
)

// File is cohorts.yaml: the vulnerable groups of the borough, who leads on each and how it is
// reached.
type File struct {
	Cohorts []Group `yaml:"cohorts"`
}

// Group is one of them.
type Group struct {
	ID    string `yaml:"id"`
	Name  string `yaml:"name"`
	About string `yaml:"about"`
	Lead  string `yaml:"lead"` // the service that leads, as it is shown
	// ReachedBy is how, in words: "Outbound calls".
	ReachedBy string `yaml:"reached_by"`
	// Rule chooses them from the roll; "" is a group that its service knows by itself.
	Rule    string `yaml:"rule,omitempty"`
	Way     Way    `yaml:"way,omitempty"`    // how a cohort of it is handed on
	List    string `yaml:"list,omitempty"`   // of contacts.yaml, whose rules say who may approach them
	Letter  string `yaml:"letter,omitempty"` // that is written to them
	Purpose string `yaml:"purpose,omitempty"`
	Basis   string `yaml:"basis,omitempty"` // the legal basis, in words
	// QuietDays is for how long whoever was in touch with anybody is left out.
	QuietDays int `yaml:"quiet_days,omitempty"`
	// LedToo keeps those in whom a service leads on: where it is that service which reaches them.
	LedToo bool `yaml:"led_too,omitempty"`

	blueprint.Whose `yaml:",inline"`
	Source          string `yaml:"source,omitempty"`
}

// Way is how a cohort is handed on.
type Way string

// The ways.
const (
	Calls   Way = "calls"   // rung by a team that the blueprint names
	Visits  Way = "visits"  // seen at their door by a team that the blueprint names
	Letters Way = "letters" // written to, for the hubs to print
	Cards   Way = "cards"   // addresses alone, for whoever goes by with cards
	Sheet   Way = "sheet"   // names and addresses, for a team elsewhere that goes to them
)

// Choices are what a blueprint may say.
func (Way) Choices() []string {
	return []string{string(Calls), string(Visits), string(Letters), string(Cards), string(Sheet)}
}

// Ways lists them.
func Ways() []Way { return []Way{Calls, Visits, Letters, Cards, Sheet} }

var wayLabels = map[Way]string{Calls: "Rung by telephone", Letters: "Written to", Visits: "Visited by a team of ours", Sheet: "Visited by a team elsewhere, from a list of names and addresses", Cards: "Cards or postcards, from a list of addresses"}

// Label is the way in words.
func (w Way) Label() string { return wayLabels[w] }

// Listed reports whether the cohort leaves as a list and not as work.
func (w Way) Listed() bool { return w == Cards || w == Sheet }

// Begun reports whether handing the cohort on begins work of a team with each person.
func (w Way) Begun() bool { return w == Calls || w == Visits }

// Find finds a group by its id.
func (f *File) Find(id string) (Group, bool) {
	if f == nil {
		return Group{}, false
	}
	i := slices.IndexFunc(f.Cohorts, func(g Group) bool { return g.ID == id })
	if i < 0 {
		return Group{}, false
	}
	return f.Cohorts[i], true
}

// priority is the fact of rules that the points in use say.
const priority = "priority"

// Vars are what a rule can ask about.
func Vars() []rules.Var {
	return append(roll.Vars(), rules.Var{Name: priority, Type: rules.String})
}

// Facts say in words what a rule can ask about.
func Facts() []roll.Fact {
	return append(roll.Facts(), roll.Fact{Var: rules.Var{Name: priority, Type: rules.String}, About: "The band they are in by the points in use, such as first. Empty where no points are in use."})
}

// Section is cohorts.yaml.
func Section() blueprint.Section {
	return blueprint.Section{
		Name: "cohorts", File: "cohorts.yaml", Optional: true,
		New:   func() any { return &File{} },
		Check: func(c *blueprint.Checker, doc any) { doc.(*File).check(c) },
	}
}

func (f *File) check(c *blueprint.Checker) {
	ids := make([]string, len(f.Cohorts))
	for i, g := range f.Cohorts {
		ids[i] = g.ID
		g.check(c, i)
	}
	c.Once("cohort", ids, func(i int) string { return blueprint.At("cohorts", i, "id") })
}

func (g Group) check(c *blueprint.Checker, i int) {
	at := func(field string) string { return blueprint.At("cohorts", i, field) }
	for field, text := range map[string]string{"name": g.Name, "lead": g.Lead, "reached_by": g.ReachedBy} {
		if text == "" {
			c.Problem(at("id"), "%s has no %s", g.ID, field).Mend("write it")
		}
	}
	if g.Rule == "" {
		if g.Way != "" || g.List != "" || g.Letter != "" {
			c.Problem(at("id"), "%s has no rule, so nobody can be handed on", g.ID).Mend("write a rule, or take way, list and letter away")
		}
		return
	}
	c.Rule(at("rule"), g.Rule, Vars())
	if g.Way == "" || g.Purpose == "" || g.Basis == "" {
		c.Problem(at("rule"), "people are chosen, and it is not said how they are reached, what for or on which basis").Mend("write way:, purpose: and basis:")
	}
	g.checkList(c, at)
	if letters, ok := blueprint.Other[messages.Letters](c); ok && g.Letter != "" {
		var known []string
		for id := range letters {
			known = append(known, id)
		}
		c.Known(at("letter"), "letter", g.Letter, known)
	}
	if g.Way == Letters && g.Letter == "" {
		c.Problem(at("way"), "it is not said what is written to them").Mend("write letter: with the name of a file in letters")
	}
	if g.QuietDays < 0 || g.QuietDays > MostQuietDays {
		c.Problem(at("quiet_days"), "%d days cannot be looked back", g.QuietDays).Mend("write a number from 0 to %d", MostQuietDays)
	}
}

func (g Group) checkList(c *blueprint.Checker, at func(string) string) {
	known, ok := blueprint.Other[*contacts.Rules](c)
	switch {
	case g.Way.Begun() && g.List == "":
		c.Problem(at("way"), "it is not said whose list they stand on, so nobody knows which team may approach them").Mend("write list: with an id of contacts.yaml")
	case ok && g.List != "":
		c.Known(at("list"), "list", g.List, known.ListIDs())
	}
}

// MostQuietDays is the longest for which somebody may be left out after a contact.
const MostQuietDays = 365
