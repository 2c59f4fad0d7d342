package answers

import (
	"slices"

	"kith/internal/blueprint"
)

// in gives the questions in another language. Ids, kinds and rules are the same.
func (q *Questions) in(t blueprint.Translator) *Questions {
	said := &Questions{Pages: slices.Clone(q.Pages), language: t.Language}
	for i := range said.Pages {
		p := &said.Pages[i]
		id := "pages." + p.ID
		p.Title, p.TitleOther = t.Text(id+".title", p.Title), t.Text(id+".title_other", p.TitleOther)
		p.Lead, p.Why = t.Text(id+".lead", p.Lead), t.Text(id+".why", p.Why)
		p.Questions = slices.Clone(p.Questions)
		for j := range p.Questions {
			p.Questions[j] = p.Questions[j].in(t, "questions.")
		}
	}
	return said
}

// in gives a question in another language, by its id under the section's.
func (q Question) in(t blueprint.Translator, under string) Question {
	id := under + q.ID
	q.Title, q.TitleOther = t.Text(id+".title", q.Title), t.Text(id+".title_other", q.TitleOther)
	q.Hint, q.Missing = t.Text(id+".hint", q.Hint), t.Text(id+".missing", q.Missing)
	q.Options = slices.Clone(q.Options)
	for i := range q.Options {
		o := &q.Options[i]
		o.Label = t.Text(id+".options."+o.ID, o.Label)
		o.Hint = t.Text(id+".options."+o.ID+".hint", o.Hint)
	}
	return q
}
