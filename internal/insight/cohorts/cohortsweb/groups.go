package cohortsweb

import (
	"context"
	"net/http"

	"kith/internal/insight/cohorts"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// groupsView is the first page: the groups, and the cohorts that were frozen.
type groupsView struct {
	chosen, led govuk.Table // chosen here, and those a service knows by itself
	frozen      govuk.Table
	mayChoose   bool
}

func (p *pages) groups(w http.ResponseWriter, r *http.Request) error {
	v := &groupsView{mayChoose: cohorts.MayChoose(access.From(r.Context()))}
	f, err := p.cohorts.Groups(r.Context())
	if err != nil {
		return err
	}
	v.groups(f)
	if v.frozen, err = p.frozen(r.Context()); err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: section, Section: section, Wide: true, Body: groupsPage(v)})
}

func (v *groupsView) groups(f *cohorts.File) {
	v.chosen = govuk.Table{
		Caption: "Groups that are chosen here", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Group"}, {Text: "Who leads"}, {Text: "How it is reached"}},
		Empty:   govuk.Empty{Text: "The blueprint has no group that is chosen by a rule. They stand in cohorts.yaml."},
	}
	v.led = govuk.Table{
		Caption: "Groups that a service knows by itself", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Group"}, {Text: "Who leads"}, {Text: "How it is reached"}},
		Empty:   govuk.Empty{Text: "The blueprint has no group that a service knows by itself."},
	}
	if f == nil {
		return
	}
	for _, g := range f.Cohorts {
		row := govuk.Row{Cells: []govuk.Cell{{Content: named(g, v.mayChoose && g.Rule != "")}, {Text: g.Lead}, {Text: g.ReachedBy}}}
		if g.Rule == "" {
			v.led.Rows = append(v.led.Rows, row)
		} else {
			v.chosen.Rows = append(v.chosen.Rows, row)
		}
	}
}

func (p *pages) frozen(ctx context.Context) (t govuk.Table, err error) {
	t = govuk.Table{
		Caption: "Cohorts that were frozen", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Cohort"}, {Text: "How it is reached"}, {Text: "How it stands"}, {Text: "Frozen"}, {Text: "By"}},
		Empty:   govuk.Empty{Text: "No cohort has been frozen yet. Choose a group above, look at the figures, and freeze it."},
	}
	all, err := p.cohorts.Latest(ctx)
	for _, c := range all {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: c.Name, Href: address(c.ID)},
			{Text: c.Terms.Way.Label()},
			{Content: stateTag(c)},
			{Content: govuk.Ago(c.FrozenAt, p.around.Now())},
			{Text: p.around.AccountName(ctx, c.FrozenBy)},
		}})
	}
	return t, err
}

func stateTag(c cohorts.Cohort) govuk.Tag {
	switch c.State {
	case cohorts.Frozen:
		return govuk.Tag{Text: "Frozen", Colour: govuk.Yellow}
	case cohorts.Handing:
		return govuk.Tag{Text: "Being handed on", Colour: govuk.Blue}
	}
	return govuk.Tag{Text: "Handed on", Colour: govuk.Green}
}
