package calls

import (
	"slices"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/phone"
	"kith/internal/work/needs"
)

// Settings are calls.yaml: which calls take a skill, and which languages are offered to
// choose from.
type Settings struct {
	Languages []string `yaml:"languages,omitempty"`
	Skills    []Skill  `yaml:"skills,omitempty"`
	Talks     []Talk   `yaml:"talks,omitempty"`
	// RingsFrom is the number that people see when they are rung; "" is the helpline's.
	RingsFrom phone.Number `yaml:"rings_from,omitempty"`
}

// Talk is how a conversation goes: a framework, and no advice.
type Talk struct {
	Name string   `yaml:"name"`
	For  []string `yaml:"for,omitempty"`  // the kinds of need it is for; none is every call that has no other
	Mood bool     `yaml:"mood,omitempty"` // whoever rang is asked how the person seemed
	Say  []string `yaml:"say"`
}

// Talk is how a conversation about a kind of need goes; the zero Talk where none is written.
func (s *Settings) Talk(category string) Talk {
	any := Talk{}
	for _, t := range s.Talks {
		if slices.Contains(t.For, category) {
			return t
		}
		if len(t.For) == 0 {
			any = t
		}
	}
	return any
}

// Skill is something some callers can do.
type Skill struct {
	ID   string   `yaml:"id"`
	Name string   `yaml:"name"`
	For  []string `yaml:"for"` // the kinds of need whose calls take it
}

// skillFor is the skill that calls about a kind of need take; "" when anybody can.
func (s *Settings) skillFor(category string) string {
	i := slices.IndexFunc(s.Skills, func(k Skill) bool { return slices.Contains(k.For, category) })
	if i < 0 {
		return ""
	}
	return s.Skills[i].ID
}

// SettingsSection is calls.yaml.
func SettingsSection() blueprint.Section {
	return blueprint.Section{
		Name: "calls", File: "calls.yaml", Optional: true,
		New:   func() any { return &Settings{} },
		Check: func(c *blueprint.Checker, doc any) { doc.(*Settings).check(c) },
	}
}

func (s *Settings) check(c *blueprint.Checker) {
	ids := make([]string, len(s.Skills))
	for i, k := range s.Skills {
		ids[i] = k.ID
	}
	c.Once("skill", ids, func(i int) string { return blueprint.At("skills", i, "id") })
	c.Once("language", s.Languages, func(i int) string { return blueprint.At("languages", i) })
	if s.RingsFrom != "" {
		number, err := phone.Parse(string(s.RingsFrom))
		if err != nil {
			c.Problem("rings_from", "%s", fault.MessageOf(err)).Mend("write the number people see when you ring, like 01632 960 150")
		}
		s.RingsFrom = number
	}
	catalogue, ok := blueprint.Other[*needs.Catalogue](c)
	if !ok {
		return
	}
	var known []string
	for _, one := range catalogue.Categories {
		known = append(known, one.ID)
	}
	for i, k := range s.Skills {
		for j, category := range k.For {
			c.Known(blueprint.At("skills", i, "for", j), "kind of need", category, known)
		}
	}
	for i, t := range s.Talks {
		for j, category := range t.For {
			c.Known(blueprint.At("talks", i, "for", j), "kind of need", category, known)
		}
	}
}
