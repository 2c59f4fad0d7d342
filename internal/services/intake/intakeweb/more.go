package intakeweb

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// morePage is one page of what somebody answers who needs something more.
type morePage struct {
	on        way
	sheet     answers.Sheet
	carry     []carried
	emergency string
	ring      helpline
}

// more takes something more that is needed: which kinds of help, then a page at a time what
// each asks, then a check. What was answered on earlier pages is carried by the form, so
// that nothing has to be kept and nothing can lapse.
func (p *Public) more(w http.ResponseWriter, r *http.Request, on way, values url.Values) error {
	adding, err := p.intake.Adding(r.Context(), on.held)
	if err != nil {
		return err
	}
	if adding.Questions, err = p.asked(r.Context(), on.held); err != nil {
		return err
	}
	b, err := p.blueprints.Current(r.Context())
	if err != nil {
		return err
	}
	m := adds{p: p, on: on, adding: adding, given: answers.Answers{}, values: values, b: b}
	page, sent := adding.Questions.Page(values.Get("page"))
	m.take(page)
	if sent {
		sheet := m.sheet(page)
		valid := sheet.Parse(values)
		already := adding.Already(blueprint.Part[*needs.Catalogue](b), kindsIn(sheet))
		if valid && already != "" {
			fail(sheet, fmt.Sprintf(sayChange(r.Context()).Already, already))
		}
		if !valid || already != "" {
			return m.show(w, r, sheet, http.StatusUnprocessableEntity)
		}
		sheet.Into(m.given)
	}
	next, open, err := adding.Next(m.given)
	switch {
	case err != nil:
		return err
	case open:
		return m.show(w, r, m.sheet(next), http.StatusOK)
	case values.Get("send") == "yes":
		err := p.intake.Add(r.Context(), on.held, intake.More{Answers: m.given, Key: values.Get("key")})
		return p.changed(w, r, on, err, sayChange(r.Context()).Added)
	}
	return m.check(w, r)
}

// adds is one request of a browser on these pages.
type adds struct {
	p      *Public
	on     way
	adding intake.Adding
	given  answers.Answers
	values url.Values
	b      *blueprint.Blueprint
}

// take reads what the form carries of the pages before, but for the one sent now.
func (m adds) take(now answers.Page) {
	for _, p := range m.adding.Questions.Pages {
		if p.ID == now.ID {
			continue
		}
		for _, q := range p.Questions {
			if given, ok := m.values[q.ID]; ok {
				m.given[q.ID] = slices.DeleteFunc(slices.Clone(given), func(one string) bool { return one == "" })
			}
		}
	}
}

func (m adds) sheet(p answers.Page) answers.Sheet {
	all := m.given
	if m.adding.Before().ForAnother() {
		all = m.adding.With(m.given)
		for _, q := range p.Questions {
			if _, ok := m.given[q.ID]; !ok {
				delete(all, q.ID)
			}
		}
	}
	return m.adding.Questions.Sheet(p, all, day.Today(m.p.clock))
}

// carried is what was answered, for the next form to carry. A question left blank is
// carried as well: it has been asked.
func (m adds) carried(but answers.Page) (all []carried) {
	for _, p := range m.adding.Questions.Pages {
		for _, q := range p.Questions {
			given, asked := m.given[q.ID]
			if p.ID == but.ID || !asked {
				continue
			}
			if len(given) == 0 {
				all = append(all, carried{q.ID, ""})
			}
			for _, one := range given {
				all = append(all, carried{q.ID, one})
			}
		}
	}
	return all
}

func (m adds) exit(p answers.Page) string {
	if p.ExitPage || sensitive(blueprint.Part[*needs.Catalogue](m.b), m.given[answers.AskNeeds]) {
		return exitTo
	}
	return ""
}

func (m adds) show(w http.ResponseWriter, r *http.Request, sheet answers.Sheet, status int) error {
	page := morePage{
		on: m.on, sheet: sheet, ring: ringing(m.b.Borough()),
		carry: m.on.with(key(m.values), append(m.carried(sheet.Page), carried{"page", sheet.Page.ID})...),
	}
	if m.exit(sheet.Page) != "" {
		page.emergency = m.b.Borough().EmergencyText
	}
	return web.Render(w, r, status, m.on.page(sheet.Title, m.exit(sheet.Page), forms.Errors(parsers(sheet)...), moreBody(page)))
}

func (m adds) check(w http.ResponseWriter, r *http.Request) error {
	pages, err := m.adding.Pages(m.given)
	if err != nil {
		return err
	}
	lines, err := m.adding.Questions.Summary(m.adding.With(m.given))
	if err != nil {
		return err
	}
	var list govuk.SummaryList
	for _, l := range lines {
		if slices.ContainsFunc(pages, func(p answers.Page) bool { return p.ID == l.Page.ID }) {
			list.Rows = append(list.Rows, rowOf(say(r.Context()), l))
		}
	}
	carry := m.on.with(key(m.values), append(m.carried(answers.Page{}), carried{"send", "yes"})...)
	return web.Render(w, r, http.StatusOK, m.on.page(sayChange(r.Context()).MoreCheck, m.exit(answers.Page{}), nil,
		moreCheckBody(m.on, list, carry, ringing(m.b.Borough()))))
}

// kindsIn are the kinds of help ticked on a page that asks for them.
func kindsIn(s answers.Sheet) answers.Answers {
	given := answers.Answers{}
	s.Into(given)
	return given
}

// fail says what is wrong with the kinds of help chosen.
func fail(s answers.Sheet, text string) {
	for _, f := range s.Fields {
		if field, ok := f.Parser.(interface{ Fail(text string) }); ok && f.Question.ID == answers.AskNeeds {
			field.Fail(text)
		}
	}
}
