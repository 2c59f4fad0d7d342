package riskweb

import (
	"context"
	"net/http"
	"strconv"

	"kith/internal/insight/risk"
	"kith/internal/kernel/day"
	"kith/internal/kernel/disclosure"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// overview is which points are in use, how many are in each band, and what may be done.
type overview struct {
	offered  *risk.Points // of the blueprint; nil where it has none
	isInUse  bool         // those offered are those in use
	version  risk.Version // in use; zero where none is
	run      risk.Run
	broken   string // why those in use are not used
	bands    govuk.Table
	versions govuk.Table
	calls    forms.Int

	mayCheck, wide bool
	by             string
}

func (p *pages) view(ctx context.Context) (v *overview, err error) {
	who := access.From(ctx)
	v = &overview{
		mayCheck: who.HasFor("", risk.Checkers()...), wide: who.HasFor("", risk.Readers()...),
		calls: forms.Int{Name: "calls", Label: "How many first calls can be made in a week?", Required: true, Missing: "Enter how many first calls can be made in a week", Min: 1, Max: risk.MostCalls, Width: 5},
	}
	v.offered, _, err = p.risk.Offered(ctx)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return nil, err
	}
	var found bool
	v.version, v.run, found, err = p.risk.Latest(ctx)
	switch {
	case fault.CodeOf(err) == "risk.seal":
		v.broken = fault.MessageOf(err)
	case err != nil:
		return nil, err
	case v.version.ID != "":
		v.isInUse = v.offered != nil && v.offered.Hash() == v.version.Hash()
		v.calls.Set(v.version.Points.CallsAWeek)
		v.by = p.around.AccountName(ctx, v.version.ActivatedBy)
	}
	if found {
		v.calls.Set(v.run.Calls)
		v.inBands()
	}
	return v, p.versionsOf(ctx, v)
}

// inBands are how many people are in each band.
func (v *overview) inBands() {
	v.bands = govuk.Table{
		Caption: "People by band", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Band"}, {Text: "Score"}, {Text: "Weeks of calls", Numeric: true}, {Text: "People", Numeric: true}},
	}
	parts := make([]int64, len(v.run.Counts))
	for i, n := range v.run.Counts {
		parts[i] = int64(n)
	}
	told, _ := disclosure.Protect(parts, int64(v.run.People), false)
	for i, b := range v.version.Points.Bands {
		weeks := "The rest"
		if b.Weeks > 0 {
			weeks = strconv.Itoa(b.Weeks)
		}
		v.bands.Rows = append(v.bands.Rows, govuk.Row{Cells: []govuk.Cell{{Text: b.Name}, {Text: scores(v.run.Cuts, i)}, {Text: weeks, Numeric: true}, {Text: figure(told[i]), Numeric: true}}})
	}
}

// scores are the scores that are in a band.
func scores(cuts risk.Cuts, i int) string {
	switch {
	case i < len(cuts):
		return strconv.Itoa(cuts[i]) + " or more"
	case len(cuts) > 0:
		return "Below " + strconv.Itoa(cuts[len(cuts)-1])
	}
	return ""
}

func figure(t disclosure.Told) string {
	if t.Hidden {
		return "*"
	}
	return strconv.FormatInt(t.Value, 10)
}

func (p *pages) versionsOf(ctx context.Context, v *overview) error {
	v.versions = govuk.Table{
		Caption: "Versions that were checked", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Version"}, {Text: "How it stands"}, {Text: "Checked"}, {Text: "By"}},
		Empty:   govuk.Empty{Text: "No points have been checked yet. Check those of the blueprint above."},
	}
	all, err := p.risk.Versions(ctx)
	for _, one := range all {
		v.versions.Rows = append(v.versions.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: one.Points.Name + ", " + one.Hash(), Href: address(one.ID)},
			{Content: stateTag(one.State)},
			{Content: govuk.Ago(one.CheckedAt, p.around.Now())},
			{Text: p.around.AccountName(ctx, one.CheckedBy)},
		}})
	}
	return err
}

func stateTag(s risk.State) govuk.Tag {
	switch s {
	case risk.Active:
		return govuk.Tag{Text: "In use", Colour: govuk.Green}
	case risk.Retired:
		return govuk.Tag{Text: "Out of use", Colour: govuk.Grey}
	}
	return govuk.Tag{Text: "Checked", Colour: govuk.Yellow}
}

func (p *pages) overview(w http.ResponseWriter, r *http.Request) error {
	v, err := p.view(r.Context())
	if err != nil {
		return err
	}
	return p.show(w, r, http.StatusOK, v)
}

func (p *pages) show(w http.ResponseWriter, r *http.Request, status int, v *overview) error {
	return web.Render(w, r, status, web.Page{Title: "Priority for contact", Section: section, Wide: true, Errors: forms.Errors(&v.calls), Body: overviewPage(v)})
}

// reckon puts everybody into bands anew by another number of calls.
func (p *pages) reckon(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v, err := p.view(r.Context())
	if err != nil {
		return err
	}
	if !forms.Parse(values, &v.calls) {
		return p.show(w, r, http.StatusUnprocessableEntity, v)
	}
	if err := p.risk.Reckon(r.Context(), v.calls.Value()); err != nil {
		return err
	}
	web.Flash(w, r, "Everybody was put into bands anew")
	return web.Redirect(w, r, home)
}

func (p *pages) check(w http.ResponseWriter, r *http.Request) error {
	if _, err := web.Parse(r); err != nil {
		return err
	}
	v, err := p.risk.Check(r.Context())
	if err != nil {
		return err
	}
	web.Flash(w, r, "The points were checked. Nothing is in use by it")
	return web.Redirect(w, r, address(v.ID))
}

func (p *pages) retire(w http.ResponseWriter, r *http.Request) error {
	if _, err := web.Parse(r); err != nil {
		return err
	}
	if err := p.risk.Retire(r.Context()); err != nil {
		return err
	}
	web.Flash(w, r, "The points are out of use. Nobody is scored")
	return web.Redirect(w, r, home)
}

// mostFirst is how many of those who are first are shown.
const mostFirst = 50

func (p *pages) first(w http.ResponseWriter, r *http.Request) error {
	run, all, err := p.risk.First(r.Context(), mostFirst)
	if err != nil {
		return err
	}
	band := ""
	if v, _, found, err := p.risk.Latest(r.Context()); err == nil && found {
		band = v.Points.Bands[0].ID
	}
	t := govuk.Table{
		Caption: "Those to be reached first", CaptionHidden: true, RowHeader: true, Stacks: true,
		Columns: []govuk.Column{{Text: "Name"}, {Text: "Neighbourhood"}, {Text: "Score", Numeric: true}, {Text: "Why"}},
		Empty:   govuk.Empty{Text: "Nobody is to be reached first. People appear here once points are in use."},
	}
	for _, f := range all {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: f.Name(), Href: "/people/" + string(f.Record)},
			{Text: p.hood(r.Context(), f.Neighbourhood)},
			{Text: strconv.Itoa(f.Score.Total), Numeric: true},
			{Content: reasons(f.Score)},
		}})
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Reach first", Section: section, Back: home, Wide: true, Body: firstPage(t, band, when(run), len(all) == mostFirst)})
}

func (p *pages) hood(ctx context.Context, id string) string {
	if id == "" {
		return "Not known"
	}
	return p.around.HoodName(ctx, id)
}

func when(run risk.Run) string {
	if run.At.IsZero() {
		return ""
	}
	return "As at " + run.At.In(day.London).Format("2 January 2006 at 15:04") + "."
}
