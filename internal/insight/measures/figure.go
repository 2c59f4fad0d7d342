package measures

import (
	"slices"

	"kith/internal/feature"
)

// Catalogue is figures.yaml: every figure of the borough.
type Catalogue struct {
	Figures []Figure `yaml:"figures"`
}

// Figure is one figure: exactly one of Count, Share, Outside and Reduction says what it is.
type Figure struct {
	ID    string `yaml:"id"`
	Name  string `yaml:"name"`
	Says  string `yaml:"says"`  // what it counts and what not, in a sentence or two
	Owner string `yaml:"owner"` // of roles.yaml: who answers for it
	Group Group  `yaml:"group"`

	Count     []Part     `yaml:"count,omitempty"`     // added up
	Share     *Share     `yaml:"share,omitempty"`     // how many of a hundred
	Outside   *Outside   `yaml:"outside,omitempty"`   // others count it
	Reduction *Reduction `yaml:"reduction,omitempty"` // of a demand that others count

	Target *Target `yaml:"target,omitempty"`
	// Public figures are published for everybody, protected.
	Public bool `yaml:"public,omitempty"`
}

// Part is a measure, or some kinds of it.
type Part struct {
	Measure string   `yaml:"measure"`
	Kinds   []string `yaml:"kinds,omitempty"`
}

// Share is how many of a hundred of some rows are of others.
type Share struct {
	Of []Part `yaml:"of"` // those that are so
	In []Part `yaml:"in"` // of all these
}

// Outside is a figure that others count.
type Outside struct {
	Unit   OutsideUnit `yaml:"unit"`
	Source string      `yaml:"source"` // who counts it, in words
	// Baseline figures have beside each value what it was before, to compare with.
	Baseline bool `yaml:"baseline,omitempty"`
}

// OutsideUnit is what a figure of others is a number of.
type OutsideUnit string

// The units of figures that others count.
const (
	Number  OutsideUnit = "number"
	Percent OutsideUnit = "percent"
)

// Choices are what a blueprint may say.
func (OutsideUnit) Choices() []string { return []string{string(Number), string(Percent)} }

// Reduction is by how much a demand that others count has fallen.
type Reduction struct {
	Figure string `yaml:"figure"` // id of a figure from outside that has a baseline
}

// Target is what a figure ought to come to, in its unit; time in hours.
type Target struct {
	AtLeast *int64 `yaml:"at_least,omitempty"`
	AtMost  *int64 `yaml:"at_most,omitempty"`
	Why     string `yaml:"why,omitempty"` // where it comes from
}

// Group is the question that a figure answers.
type Group string

// The groups, in the order they are shown.
const (
	Asked    Group = "asked"    // who asked
	Reached  Group = "reached"  // whom the response reached
	Given    Group = "given"    // what was given
	Helpers  Group = "helpers"  // who helped
	Outcomes Group = "outcomes" // how it went
	Beyond   Group = "beyond"   // what others count
)

// Groups lists them.
func Groups() []Group { return []Group{Asked, Reached, Given, Helpers, Outcomes, Beyond} }

// Choices are what a blueprint may say.
func (Group) Choices() (all []string) {
	for _, g := range Groups() {
		all = append(all, string(g))
	}
	return all
}

// Label is the group as a heading.
func (g Group) Label() string {
	return map[Group]string{
		Asked: "Who asked for help", Reached: "Whom we reached", Given: "What was given", Helpers: "Who helped",
		Outcomes: "How it went", Beyond: "What others count",
	}[g]
}

// Find finds a figure by its id.
func (c *Catalogue) Find(id string) (Figure, bool) {
	i := slices.IndexFunc(c.Figures, func(f Figure) bool { return f.ID == id })
	if i < 0 {
		return Figure{}, false
	}
	return c.Figures[i], true
}

// In lists the figures of a group.
func (c *Catalogue) In(g Group) (all []Figure) {
	for _, f := range c.Figures {
		if f.Group == g {
			all = append(all, f)
		}
	}
	return all
}

// parts are all measures that a figure is made from.
func (f Figure) parts() []Part {
	if f.Share != nil {
		return slices.Concat(f.Share.Of, f.Share.In)
	}
	return f.Count
}

// Typed reports whether somebody types the figure in or hands it in.
func (f Figure) Typed() bool { return f.Outside != nil }

// unit is what the figure is a number of, given the measures.
func (f Figure) unit(by map[string]feature.Measure) feature.Unit {
	switch {
	case f.Share != nil || f.Reduction != nil || f.Outside != nil && f.Outside.Unit == Percent:
		return feature.Percent
	case len(f.Count) > 0:
		return by[f.Count[0].Measure].Unit
	}
	return feature.Things
}

// shared reports whether somebody may count in several neighbourhoods and weeks.
func (f Figure) shared(by map[string]feature.Measure) bool {
	return len(f.Count) == 1 && by[f.Count[0].Measure].Shared
}
