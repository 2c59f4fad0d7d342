package answers

import (
	"slices"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/plat/words"
)

// Equality is equality.yaml: what a borough asks once a form was sent, so that it can see
// whom it does not reach. Nobody has to answer, and what is answered is kept as counts that
// belong to nobody. Its questions are radios. A borough without the file asks nothing.
type Equality struct {
	Questions []Question `yaml:"questions"`

	language *words.Language // nil is English
}

// PreferNot is the option that each question of an [Equality] has: not to say.
const PreferNot = "prefer-not"

// EqualitySection is equality.yaml.
func EqualitySection() blueprint.Section {
	return blueprint.Section{
		Name: "equality questions", File: "equality.yaml", Optional: true,
		New:       func() any { return &Equality{} },
		Check:     func(c *blueprint.Checker, doc any) { doc.(*Equality).check(c) },
		Translate: func(doc any, t blueprint.Translator) any { return doc.(*Equality).in(t) },
	}
}

func (e *Equality) check(c *blueprint.Checker) {
	var ids []string
	for i, q := range e.Questions {
		ids = append(ids, q.ID)
		path := at("questions", i)
		q.check(c, path)
		if !questionID.MatchString(q.ID) {
			c.Problem(path+".id", "%q cannot be a question's id", q.ID).Mend("use lower-case letters, digits and _")
		}
		if q.Kind != Radios || q.Title == "" {
			c.Problem(path, "%s is counted by what is chosen, under a heading", q.ID).Mend("make it radios, and give it a title")
		}
		if q.Required || q.RequiredUnless != "" {
			c.Problem(path, "nobody has to answer %s", q.ID).Mend("take required away")
		}
		if !slices.ContainsFunc(q.Offered(), func(o Option) bool { return o.ID == PreferNot }) {
			c.Problem(path+".options", "%s cannot be answered by not saying", q.ID).Mend("add an option with the id %s", PreferNot)
		}
	}
	c.Once("question", ids, func(i int) string { return at("questions", i, "id") })
}

func (e *Equality) in(t blueprint.Translator) *Equality {
	said := &Equality{Questions: slices.Clone(e.Questions), language: t.Language}
	for i := range said.Questions {
		said.Questions[i] = said.Questions[i].in(t, "equality.")
	}
	return said
}

// Asked reports whether the borough asks anything.
func (e *Equality) Asked() bool { return len(e.Questions) > 0 }

// Find returns the question with this id.
func (e *Equality) Find(id string) (Question, bool) {
	i := slices.IndexFunc(e.Questions, func(q Question) bool { return q.ID == id })
	if i < 0 {
		return Question{}, false
	}
	return e.Questions[i], true
}

// Sheet is the one page that asks all of them, with nothing answered.
func (e *Equality) Sheet() Sheet {
	q := Questions{language: e.language}
	return q.Sheet(Page{ID: "equality", Questions: e.Questions}, Answers{}, day.Date{})
}
