package listsweb

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"kith/internal/insight/entries"
	"kith/internal/insight/lists"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/assets"
)

// setting is the page that says what a file is.
type setting struct {
	*view
	number  forms.Hidden
	asset   forms.Select
	kind    forms.Radios
	columns []forms.Select
	samples [][]string
	profile string
	errors  []forms.ErrorItem
}

func (p *pages) setting(r *http.Request) (s *setting, err error) {
	v, err := p.view(r)
	if err != nil {
		return nil, err
	}
	s = &setting{view: v, number: number(v)}
	if s.samples, err = p.lists.Samples(r.Context(), v.ID); err != nil {
		return nil, err
	}
	if profile, ok := entries.ProfileOf(v.Profile); ok {
		s.profile = profile.Name
	}
	s.kind = forms.Radios{
		Name: "kind", Label: "How does one file of this list follow the other?", Required: true, Small: true, Missing: "Select how one file follows the other",
		Options: []forms.Option{
			{Value: string(entries.Whole), Label: "Each has everybody", Hint: "Whoever is not in it has left the list."},
			{Value: string(entries.Growing), Label: "Each repeats all rows before", Hint: "Of one person the row that was written last counts."},
			{Value: string(entries.Adds), Label: "Each has only what is new", Hint: "Nobody leaves the list."},
		},
	}
	s.kind.Set(string(v.Kind))
	for i, c := range v.Columns {
		f := forms.Select{Name: "column-" + strconv.Itoa(i), Label: s.header(i), Options: fieldOptions()}
		f.Set(string(c.Field))
		s.columns = append(s.columns, f)
	}
	return s, p.ofAssets(r.Context(), s)
}

// ofAssets offers the data assets whose basis holds.
func (p *pages) ofAssets(ctx context.Context, s *setting) error {
	s.asset = forms.Select{
		Name: "asset", Label: "Whose data is it?", Hint: "A data asset of the register. Declare it there first when it is not in this list.", Required: true,
		Missing: "Select whose data it is", Options: []forms.Option{{Label: "Select one"}},
	}
	all, err := p.around.Assets(ctx)
	today := p.lists.Today(ctx)
	for _, a := range all {
		label := a.Name
		if !a.Readable(today) {
			label += " (legal basis has ended)"
		}
		s.asset.Options = append(s.asset.Options, forms.Option{Value: string(a.ID), Label: label})
	}
	s.asset.Set(string(s.Asset))
	return err
}

// header is what a column is called.
func (s *setting) header(i int) string {
	if s.Columns[i].Header == "" {
		return "Column " + strconv.Itoa(i+1)
	}
	return s.Columns[i].Header
}

func fieldOptions() []forms.Option {
	all := []forms.Option{{Label: "Not used"}}
	for _, f := range entries.Fields() {
		all = append(all, forms.Option{Value: string(f.Field), Label: f.Label})
	}
	return all
}

// sample is what stands in a column.
func (s *setting) sample(i int) string {
	if i >= len(s.samples) || len(s.samples[i]) == 0 {
		return "Nothing in the first rows"
	}
	return strings.Join(s.samples[i], " · ")
}

func (s *setting) fields() []forms.Parser {
	all := []forms.Parser{&s.number, &s.asset, &s.kind}
	for i := range s.columns {
		all = append(all, &s.columns[i])
	}
	return all
}

func (p *pages) columnsPage(w http.ResponseWriter, r *http.Request) error {
	s, err := p.setting(r)
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK)
}

func (s *setting) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: "What is this file", Section: section, Back: address(s.ID), Wide: true,
		Errors: append(s.errors, forms.Errors(s.fields()...)...), Body: columnsBody(s),
	})
}

func (p *pages) setUp(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	s, err := p.setting(r)
	if err != nil {
		return err
	}
	if !forms.Parse(values, s.fields()...) {
		return s.show(w, r, http.StatusUnprocessableEntity)
	}
	u := lists.Setup{Asset: assets.ID(s.asset.Value()), Kind: entries.Kind(s.kind.Value())}
	if u.Number, err = strconv.ParseInt(s.number.Value(), 10, 64); err != nil {
		u.Number = -1 // what is no number was never seen
	}
	for i := range s.columns {
		u.Columns = append(u.Columns, entries.Field(s.columns[i].Value()))
	}
	err = p.lists.SetUp(r.Context(), s.ID, u)
	switch kind := fault.KindOf(err); {
	case err == nil:
		return web.Redirect(w, r, address(s.ID))
	case kind == fault.Invalid || kind == fault.Conflict:
		s.errors = []forms.ErrorItem{{Href: "#columns", Text: fault.MessageOf(err)}}
		return s.show(w, r, http.StatusUnprocessableEntity)
	case kind == fault.Stale:
		web.Flash(w, r, fault.MessageOf(err))
		return web.Redirect(w, r, address(s.ID))
	}
	return err
}

// table is the columns, each with what stands in it and what it is taken for.
func (s *setting) table() govuk.Table {
	t := govuk.Table{
		Caption: "Columns of the file", CaptionHidden: true, RowHeader: true, Stacks: true,
		Columns: []govuk.Column{{Text: "Column and what it is taken for"}, {Text: "In the first rows"}},
	}
	for i := range s.columns {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{{Content: govuk.Select(s.columns[i])}, {Text: s.sample(i)}}})
	}
	return t
}
