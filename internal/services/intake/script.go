package intake

import (
	"slices"

	"kith/internal/blueprint"
	"kith/internal/work/answers"
)

// Script is script.yaml: what an agent says in a call, beside the questions it leads to.
type Script struct {
	// Opening comes before everything: who rings, and whether it is safe to talk.
	Opening Opening `yaml:"opening"`
	Steps   []Step  `yaml:"steps"`
	// Closing is said before the call ends, with the reference in hand.
	Closing []string `yaml:"closing,omitempty"`
}

// Opening is how a call begins.
type Opening struct {
	Say      string `yaml:"say"`
	Safe     string `yaml:"safe"`      // the question whether it is safe to talk now
	NotSafe  string `yaml:"not_safe"`  // what to do when it is not
	Nameless string `yaml:"no_name"`   // what to say to somebody who gives no name
	Language string `yaml:"interpret"` // what to do when they speak no English
}

// Step is one part of the talk, with the pages of the form it leads to.
type Step struct {
	ID     string   `yaml:"id"`
	Column Column   `yaml:"column"`
	Say    string   `yaml:"say"`
	Note   string   `yaml:"note,omitempty"`  // to the agent, not read out
	Pages  []string `yaml:"pages,omitempty"` // ids of pages of questions.yaml; none is words alone
}

// Column is the part of the call screen a step stands in.
type Column string

// The columns with questions.
const (
	WhoColumn  Column = "who"  // who rings, where they live, how to reach them
	SaidColumn Column = "said" // what is said
)

// Choices are the columns a blueprint may name.
func (Column) Choices() []string { return []string{string(WhoColumn), string(SaidColumn)} }

// ScriptSection is script.yaml. A blueprint from before there were scripts has none, and
// is spoken by [scriptOf].
func ScriptSection() blueprint.Section {
	return blueprint.Section{
		Name: "script of a call", File: "script.yaml", Optional: true,
		New:   func() any { return &Script{} },
		Check: func(c *blueprint.Checker, doc any) { doc.(*Script).check(c) },
	}
}

var at = blueprint.At

func (s *Script) check(c *blueprint.Checker) {
	if len(s.Steps) == 0 && s.Opening == (Opening{}) {
		return // there is no file
	}
	c.Once("step", ids(s.Steps), func(i int) string { return at("steps", i, "id") })
	var named []string
	questions, known := blueprint.Other[*answers.Questions](c)
	for i, step := range s.Steps {
		for j, page := range step.Pages {
			where := at("steps", i, "pages", j)
			if slices.Contains(named, page) {
				c.Problem(where, "page %q is asked a second time", page).Mend("name each page in one step")
			}
			named = append(named, page)
			if known {
				c.Known(where, "page", page, pageIDs(questions))
			}
		}
	}
	if _, needs, ok := askedNeeds(questions, known); ok && !slices.Contains(named, needs.ID) {
		c.Problem("steps", "no step asks what is needed").Mend("name the page %q in a step of the column said", needs.ID)
	}
}

func askedNeeds(q *answers.Questions, known bool) (answers.Question, answers.Page, bool) {
	if !known {
		return answers.Question{}, answers.Page{}, false
	}
	return q.Find(answers.AskNeeds)
}

func ids(steps []Step) (all []string) {
	for _, s := range steps {
		all = append(all, s.ID)
	}
	return all
}

func pageIDs(q *answers.Questions) (all []string) {
	for _, p := range q.Pages {
		all = append(all, p.ID)
	}
	return all
}

// scriptOf is the script of a blueprint. One that has none gets plain words and a step
// for each side of the form.
func scriptOf(s *Script, q *answers.Questions) *Script {
	if len(s.Steps) > 0 {
		return s
	}
	plain := &Script{Opening: Opening{
		Say: "Say who you are.", Safe: "Is it safe to talk now?",
		NotSafe: "Say nothing of what it is about. End the call.", Nameless: "They need not say who they are.",
		Language: "Find an interpreter first.",
	}}
	who, said := Step{ID: "who", Column: WhoColumn, Say: "Ask who they are."}, Step{ID: "said", Column: SaidColumn, Say: "Ask what they need."}
	for _, p := range q.Pages {
		if p.Part == answers.What || p.Part == answers.Food {
			said.Pages = append(said.Pages, p.ID)
		} else {
			who.Pages = append(who.Pages, p.ID)
		}
	}
	plain.Steps = []Step{who, said}
	return plain
}

// Talk is the script over the pages of some answers: each step with the pages that are
// asked in it now. What no step names follows the page of needs, which opens it.
func (s *Script) Talk(way []answers.Page) []Talking {
	var rest []answers.Page
	for _, p := range way {
		if !slices.ContainsFunc(s.Steps, func(step Step) bool { return slices.Contains(step.Pages, p.ID) }) {
			rest = append(rest, p)
		}
	}
	var all []Talking
	for _, step := range s.Steps {
		t := Talking{Step: step}
		for _, id := range step.Pages {
			i := slices.IndexFunc(way, func(p answers.Page) bool { return p.ID == id })
			if i < 0 {
				continue
			}
			t.Asked = append(t.Asked, way[i])
			if slices.ContainsFunc(way[i].Questions, func(q answers.Question) bool { return q.ID == answers.AskNeeds }) {
				t.Asked = append(t.Asked, rest...)
			}
		}
		all = append(all, t)
	}
	return all
}

// Talking is a step of the script with the pages asked in it now.
type Talking struct {
	Step
	Asked []answers.Page
}
