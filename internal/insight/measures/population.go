package measures

import "kith/internal/blueprint"

// Population is population.yaml: who lives in the borough, to hold against who was reached.
type Population struct {
	Asks []PopulationOf `yaml:"population"`
}

// PopulationOf is who lives here by the answers to one question: age, sex, ethnic group, or
// fifth of deprivation.
type PopulationOf struct {
	ID     string            `yaml:"id"` // of a question of equality.yaml, or "deprivation" or "age"
	Name   string            `yaml:"name"`
	Source string            `yaml:"source"` // who counted it, and of which day
	Groups []PopulationGroup `yaml:"groups"`
}

// PopulationGroup is one answer.
type PopulationGroup struct {
	ID     string `yaml:"id"` // of an option; of deprivation 1 to 5; of age "0-15"
	Name   string `yaml:"name"`
	People int64  `yaml:"people"`
	From   int    `yaml:"from,omitempty"` // of age: its first year
	To     int    `yaml:"to,omitempty"`   // and its last
}

// PopulationSection is population.yaml.
func PopulationSection() blueprint.Section {
	return blueprint.Section{
		Name: "population", File: "population.yaml", Optional: true,
		New:   func() any { return &Population{} },
		Check: func(c *blueprint.Checker, doc any) { doc.(*Population).check(c) },
	}
}

func (p *Population) check(c *blueprint.Checker) {
	for i, q := range p.Asks {
		at := func(field ...any) string { return blueprint.At(append([]any{"population", i}, field...)...) }
		if q.ID == "" || q.Name == "" || q.Source == "" || len(q.Groups) == 0 {
			c.Problem(at("id"), "what is known of who lives here needs an id, a name, a source and groups").Mend("write them, or take it away")
		}
		for j, g := range q.Groups {
			if g.People < 0 || g.ID == "" || g.Name == "" {
				c.Problem(at("groups", j, "id"), "a group has an id, a name and a number of people, nought or more").Mend("write them")
			}
			if g.To > 0 && g.To < g.From {
				c.Problem(at("groups", j, "to"), "ages from %d to %d hold nobody", g.From, g.To).Mend("write the smaller first")
			}
		}
	}
}

// Of is what is known by the id of a question; false where nothing is.
func (p *Population) Of(id string) (PopulationOf, bool) {
	for _, q := range p.Asks {
		if q.ID == id {
			return q, true
		}
	}
	return PopulationOf{}, false
}
