package deploymentweb

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/staff"
	"kith/internal/services/deployment"
)

// planPage is a plan for a week that nobody has applied yet.
type planPage struct {
	words
	hubID    string
	hubs     forms.Select
	week     forms.Select
	central  bool // the caller plans the whole borough
	proposal deployment.Proposal
	passed   []string // what could not be given when the plan was applied
	errors   []forms.ErrorItem
}

func (p *pages) planPage(r *http.Request, query url.Values) (page *planPage, err error) {
	page = &planPage{}
	if page.words, err = p.words(r); err != nil {
		return nil, err
	}
	page.hubs = forms.Select{Name: "hub", Label: "Hub", Options: []forms.Option{{Label: "All of yours"}}}
	who := access.From(r.Context())
	for _, n := range page.hoods {
		if deployment.MayPlan(who, n.ID) {
			page.hubs.Options = append(page.hubs.Options, forms.Option{Value: n.ID, Label: n.Short()})
		}
	}
	if page.central = deployment.MayPlan(who, ""); page.central {
		page.hubs.Options = append(page.hubs.Options, forms.Option{Value: deployment.BoroughWide, Label: "Borough-wide"})
	}
	page.weeks(r.URL.Query().Get("week") == "")
	forms.Parse(query, &page.hubs)
	page.hubID = page.hubs.Value()
	page.proposal, err = p.deployment.Propose(r.Context(), page.monday, page.hubID)
	return page, err
}

// weeksAhead is how many weeks can be chosen.
const weeksAhead = 5

// weeks offers this week and those ahead. Where none was asked for it is the next: this one
// is mostly behind.
func (p *planPage) weeks(unasked bool) {
	this := thisMonday(p.words)
	if unasked {
		p.monday = this.AddDays(7)
	}
	p.week = forms.Select{Name: "week", Label: "Week of"}
	for n := range weeksAhead {
		on := this.AddDays(7 * n)
		p.week.Options = append(p.week.Options, forms.Option{Value: on.String(), Label: on.Short()})
	}
	if p.monday.Before(this) || !p.monday.Before(this.AddDays(7*weeksAhead)) {
		p.week.Options = append(p.week.Options, forms.Option{Value: p.monday.String(), Label: p.monday.Short()})
	}
	p.week.Set(p.monday.String())
}

func (p *pages) plan(w http.ResponseWriter, r *http.Request) error {
	page, err := p.planPage(r, r.URL.Query())
	if err != nil {
		return err
	}
	p.saw(r.Context(), "looked at a plan of shifts", page.proposal.Figures().Filled)
	return page.show(w, r, http.StatusOK)
}

func (p *planPage) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{Title: "Plan the week", Wide: true, Section: section, Errors: p.errors, Body: planBody(p)})
}

// apply gives the shifts as the plan showed them.
func (p *pages) apply(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	var picks []deployment.Pick
	for _, one := range values["pick"] {
		pick, err := parsePick(one)
		if err != nil {
			return err
		}
		picks = append(picks, pick)
	}
	if len(picks) == 0 {
		return fault.New(fault.Invalid, "deploymentweb.no-picks", "There is nothing in this plan to apply. Open the plan again.")
	}
	a, err := p.deployment.Apply(r.Context(), picks)
	if err != nil {
		return err
	}
	if len(a.Passed) == 0 {
		web.Flash(w, r, govuk.Counted(a.Given, "shift is given", "shifts are given"))
		return web.Redirect(w, r, to(home+"/plan", deployment.Monday(picks[0].Seat.Day), "hub", values.Get("hub")))
	}
	page, err := p.planPage(r, values)
	if err != nil {
		return err
	}
	page.passed = a.Passed
	page.errors = []forms.ErrorItem{{Href: "#passed", Text: govuk.Counted(a.Given, "shift is given", "shifts are given") + ". " + govuk.Counted(len(a.Passed), "no longer fits", "no longer fit") + ": see why"}}
	return page.show(w, r, http.StatusConflict)
}

func pickValue(c deployment.Choice) string { return c.Seat.String() + "@" + string(c.Worker) }

func parsePick(text string) (deployment.Pick, error) {
	seat, worker, _ := strings.Cut(text, "@")
	s, err := deployment.ParseSeat(seat)
	if err != nil {
		return deployment.Pick{}, err
	}
	id, err := ident.Parse[staff.Worker](worker)
	return deployment.Pick{Seat: s, Worker: id}, err
}

// picks are the hidden fields of the plan as it is shown.
func (p *planPage) picks() (fields []forms.Hidden) {
	for _, c := range p.proposal.Answer.Choices {
		if c.Worker != "" {
			fields = append(fields, hidden("pick", pickValue(c)))
		}
	}
	return fields
}

// part is the plan of one hub.
type part struct {
	*planPage
	hub     string
	filled  []deployment.Choice
	empties []deployment.Choice
}

// parts are the hubs that have open shifts.
func (p *planPage) parts() (all []part) {
	for _, hub := range p.proposal.Week.Hubs {
		one := part{p, hub, p.sorted(hub, true), p.sorted(hub, false)}
		if len(one.filled)+len(one.empties) > 0 {
			all = append(all, one)
		}
	}
	return all
}

func (p part) summary() string {
	return fmt.Sprintf("%s: %d would be filled, %s", p.planPage.hub(p.hub), len(p.filled), govuk.Counted(len(p.empties), "stays empty", "stay empty"))
}

// sorted are the choices of a hub by day and time.
func (p *planPage) sorted(hub string, filled bool) (all []deployment.Choice) {
	for _, c := range p.proposal.Answer.Choices {
		if c.Hub == hub && (c.Worker != "") == filled {
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, func(a, b deployment.Choice) int {
		return cmp.Or(a.From.Compare(b.From), cmp.Compare(a.Name, b.Name))
	})
	return all
}

func (p part) table() govuk.Table {
	t := govuk.Table{
		Caption: p.planPage.hub(p.hub) + ": who would work what", CaptionHidden: p.hubID == "", RowHeader: true,
		Columns: []govuk.Column{{Text: "When"}, {Text: "Post"}, {Text: "Who"}, {Text: "Why this one"}, {Text: "Otherwise"}, {Text: "By hand"}},
		Empty:   govuk.Empty{Text: "Nobody can be put on an open shift of this week. Below stands why, and what would help most."},
	}
	for _, c := range p.filled {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: on(c.From) + ", " + clocks(c.From, c.To)},
			{Text: c.Name},
			{Content: who(c)},
			{Text: c.Why},
			{Text: c.Next},
			{Content: change(c, "Change")},
		}})
	}
	return t
}

func (p part) empty() govuk.Table {
	t := govuk.Table{
		Caption: p.planPage.hub(p.hub) + ": shifts that stay empty", RowHeader: true,
		Columns: []govuk.Column{{Text: "When"}, {Text: "Post"}, {Text: "How much it matters"}, {Text: "Why nobody"}, {Text: "By hand"}},
		Empty:   govuk.Empty{Text: "No open shift of this week stays empty."},
	}
	for _, c := range p.empties {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: on(c.From) + ", " + clocks(c.From, c.To)}, {Text: c.Name}, {Content: weight(c.Weight)}, {Text: c.Why}, {Content: change(c, "See who")},
		}})
	}
	return t
}

func weight(w deployment.Weight) govuk.Tag {
	switch w {
	case deployment.Must:
		return govuk.Tag{Text: "Must be filled", Colour: govuk.Red}
	case deployment.Could:
		return govuk.Tag{Text: "Could wait", Colour: govuk.Grey}
	}
	return govuk.Tag{Text: "Should be filled", Colour: govuk.Yellow}
}

// figures sum the plan up.
func (p *planPage) figures() govuk.StatTiles {
	f := p.proposal.Figures()
	tiles := govuk.StatTiles{
		{Label: "Open shifts ahead", Value: fmt.Sprint(f.Open)},
		{Label: "Would be filled", Value: fmt.Sprint(f.Filled), Href: "#plan"},
		{Label: "Stay empty", Value: fmt.Sprint(f.Open - f.Filled), Href: "#plan", Colour: red(f.Open - f.Filled)},
		{Label: "Same as last week", Value: fmt.Sprintf("%d of %d", f.Same, f.Filled)},
		{Label: "Shifts a person", Value: fmt.Sprintf("%d to %d", f.Least, f.Most)},
	}
	if f.Metres > 0 {
		tiles = append(tiles, govuk.StatTile{Label: "On average away", Value: staff.Kilometres(f.Metres)})
	}
	return tiles
}

// exact says how good the plan is.
func (p *planPage) exact() string {
	if p.proposal.Answer.Exact {
		return "No other plan fills more of what matters, at less distance and with the shifts shared out more evenly."
	}
	return "Rests between late and early shifts had to be worked in. The plan breaks no rule, and another one would hardly be better."
}
