package riskweb

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"kith/internal/insight/risk"

	"kith/internal/kernel/disclosure"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// versionView is a version with what was found when it was checked.
type versionView struct {
	risk.Version
	facts     govuk.SummaryList
	bands     govuk.Table
	groups    []govuk.Table
	unknown   []string // what is recorded of nobody, so that nothing can be said of it
	moves     govuk.Table
	confirm   forms.Checkboxes
	mayDecide bool
	own       bool // the reader checked it, and somebody else decides
}

func (p *pages) versionView(ctx context.Context, id risk.VersionID) (v *versionView, err error) {
	v = &versionView{confirm: forms.Checkboxes{
		Name: "read", Label: "Put this version into use", Required: true, Missing: "Confirm that you have read what was found",
		Options: []forms.Option{{Value: "yes", Label: "I have read what was found, and the doubts"}},
	}}
	if v.Version, err = p.risk.Version(ctx, id); err != nil {
		return nil, err
	}
	who := access.From(ctx)
	v.own = v.CheckedBy == who.Account
	v.mayDecide = v.State == risk.Checked && !v.own && who.HasFor("", risk.Deciders()...)
	p.factsOf(ctx, v)
	v.tested()
	for _, g := range v.Checks.Groups {
		if g.Unknown() {
			v.unknown = append(v.unknown, strings.ToLower(g.By))
			continue
		}
		v.groups = append(v.groups, group(g))
	}
	v.moved()
	return v, nil
}

func (p *pages) factsOf(ctx context.Context, v *versionView) {
	row := func(key, text string) { v.facts.Rows = append(v.facts.Rows, govuk.SummaryRow{Key: key, Text: text}) }
	v.facts.Rows = append(v.facts.Rows, govuk.SummaryRow{Key: "How it stands", Content: stateTag(v.State)})
	row("Known by", v.Hash())
	row("Checked", moment(v.CheckedAt)+", by "+p.around.AccountName(ctx, v.CheckedBy))
	if !v.ActivatedAt.IsZero() {
		row("Put into use", moment(v.ActivatedAt)+", by "+p.around.AccountName(ctx, v.ActivatedBy)+". Sealed under the installation's key.")
	}
	if !v.RetiredAt.IsZero() {
		row("Taken out of use", moment(v.RetiredAt)+", by "+p.around.AccountName(ctx, v.RetiredBy))
	}
	row("Tried on", many(v.Checks.People)+", with "+strconv.Itoa(v.Checks.Calls)+" calls a week")
	if v.Checks.Rung.Of > 0 {
		row("Looked back at", "Calls from "+v.Checks.From.Long()+" to "+v.Checks.Until.Long()+", one of each person")
		row("A need was found in", v.Checks.Rung.String()+" of them")
	} else {
		row("Looked back at", "No calls that are old enough to have shown if they found a need")
	}
}

func many(n int) string {
	shown, hidden := disclosure.Round(int64(n))
	if hidden {
		return "Fewer than 8 people"
	}
	return strconv.FormatInt(shown, 10) + " people"
}

// tested are the bands with how often a need was found in each.
func (v *versionView) tested() {
	v.bands = govuk.Table{
		Caption: "How well each band finds need", CaptionHidden: true, RowHeader: true, SideBySide: true,
		Columns: []govuk.Column{{Text: "Band"}, {Text: "People now", Numeric: true}, {Text: "Rung before", Numeric: true}, {Text: "A need was found in"}},
	}
	var now, rung []int64
	for _, b := range v.Checks.Bands {
		now, rung = append(now, int64(b.People)), append(rung, int64(b.Found.Of))
	}
	toldNow, _ := disclosure.Protect(now, int64(v.Checks.People), false)
	toldRung, _ := disclosure.Protect(rung, int64(v.Checks.Rung.Of), false)
	for i, b := range v.Checks.Bands {
		v.bands.Rows = append(v.bands.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: b.Band}, {Text: figure(toldNow[i]), Numeric: true}, {Text: figure(toldRung[i]), Numeric: true}, {Text: b.Found.String()},
		}})
	}
}

// glance is how well the points find need, in a sentence: the first band beside the last.
func (v *versionView) glance() string {
	all := v.Checks.Bands
	if len(all) < 2 {
		return ""
	}
	first, last := all[0], all[len(all)-1]
	for _, r := range []risk.Rate{first.Found, last.Found} {
		if r.Of == 0 || r.String() == "*" {
			return ""
		}
	}
	text := "Of those rung who would have been in “" + first.Band + "” a need was found in " + first.Found.String() + ", and of “" + last.Band + "” in " + last.Found.String() + "."
	if first.Found.Apart(last.Found) {
		return text + " That is more than chance."
	}
	return text + " That may be chance."
}

// group is how the groups of one kind are treated.
func group(g risk.Group) govuk.Table {
	t := govuk.Table{
		Caption: g.By, CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Group"}, {Text: "People", Numeric: true}, {Text: "Would be reached first"}, {Text: "In need, and would not be first"}},
		Empty:   govuk.Empty{Text: "Nobody is known."},
	}
	var parts []int64
	total := int64(0)
	for _, l := range g.Lines {
		parts = append(parts, int64(l.Selected.Of))
		total += int64(l.Selected.Of)
	}
	told, _ := disclosure.Protect(parts, total, false)
	for i, l := range g.Lines {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{{Text: l.Name}, {Text: figure(told[i]), Numeric: true}, {Text: rate(l.Selected, told[i])}, {Text: rate(l.Missed, told[i])}}})
	}
	return t
}

// rate is a rate of a group, hidden with it.
func rate(r risk.Rate, of disclosure.Told) string {
	if of.Hidden {
		return "*"
	}
	return r.String()
}

func (v *versionView) moved() {
	v.moves = govuk.Table{
		Caption: "Who would move", CaptionHidden: true, RowHeader: true, Columns: []govuk.Column{{Text: "From"}, {Text: "To"}, {Text: "People", Numeric: true}},
		Empty: govuk.Empty{Text: "No points were in use when these were checked, so nobody moves."},
	}
	var parts []int64
	for _, m := range v.Checks.Moves {
		parts = append(parts, int64(m.People))
	}
	told, _ := disclosure.Protect(parts, int64(v.Checks.People), false)
	for i, m := range v.Checks.Moves {
		to := m.To
		if m.To == m.From {
			to += " (stay)"
		}
		v.moves.Rows = append(v.moves.Rows, govuk.Row{Cells: []govuk.Cell{{Text: m.From}, {Text: to}, {Text: figure(told[i]), Numeric: true}}})
	}
}

func (p *pages) version(w http.ResponseWriter, r *http.Request) error {
	id, err := parse(r.PathValue("id"))
	if err != nil {
		return err
	}
	v, err := p.versionView(r.Context(), id)
	if err != nil {
		return err
	}
	return p.showVersion(w, r, http.StatusOK, v)
}

func (p *pages) showVersion(w http.ResponseWriter, r *http.Request, status int, v *versionView) error {
	return web.Render(w, r, status, web.Page{
		Title: v.Points.Name, Section: section, Back: home, Wide: true, Errors: forms.Errors(&v.confirm), Body: versionPage(v),
	})
}

func (p *pages) activate(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	id, err := parse(r.PathValue("id"))
	if err != nil {
		return err
	}
	v, err := p.versionView(r.Context(), id)
	if err != nil {
		return err
	}
	if !forms.Parse(values, &v.confirm) {
		return p.showVersion(w, r, http.StatusUnprocessableEntity, v)
	}
	if err := p.risk.Activate(r.Context(), id); err != nil {
		return err
	}
	web.Flash(w, r, "The points are in use, and everybody was put into bands")
	return web.Redirect(w, r, home)
}

func (p *pages) record(w http.ResponseWriter, r *http.Request) error {
	points, _, err := p.risk.Offered(r.Context())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Record of the tool", Section: section, Back: home, Wide: true, Body: recordPage(points, factors(points))})
}

// factors are all that counts, as a table.
func factors(p *risk.Points) govuk.Table {
	t := govuk.Table{
		Caption: "What counts", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Factor"}, {Text: "Points", Numeric: true}, {Text: "Where it comes from"}, {Text: "Counts for"}, {Text: "Legal basis"}, {Text: "Why"}},
	}
	for _, f := range p.Factors {
		lasts := "As long as it holds"
		if f.ExpiresDays > 0 {
			lasts = govuk.Counted(f.ExpiresDays, "day", "days")
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: f.Because}, {Text: strconv.Itoa(f.Points), Numeric: true}, {Text: joined(f.Sources)}, {Text: lasts}, {Text: f.LegalBasis}, {Text: f.Evidence},
		}})
	}
	for _, u := range []risk.Uncertain{p.Uncertainty.NoContact, p.Uncertainty.NoNews} {
		if u.Points > 0 {
			t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
				{Text: u.Because}, {Text: strconv.Itoa(u.Points), Numeric: true}, {Text: risk.Records}, {Text: "Until somebody is in touch"}, {Text: "As above"}, {Text: "Not knowing makes somebody more pressing."},
			}})
		}
	}
	return t
}

func moment(at interface{ Format(string) string }) string { return at.Format("2 January 2006") }
