package levels

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"kith/internal/blueprint"
	"kith/internal/work/steps"
)

// Plan is activation.yaml: what the activation levels mean in a borough, and what may change
// them.
type Plan struct {
	// DecidedBy is the group of command.yaml whose members decide: gold.
	DecidedBy string    `yaml:"decided_by"`
	Stages    []Stage   `yaml:"levels"`
	Triggers  []Trigger `yaml:"triggers,omitempty"`
	// QuietDays is for how long a trigger is not put forward again once it was declined.
	QuietDays int `yaml:"quiet_days,omitempty"`

	blueprint.Whose `yaml:",inline"`
}

// Stage is what a level means.
type Stage struct {
	Level   steps.Level `yaml:"id"`
	Name    string      `yaml:"name"`
	Means   string      `yaml:"means"`
	Changes []string    `yaml:"changes,omitempty"` // what people do otherwise, besides what the program does
	Banner  *Banner     `yaml:"banner,omitempty"`
	List    []Item      `yaml:"checklist,omitempty"`
}

// Banner is what public pages show at a level.
type Banner struct {
	Level blueprint.Level `yaml:"level"`
	Title string          `yaml:"title"`
	Text  string          `yaml:"text"`
	// Days is for how long from the decision; 0 is as long as the level lasts.
	Days int `yaml:"days,omitempty"`
}

// Item is one thing to be done as a level begins.
type Item struct {
	ID   string `yaml:"id"`
	What string `yaml:"what"`
	Who  string `yaml:"who,omitempty"` // who usually does it, in words
}

// Trigger is when a change of level is proposed.
type Trigger struct {
	ID    string        `yaml:"id"`
	From  []steps.Level `yaml:"from"`
	To    steps.Level   `yaml:"to"`
	Of    Scope         `yaml:"of"`
	When  []Condition   `yaml:"when"`            // all of them
	Say   string        `yaml:"say"`             // why, in a sentence
	Basis string        `yaml:"basis,omitempty"` // where the bound comes from
}

// Scope says of which places a trigger is looked at.
type Scope string

// The scopes.
const (
	WholeBorough      Scope = "borough"
	EachNeighbourhood Scope = "each-neighbourhood"
)

// Choices are those a file may name.
func (Scope) Choices() []string { return []string{string(WholeBorough), string(EachNeighbourhood)} }

// Condition is a figure held against a bound. One of AtLeast and AtMost is given.
type Condition struct {
	Figure  Figure `yaml:"figure"`
	AtLeast *int   `yaml:"at_least,omitempty"`
	AtMost  *int   `yaml:"at_most,omitempty"`
}

// Figure names something that a trigger may look at.
type Figure string

// The figures there are.
const (
	PhasePercent     Figure = "phase-percent"      // how likely the borough is in an epidemic phase
	RequestsADay     Figure = "requests-a-day"     // the mean of the last seven days
	OverdueTasks     Figure = "overdue-tasks"      // now
	NoAnswerPercent  Figure = "no-answer-percent"  // of the calls of the last seven days
	ResourcesShort   Figure = "resources-short"    // of hands, call minutes, food and vans, in the next seven days
	NeedsAboveChance Figure = "needs-above-chance" // of the last seven days, on how many more was asked than chance explains
)

// Choices are those a file may name.
func (Figure) Choices() []string {
	return []string{string(PhasePercent), string(RequestsADay), string(OverdueTasks), string(NoAnswerPercent), string(ResourcesShort), string(NeedsAboveChance)}
}

// words say a figure: what comes before the number, and behind it.
var figureWords = map[Figure][2]string{
	PhasePercent: {"likely in an epidemic phase: ", "%"}, RequestsADay: {"requests a day: ", ""}, OverdueTasks: {"tasks overdue: ", ""},
	NoAnswerPercent: {"calls without an answer: ", "%"}, ResourcesShort: {"resources short next week: ", ""}, NeedsAboveChance: {"days above what chance explains: ", ""},
}

// holds reports whether a figure, where it is known, meets the bound.
func (c Condition) holds(known map[Figure]int) bool {
	n, ok := known[c.Figure]
	return ok && (c.AtLeast == nil || n >= *c.AtLeast) && (c.AtMost == nil || n <= *c.AtMost)
}

// Section is activation.yaml. A folder without it keeps the level of working-time.yaml.
func Section() blueprint.Section {
	return blueprint.Section{
		Name: "activation", File: "activation.yaml", Optional: true,
		New:       func() any { return &Plan{} },
		Check:     func(c *blueprint.Checker, doc any) { doc.(*Plan).check(c) },
		Translate: func(doc any, t blueprint.Translator) any { return doc.(*Plan).in(t) },
	}
}

func (p *Plan) check(c *blueprint.Checker) {
	var ids []string
	for i, s := range p.Stages {
		ids = append(ids, string(s.Level))
		s.check(c, i)
	}
	c.Once("level", ids, func(i int) string { return blueprint.At("levels", i, "id") })
	ids = nil
	for i, t := range p.Triggers {
		ids = append(ids, t.ID)
		t.check(c, i)
	}
	c.Once("trigger", ids, func(i int) string { return blueprint.At("triggers", i, "id") })
}

func (s Stage) check(c *blueprint.Checker, i int) {
	var ids []string
	for _, item := range s.List {
		ids = append(ids, item.ID)
	}
	c.Once("item", ids, func(n int) string { return blueprint.At("levels", i, "checklist", n, "id") })
	if b := s.Banner; b != nil && (utf8.RuneCountInString(b.Title) > blueprint.MaxBannerTitle || utf8.RuneCountInString(b.Text) > blueprint.MaxBannerText) {
		c.Problem(blueprint.At("levels", i, "banner"), "the title may have %d characters and the text %d", blueprint.MaxBannerTitle, blueprint.MaxBannerText).Mend("shorten it")
	}
}

func (t Trigger) check(c *blueprint.Checker, i int) {
	if slices.Contains(t.From, t.To) {
		c.Problem(blueprint.At("triggers", i, "to"), "it proposes %s where the level is %s already", t.To, t.To).Mend("take %s out of from:", t.To)
	}
	for n, when := range t.When {
		if (when.AtLeast == nil) == (when.AtMost == nil) {
			c.Problem(blueprint.At("triggers", i, "when", n), "there is no bound, or two").Mend("write one of at_least: and at_most:")
		}
		if t.Of == EachNeighbourhood && (when.Figure == PhasePercent) {
			c.Problem(blueprint.At("triggers", i, "when", n, "figure"), "%s is known of the whole borough alone", when.Figure).Mend("write of: borough, or choose another figure")
		}
	}
	if len(t.When) == 0 {
		c.Problem(blueprint.At("triggers", i), "a trigger without a condition would always be proposed").Mend("write when: with a figure and a bound")
	}
}

func (p *Plan) in(t blueprint.Translator) *Plan {
	said := *p
	said.Stages = slices.Clone(p.Stages)
	for i := range said.Stages {
		if b := said.Stages[i].Banner; b != nil {
			path, own := "activation."+string(said.Stages[i].Level)+".banner.", *b
			own.Title, own.Text = t.Text(path+"title", b.Title), t.Text(path+"text", b.Text)
			said.Stages[i].Banner = &own
		}
	}
	return &said
}

// Stage is what a level means; its bare name where the plan does not say.
func (p *Plan) Stage(l steps.Level) Stage {
	for _, s := range p.Stages {
		if s.Level == l {
			return s
		}
	}
	return Stage{Level: l, Name: string(l)}
}

// Rule says the trigger in a sentence, for people.
func (t Trigger) Rule() string {
	var parts []string
	for _, c := range t.When {
		w := figureWords[c.Figure]
		bound, n := "at least ", c.AtLeast
		if n == nil {
			bound, n = "at most ", c.AtMost
		}
		parts = append(parts, fmt.Sprintf("%s%s%d%s", w[0], bound, *n, w[1]))
	}
	return fmt.Sprintf("To %s: %s When %s.", t.To, t.Say, strings.Join(parts, " and "))
}
