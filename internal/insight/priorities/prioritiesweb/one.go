package prioritiesweb

import (
	"net/http"

	"kith/internal/insight/priorities"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// oneScreen is a priority with its notes and the forms below them.
type oneScreen struct {
	p         priorities.Priority
	may       bool
	note, end forms.Text
	today     day.Date
}

func (p *pages) screen(r *http.Request) (*oneScreen, error) {
	found, err := p.priorities.One(r.Context(), priorities.ID(r.PathValue("id")))
	if err != nil {
		return nil, err
	}
	return &oneScreen{
		p: found, may: priorities.MayKeep(access.From(r.Context())), today: day.Of(p.priorities.Now(r.Context())),
		note: forms.Text{Name: "note", Label: "How does it go?", Hint: "What was done, and what is next.", Required: true, Max: priorities.LongestNote, Missing: "Write how it goes"},
		end:  forms.Text{Name: "why", Label: "Why does it end?", Hint: "What was reached, or why it is given up.", Required: true, Max: priorities.LongestWhy, Missing: "Say why it ends"},
	}, nil
}

// lead says how it stands.
func (s *oneScreen) lead() string {
	switch n := s.p.Now; {
	case !s.p.Open():
		return "Ended on " + day.Of(s.p.Ended).Long() + ": " + s.p.EndWhy
	case n.Standing == priorities.Untold:
		return n.Of + " The target is " + n.Target + "."
	default:
		return n.Measure + ": " + n.Value + ". The target is " + n.Target + "."
	}
}

func (s *oneScreen) summary() govuk.SummaryList {
	by := "No day set"
	if !s.p.Due.IsZero() {
		by = s.p.Due.Long()
		if s.p.Late(s.today) {
			by += ". That day is over."
		}
	}
	l := govuk.SummaryList{Rows: []govuk.SummaryRow{
		{Key: "Why", Text: s.p.Why},
		{Key: "Who answers for it", Text: s.p.Owner},
		{Key: "Measure", Text: s.p.Now.Measure},
		{Key: "Counted", Text: s.p.Now.Of},
		{Key: "By", Text: by},
		{Key: "Named by", Text: s.p.ByName + ", " + day.Of(s.p.MadeAt).Long()},
	}}
	if s.may && s.p.Open() {
		l.Title, l.Actions = "The priority", []govuk.Link{{Label: "Change", Href: address(s.p.ID) + "/change"}}
	}
	return l
}

func (p *pages) one(w http.ResponseWriter, r *http.Request) error {
	s, err := p.screen(r)
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK)
}

func (p *pages) note(w http.ResponseWriter, r *http.Request) error {
	return p.write(w, r, func(s *oneScreen) *forms.Text { return &s.note }, func(r *http.Request, id priorities.ID, text string) error {
		return p.priorities.Note(r.Context(), id, text)
	}, "The note is saved.")
}

func (p *pages) end(w http.ResponseWriter, r *http.Request) error {
	return p.write(w, r, func(s *oneScreen) *forms.Text { return &s.end }, func(r *http.Request, id priorities.ID, text string) error {
		return p.priorities.End(r.Context(), id, text)
	}, "The priority is ended.")
}

// write saves what was written in one of the boxes.
func (p *pages) write(w http.ResponseWriter, r *http.Request, of func(*oneScreen) *forms.Text, do func(*http.Request, priorities.ID, string) error, said string) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	s, err := p.screen(r)
	if err != nil {
		return err
	}
	box := of(s)
	if !forms.Parse(values, box) {
		return s.show(w, r, http.StatusUnprocessableEntity)
	}
	err = do(r, s.p.ID, box.Value())
	if fault.KindOf(err) == fault.Invalid {
		box.Fail(fault.MessageOf(err))
		return s.show(w, r, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, said)
	return web.Redirect(w, r, address(s.p.ID))
}

func (s *oneScreen) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{Title: s.p.Name, Section: section, Back: home, Errors: forms.Errors(&s.note, &s.end), Body: onePage(*s)})
}
