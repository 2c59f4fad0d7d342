package staffweb

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/registers/staff"
)

// screen is the page of somebody.
type screen struct {
	known
	worker  staff.Worker
	signsIn string // how they sign in, in words
	done    []staff.Done
	byWhom  func(id string) string
	panels  []templ.Component

	version forms.Hidden
	items   forms.Checkboxes // of the induction
	why     forms.String     // of a move
	errors  []forms.ErrorItem
}

func (p *pages) screen(r *http.Request) (s *screen, err error) {
	id, err := idOf(r)
	if err != nil {
		return nil, err
	}
	ctx := r.Context()
	s = &screen{byWhom: func(id string) string { return p.around.AccountName(ctx, id) }}
	if s.worker, err = p.staff.Get(ctx, id); err != nil {
		return nil, err
	}
	if s.known, err = p.known(ctx); err != nil {
		return nil, err
	}
	if s.done, err = p.staff.InductionOf(ctx, id); err != nil {
		return nil, err
	}
	s.fields()
	if err := p.account(r, s); err != nil {
		return nil, err
	}
	for _, panel := range p.panels {
		c, err := panel(ctx, s.worker)
		if err != nil {
			return nil, err
		}
		if c != nil {
			s.panels = append(s.panels, c)
		}
	}
	return s, nil
}

func (s *screen) fields() {
	s.version = versionField(s.worker)
	s.why = forms.String{Name: "why", Label: "Why", Hint: "In a few words. Nothing about health.", Required: true, Missing: "Enter why, in a few words", Max: 200}
	s.items = forms.Checkboxes{Name: "items", Label: "What they have had", Required: true, Missing: "Tick what they have had", Small: true}
	var had []string
	for _, item := range s.InductionOf(s.worker.Gives) {
		s.items.Options = append(s.items.Options, forms.Option{Value: item.ID, Label: item.Text})
		if s.had(item.ID) != nil {
			had = append(had, item.ID)
		}
	}
	s.items.Set(had...)
}

// had is when somebody had an item of their induction; nil when they have not.
func (s *screen) had(item string) *staff.Done {
	for i, d := range s.done {
		if d.Item == item {
			return &s.done[i]
		}
	}
	return nil
}

func (p *pages) account(r *http.Request, s *screen) error {
	a, found, err := p.around.AccountOf(r.Context(), s.worker.Account)
	if err == nil && !found {
		a, found, err = p.around.AccountByEmail(r.Context(), s.worker.Email)
	}
	s.signsIn = "They have no account. Their calendar address shows them their shifts."
	if found {
		s.signsIn = a.Name + " (" + a.Email + ")"
	}
	return err
}

func (p *pages) worker(w http.ResponseWriter, r *http.Request) error {
	s, err := p.screen(r)
	if err != nil {
		return err
	}
	_ = p.around.Saw(r.Context(), journal.Entry{Verb: "looked at the page of a member of staff", Topic: "staff.read", Objects: []journal.Object{{Kind: "staff", ID: string(s.worker.ID)}}})
	return s.show(w, r, http.StatusOK)
}

func (s *screen) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{Title: s.worker.Name, Back: home, Wide: true, Section: section, Errors: s.errors, Body: workerPage(s)})
}

// bar says who it is about. Instructions stand at the top, for nobody may miss them.
func (s *screen) bar() govuk.IdentityBar {
	b := govuk.IdentityBar{
		Name: s.worker.Name, Facts: []string{from(s.worker), s.hub(s.worker.Neighbourhood)},
		Actions: []govuk.Button{{Text: "Change what is known", Href: address(s.worker.ID) + "/edit", Style: govuk.Secondary}},
	}
	for _, text := range s.Instructions(s.worker.Gives) {
		b.Flags = append(b.Flags, govuk.Badge{Text: text, Colour: govuk.Orange})
	}
	return b
}

func (s *screen) rows() []govuk.SummaryRow {
	w := s.worker
	rows := []govuk.SummaryRow{
		{Key: "How they stand", Content: standing(s)},
		{Key: "Work email", Text: w.Email},
		{Key: "Work phone", Text: orNone(w.Phone.National())},
		{Key: "Skills", Text: orNone(strings.Join(s.skills(w.Skills), ", "))},
		{Key: "Free", Text: w.Free.Words()},
		{Key: "Shifts a week, at most", Text: orRule(count(w.Most, ""))},
		{Key: "Sets out from", Text: orNone(strings.TrimSpace(w.Base + " " + string(w.Postcode)))},
		{Key: "How far they go", Text: orAny(count(w.Reach/1000, " km"))},
		{Key: "Lent", Text: lentWords(w.Details)},
		{Key: "Signs in as", Text: s.signsIn},
	}
	if w.Standing == staff.Reserve {
		rows = append(rows, govuk.SummaryRow{Key: "Trained for", Text: orNone(strings.Join(s.skills(w.Reserved.For), ", "))},
			govuk.SummaryRow{Key: "Can be called up within", Text: count(w.Reserved.Within, " hours")})
	}
	return rows
}

func orNone(text string) string { return or(text, "Not said") }
func orRule(text string) string { return or(text, "As the rules allow") }
func orAny(text string) string  { return or(text, "Any distance") }

func or(text, instead string) string {
	if text == "" {
		return instead
	}
	return text
}

func lentWords(d staff.Details) string {
	switch {
	case d.From.IsZero() && d.To.IsZero():
		return "No dates said"
	case d.To.IsZero():
		return "From " + d.From.Long()
	case d.From.IsZero():
		return "Until " + d.To.Long()
	}
	return d.From.Long() + " to " + d.To.Long()
}

// again reports whether an error is one to show the page again for, and says it on top.
func (s *screen) again(err error) bool {
	switch fault.KindOf(err) {
	case fault.Stale, fault.Conflict, fault.Invalid:
		s.errors = []forms.ErrorItem{{Href: "#main-content", Text: fault.MessageOf(err)}}
		return true
	}
	return false
}

// since is when somebody came to stand as they do, and why.
func (s *screen) since() string {
	said := " since " + day.Of(s.worker.StandingAt).Long()
	if s.worker.Why != "" {
		said += ": " + s.worker.Why
	}
	return said
}
