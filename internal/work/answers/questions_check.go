package answers

import (
	"regexp"
	"slices"

	"kith/internal/blueprint"
	"kith/internal/plat/rules"
)

// QuestionsSection is questions.yaml.
func QuestionsSection() blueprint.Section {
	return blueprint.Section{
		Name: "questions", File: "questions.yaml",
		New:       func() any { return &Questions{} },
		Check:     func(c *blueprint.Checker, doc any) { doc.(*Questions).check(c) },
		Translate: func(doc any, t blueprint.Translator) any { return doc.(*Questions).in(t) },
	}
}

var (
	at         = blueprint.At
	pageID     = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
	questionID = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
)

// reservedPages come after the questions of every form, whatever a borough asks.
var reservedPages = []string{"check", "done", "equality"}

// indispensable are the questions the program cannot open a request without.
var indispensable = []struct {
	id   string
	kind Kind
}{
	{AskWhoFor, Radios},
	{AskPostcode, Postcode},
	{AskNeeds, Checkboxes},
	{AskFirstName, Text},
	{AskLastName, Text},
	{AskPhone, Phone},
	{AskSafeContact, Checkboxes},
	{AskAgreement, Checkboxes},
}

func (q *Questions) check(c *blueprint.Checker) {
	q.checkIDs(c)
	var earlier []rules.Var
	for i := range q.Pages {
		p := &q.Pages[i]
		p.check(c, at("pages", i))
		if p.ShowWhen != "" {
			p.show = c.Rule(at("pages", i, "show_when"), p.ShowWhen, earlier)
			q.CheckOptions(c, at("pages", i, "show_when"), p.show)
		}
		earlier = append(earlier, p.vars()...)
	}
	for _, must := range indispensable {
		one, _, ok := q.Find(must.id)
		if !ok || one.Kind != must.kind {
			c.Problem("pages", "no question %q of kind %s", must.id, must.kind).Mend("add it: a request cannot be opened without")
		}
	}
}

// CheckOptions reports what a rule asks of a question that offers no such option: it
// would never hold. A nil rule has been reported already.
func (q *Questions) CheckOptions(c *blueprint.Checker, path string, rule *rules.Rule) {
	if rule == nil {
		return
	}
	for _, asked := range rule.Compares() {
		one, _, ok := q.Find(asked.Var)
		if !ok || !one.Kind.hasOptions() {
			continue
		}
		var ids []string
		for _, o := range one.Options {
			ids = append(ids, o.ID)
		}
		c.Known(path, "option of "+one.ID, asked.Text, ids)
	}
}

func (q *Questions) checkIDs(c *blueprint.Checker) {
	var pages, questions, paths []string
	for i, p := range q.Pages {
		pages = append(pages, p.ID)
		if !pageID.MatchString(p.ID) {
			c.Problem(at("pages", i, "id"), "%q cannot be a page's id", p.ID).Mend("use lower-case letters, digits and dashes")
		}
		if slices.Contains(reservedPages, p.ID) {
			c.Problem(at("pages", i, "id"), "%q is the address of a page of the program's own", p.ID).Mend("call the page something else")
		}
		for j, one := range p.Questions {
			questions, paths = append(questions, one.ID), append(paths, at("pages", i, "questions", j, "id"))
			if !questionID.MatchString(one.ID) {
				c.Problem(at("pages", i, "questions", j, "id"), "%q cannot be a question's id", one.ID).
					Mend("use lower-case letters, digits and _, as rules read it")
			}
		}
	}
	c.Once("page", pages, func(i int) string { return at("pages", i, "id") })
	c.Once("question", questions, func(i int) string { return paths[i] })
}

func (p Page) check(c *blueprint.Checker, path string) {
	if len(p.Questions) == 0 {
		c.Problem(path+".questions", "the page asks nothing").Mend("add a question, or take the page away")
	}
	for i, one := range p.Questions {
		one.check(c, path+"."+at("questions", i))
		if other := one.RequiredUnless; other != "" {
			c.Known(path+"."+at("questions", i, "required_unless"), "question on this page", other, p.questionIDs())
		}
		if one.Title == "" && len(p.Questions) > 1 {
			c.Problem(path+"."+at("questions", i), "each of several boxes on a page needs a title").Mend("add title:")
		}
	}
}

func (p Page) questionIDs() []string {
	var ids []string
	for _, one := range p.Questions {
		ids = append(ids, one.ID)
	}
	return ids
}

func (q Question) check(c *blueprint.Checker, path string) {
	q.checkOptions(c, path)
	if q.MustAnswer(nil) && q.Missing == "" {
		c.Problem(path, "%s must be answered, and nothing says how to mend it when it is not", q.ID).Mend("add missing: with the words of the error")
	}
	if (q.Kind == Text || q.Kind == Textarea) && q.Max <= 0 {
		c.Problem(path, "a text needs a longest length").Mend("add max: with the number of characters")
	}
	if q.Max > 0 && q.Min > q.Max {
		c.Problem(path+".min", "the least, %d, is more than the most, %d", q.Min, q.Max)
	}
	if q.About != "" && q.About != "person" && q.About != "asker" {
		c.Problem(path+".about", "%q is nobody in a request", q.About).Mend("write person or asker")
	}
}

func (q Question) checkOptions(c *blueprint.Checker, path string) {
	if !q.Kind.hasOptions() {
		if len(q.Options) > 0 {
			c.Problem(path+".options", "a question of kind %s has no options", q.Kind).Mend("make it radios or checkboxes")
		}
		return
	}
	if n := len(q.Offered()); n == 0 || q.Kind == Radios && n < 2 {
		c.Problem(path+".options", "there is nothing to choose between").Mend("add options, or take off: true away from one")
	}
	ids := make([]string, len(q.Options))
	for i, o := range q.Options {
		ids[i] = o.ID
		if o.Exclusive && q.Kind == Radios {
			c.Problem(path+"."+at("options", i, "exclusive"), "radios are exclusive by themselves").Mend("take it away")
		}
	}
	c.Once("option", ids, func(i int) string { return path + "." + at("options", i, "id") })
}
