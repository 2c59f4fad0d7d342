package levelsweb

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/a-h/templ"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/work/levels"
	"kith/internal/work/steps"
)

// screen is what the overview shows.
type screen struct {
	levels.Overview
	now      time.Time
	declines map[levels.ProposalID]*declineForm
	recovery templ.Component
}

// declineForm is why a proposal is not followed.
type declineForm struct{ Why forms.Text }

func newDeclineForm(id levels.ProposalID) *declineForm {
	return &declineForm{forms.Text{Name: "why-" + string(id), Label: "Why the level stays as it is", Required: true, Max: levels.LongestReason, Rows: 2, Missing: "Enter why the level stays as it is"}}
}

func (p *pages) screen(r *http.Request) (s screen, err error) {
	if s.Overview, err = p.levels.Overview(r.Context()); err != nil {
		return s, err
	}
	s.now, s.declines = p.levels.Now(r.Context()), map[levels.ProposalID]*declineForm{}
	for _, one := range s.Proposals {
		s.declines[one.ID] = newDeclineForm(one.ID)
	}
	s.recovery, err = p.recovery(r.Context())
	return s, err
}

func (p *pages) overview(w http.ResponseWriter, r *http.Request) error {
	s, err := p.screen(r)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, s)
}

func show(w http.ResponseWriter, r *http.Request, status int, s screen) error {
	page := web.Page{Title: "Levels", Section: section, Wide: true, Body: overviewPage(s)}
	for _, f := range s.declines {
		page.Errors = append(page.Errors, forms.Errors(&f.Why)...)
	}
	return web.Render(w, r, status, page)
}

// decline keeps the level and says why, to whoever reads the history.
func (p *pages) decline(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	s, err := p.screen(r)
	if err != nil {
		return err
	}
	f, found := s.declines[levels.ProposalID(r.PathValue("id"))]
	if !found {
		return fault.New(fault.Conflict, "levels.settled", "Somebody has settled this proposal meanwhile, or what asked for it is over. Open the levels again to see how they stand.")
	}
	if !forms.Parse(values, &f.Why) {
		return show(w, r, http.StatusUnprocessableEntity, s)
	}
	if err := p.levels.Decline(r.Context(), levels.ProposalID(r.PathValue("id")), f.Why.Value()); err != nil {
		return err
	}
	web.Flash(w, r, "The level stays as it is. The reason is kept")
	return web.Redirect(w, r, home)
}

// lead is how things stand in a sentence.
func (s screen) lead() string {
	borough := s.Places[0]
	text := "The borough is at " + strings.ToLower(borough.Stage.Name)
	if borough.Decision.Number > 0 {
		text += " since " + day.Of(borough.Decision.At).Long()
	}
	var others []string
	for _, st := range s.Places[1:] {
		if st.Own && st.Decision.Number > 0 && st.Stage.Level != borough.Stage.Level {
			others = append(others, st.Name+" is at "+strings.ToLower(st.Stage.Name))
		}
	}
	switch {
	case len(others) == 1:
		text += ", and " + others[0]
	case len(others) > 1:
		text += ": " + strings.Join(others, ", ")
	}
	return text + "."
}

// waiting is what waits for somebody, in a sentence.
func (s screen) waiting() string {
	switch n := len(s.Proposals); {
	case n == 1:
		return "1 change is put forward and waits for a decision."
	case n > 1:
		return fmt.Sprintf("%d changes are put forward and wait for a decision.", n)
	}
	return "No change is put forward."
}

func colour(l steps.Level) govuk.Colour {
	switch l {
	case steps.Surge:
		return govuk.Red
	case steps.Virtual:
		return govuk.Yellow
	case steps.StoodDown:
		return govuk.Blue
	}
	return govuk.Grey
}

func changeHref(place string, to steps.Level, id levels.ProposalID) string {
	q := url.Values{"place": {place}}
	if to != "" {
		q.Set("to", string(to))
	}
	if id != "" {
		q.Set("proposal", string(id))
	}
	return changePath + "?" + q.Encode()
}

func stands(st levels.Standing) string {
	switch {
	case st.Decision.Number == 0:
		return "As the blueprint says"
	case !st.Own:
		return "With the borough, since " + day.Of(st.Decision.At).Long()
	}
	return day.Of(st.Decision.At).Long() + ", by " + st.Decision.ByName
}

func (s screen) historyTable() govuk.Table {
	t := govuk.Table{
		Caption: "What was decided", Stacks: true,
		Columns: []govuk.Column{{Text: "When"}, {Text: "Where"}, {Text: "From"}, {Text: "To"}, {Text: "Why"}, {Text: "Who"}, {Text: "List"}},
		Empty:   govuk.Empty{Text: "Nothing was decided yet. The level of the blueprint counts."},
	}
	for _, d := range s.History {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: d.At.In(day.London).Format("2 January 2006, 15:04")},
			{Text: s.Names[d.Place]},
			{Text: s.Plan.Stage(d.Was).Name},
			{Text: s.Plan.Stage(d.Level).Name},
			{Text: d.Reason},
			{Text: d.ByName},
			{Text: fmt.Sprintf("List %d", d.Number), Href: listAddress(d.Number)},
		}})
	}
	return t
}

// settledWords say what became of a proposal.
var settledWords = map[levels.ProposalState]string{levels.Accepted: "Followed", levels.Declined: "Declined", levels.Lapsed: "Over by itself"}

func (s screen) settledTable() govuk.Table {
	t := govuk.Table{
		Caption: "What was put forward before", Stacks: true,
		Columns: []govuk.Column{{Text: "Put forward"}, {Text: "Where"}, {Text: "To"}, {Text: "Because"}, {Text: "What became of it"}},
		Empty:   govuk.Empty{Text: "No trigger has put anything forward that is settled."},
	}
	for _, p := range s.Settled {
		t.Rows = append(t.Rows, govuk.Cells(day.Of(p.At).Long(), s.Names[p.Place], s.Plan.Stage(p.Level).Name, p.Why, settledWords[p.State]+": "+p.SettledWhy))
	}
	return t
}
