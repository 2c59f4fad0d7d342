package cohortsweb

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"kith/internal/insight/cohorts"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/tabular"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
)

// cohortView is a cohort that was frozen.
type cohortView struct {
	cohorts.Cohort
	counts  cohorts.Counts
	facts   govuk.SummaryList
	tabs    govuk.SubNavigation
	members govuk.Table
	more    string // address of the next part; "" none
	why     govuk.Table
	mayHand bool
	team    forms.Radios // which of the teams the blueprint names reaches them
}

// parts are the standings people are looked at by, with how the address names them.
var parts = []struct {
	standing cohorts.Standing
	label    string
}{{cohorts.In, "To be approached"}, {cohorts.Done, "Handed on"}, {cohorts.Left, "Left out"}}

func (p *pages) cohort(w http.ResponseWriter, r *http.Request) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	return p.showCohort(w, r, http.StatusOK, v)
}

// view is the cohort of the address, with the people that are asked for.
func (p *pages) view(r *http.Request) (v *cohortView, err error) {
	id, err := parse(r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	v = &cohortView{}
	if v.Cohort, v.counts, err = p.cohorts.Cohort(r.Context(), id); err != nil {
		return nil, err
	}
	query := r.URL.Query()
	standing := v.shown(cohorts.Standing(query.Get("who")))
	if err := p.people(r.Context(), v, standing, people.RecordID(query.Get("after"))); err != nil {
		return nil, err
	}
	p.facts(r.Context(), v)
	v.whys()
	return v, p.handing(r.Context(), v)
}

func (p *pages) showCohort(w http.ResponseWriter, r *http.Request, status int, v *cohortView) error {
	here := address(v.ID)
	if r.URL.RawQuery != "" {
		here += "?" + r.URL.RawQuery
	}
	return web.Render(w, r, status, web.Page{Title: v.Name, Section: section, Back: home, Here: here, Wide: true, Errors: forms.Errors(&v.team), Body: cohortPage(v)})
}

// shown is which people are shown: those asked for, or the first there are.
func (v *cohortView) shown(asked cohorts.Standing) cohorts.Standing {
	for _, part := range parts {
		if part.standing == asked {
			return asked
		}
	}
	switch {
	case v.State == cohorts.Frozen:
		return cohorts.In
	case v.counts.Done > 0:
		return cohorts.Done
	}
	return cohorts.Left
}

func (v *cohortView) count(s cohorts.Standing) int {
	switch s {
	case cohorts.In:
		return v.counts.In
	case cohorts.Done:
		return v.counts.Done
	}
	return v.counts.Left
}

// people reads those who are shown.
func (p *pages) people(ctx context.Context, v *cohortView, standing cohorts.Standing, after people.RecordID) error {
	v.tabs.Label = "Which people"
	for _, part := range parts {
		v.tabs.Items = append(v.tabs.Items, govuk.Link{
			Label: govuk.Counted(v.count(part.standing), "person", "people") + ": " + strings.ToLower(part.label[:1]) + part.label[1:],
			Href:  address(v.ID) + "?who=" + string(part.standing), Current: part.standing == standing,
		})
	}
	all, err := p.cohorts.Members(ctx, v.ID, standing, after)
	if err != nil {
		return err
	}
	v.members = govuk.Table{
		Caption: "People", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Name"}, {Text: "Neighbourhood"}, {Text: "Why"}},
		Empty:   govuk.Empty{Text: "Nobody stands here."},
	}
	for _, m := range all {
		v.members.Rows = append(v.members.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: m.Name(), Href: "/people/" + string(m.Person)}, {Text: p.hood(ctx, m.Hood)}, {Text: v.because(m)},
		}})
	}
	if len(all) == cohorts.Page {
		v.more = address(v.ID) + "?" + url.Values{"who": {string(standing)}, "after": {string(all[len(all)-1].Record)}}.Encode()
	}
	return nil
}

// because is why somebody is in or out.
func (v *cohortView) because(m cohorts.Member) string {
	switch m.Standing {
	case cohorts.In:
		return "The rule chooses them, and nothing speaks against it."
	case cohorts.Left:
		return m.Words
	}
	return map[cohorts.Way]string{
		cohorts.Calls: "On the queue of calls since ", cohorts.Letters: "Written to on ", cohorts.Cards: "On the list of addresses since ", cohorts.Sheet: "On the list of visits since ",
		cohorts.Visits: "To be visited since ",
	}[v.Terms.Way] + day.Of(m.DoneAt).Long() + "."
}

func (p *pages) facts(ctx context.Context, v *cohortView) {
	row := func(key, text string) {
		if text != "" {
			v.facts.Rows = append(v.facts.Rows, govuk.SummaryRow{Key: key, Text: text})
		}
	}
	v.facts.Rows = append(v.facts.Rows, govuk.SummaryRow{Key: "How it stands", Content: stateTag(v.Cohort)}, govuk.SummaryRow{Key: "Rule", Content: code(v.Terms.Rule)})
	row("How they are reached", v.Terms.Way.Label())
	row("What it is for", v.Purpose)
	row("Legal basis", v.Basis)
	if v.Terms.QuietDays > 0 {
		row("Left out after a contact", govuk.Counted(v.Terms.QuietDays, "day", "days"))
	}
	if v.Open > 0 {
		row("Not decided", govuk.Counted(v.Open, "person, of whom", "people, of whom")+" something that the rule asks is not known")
	}
	row("Points it asked for", v.Points)
	row("Frozen", v.FrozenAt.In(day.London).Format("2 January 2006 at 15:04")+", by "+p.around.AccountName(ctx, v.FrozenBy))
	if !v.HandedAt.IsZero() {
		row("Handed on", v.HandedAt.In(day.London).Format("2 January 2006 at 15:04")+", by "+p.around.AccountName(ctx, v.HandedBy))
		row("Reached by", p.teamName(ctx, v.Cohort))
	}
}

// teamName is the title of the team that reaches a cohort; "" where none does.
func (p *pages) teamName(ctx context.Context, c cohorts.Cohort) string {
	teams, err := p.cohorts.Teams(ctx, c)
	for _, t := range teams {
		if err == nil && t.ID == c.Team {
			return t.Title
		}
	}
	return c.Team
}

// whys are how many are left out, by why.
func (v *cohortView) whys() {
	v.why = govuk.Table{Caption: "Left out, and why", CaptionHidden: true, RowHeader: true, Columns: []govuk.Column{{Text: "Why"}, {Text: "People", Numeric: true}}}
	for _, why := range cohorts.Whys() {
		if n := v.counts.Why[why]; n > 0 {
			v.why.Rows = append(v.why.Rows, govuk.Row{Cells: []govuk.Cell{{Text: why.Label()}, {Text: strconv.Itoa(n), Numeric: true}}})
		}
	}
}

// handing finds out what the caller may do with the cohort, and which teams may reach them.
func (p *pages) handing(ctx context.Context, v *cohortView) error {
	if !cohorts.MayChoose(access.From(ctx)) {
		return nil
	}
	v.mayHand = v.Terms.Way.Listed() && v.counts.In+v.counts.Done > 0 || v.State == cohorts.Frozen && v.counts.In > 0
	if !v.mayHand || !v.Terms.Way.Begun() {
		return nil
	}
	v.team = forms.Radios{
		Name: "team", Label: "Which team reaches them?", Hint: "Those that the blueprint names for this list.", Required: true, Missing: "Select which team reaches them", Small: true,
	}
	teams, err := p.cohorts.Teams(ctx, v.Cohort)
	for _, t := range teams {
		v.team.Options = append(v.team.Options, forms.Option{Value: t.ID, Label: t.Title})
	}
	if len(teams) == 1 {
		v.team.Set(teams[0].ID)
	}
	return err
}

// handWords is what the button says.
func (v *cohortView) handWords() string {
	switch v.Terms.Way {
	case cohorts.Letters:
		return "Write to them"
	case cohorts.Cards, cohorts.Sheet:
		return "Take the list"
	case cohorts.Visits:
		return "Have them visited"
	}
	return "Put them on the queue of calls"
}

func (v *cohortView) handAddress() string {
	if v.Terms.Way.Listed() {
		return address(v.ID) + "/list"
	}
	return address(v.ID) + "/hand"
}

func (p *pages) hand(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v, err := p.view(r)
	if err != nil {
		return err
	}
	if v.mayHand && v.Terms.Way.Begun() && !forms.Parse(values, &v.team) {
		return p.showCohort(w, r, http.StatusUnprocessableEntity, v)
	}
	switch err := p.cohorts.Hand(r.Context(), v.ID, v.team.Value()); {
	case fault.KindOf(err) == fault.Conflict && err != nil, fault.KindOf(err) == fault.Stale && err != nil:
		web.Flash(w, r, strings.TrimSuffix(fault.MessageOf(err), "."))
	case err != nil:
		return err
	default:
		web.Flash(w, r, "The cohort is handed on. Whoever was reached since it was frozen is left out")
	}
	return web.Redirect(w, r, address(v.ID))
}

// take sends the list of a cohort. Who takes it was written down before.
func (p *pages) take(w http.ResponseWriter, r *http.Request) error {
	if _, err := web.Parse(r); err != nil {
		return err
	}
	id, err := parse(r.PathValue("id"))
	if err != nil {
		return err
	}
	c, lines, err := p.cohorts.Take(r.Context(), id)
	if err != nil {
		return err
	}
	t := web.Table{
		Name: "list-" + day.Of(p.around.Now()).String(),
		About: []tabular.About{
			{Name: "What", Text: c.Name},
			{Name: "What it is for", Text: c.Purpose},
			{Name: "Legal basis", Text: c.Basis},
			{Name: "Taken by", Text: access.From(r.Context()).Name},
			{Name: "Taken on", Text: day.Of(p.around.Now()).Long()},
			{Name: "Keep", Text: "Use it for this alone, and destroy it when it is done."},
		},
		Columns: []string{"Address", "Postcode", "Neighbourhood"},
	}
	if c.Terms.Way == cohorts.Sheet {
		t.Columns = append([]string{"Names"}, t.Columns...)
	}
	t.Next = func(ctx context.Context) (rows [][]string, more bool, err error) {
		for _, l := range lines {
			row := []string{strings.Join(l.Address, ", "), l.Postcode, p.hood(ctx, l.Hood)}
			if c.Terms.Way == cohorts.Sheet {
				row = append([]string{strings.Join(l.Names, "; ")}, row...)
			}
			rows = append(rows, row)
		}
		return rows, false, nil
	}
	return web.SendTable(w, r, t)
}
