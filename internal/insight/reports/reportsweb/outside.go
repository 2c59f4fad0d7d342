package reportsweb

import (
	"net/http"
	"strconv"
	"time"

	"kith/internal/insight/reports"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// outsidePath is where figures that others keep are typed in.
const outsidePath = "/dashboard/outside"

func outsideAddress(id reports.ExternalID) string { return outsidePath + "/" + string(id) }

// outsideTable shows figures that others keep, marked as such. They stand beside ours and
// are in no sum. Those of the catalogue lead to its pages.
func outsideTable(all []reports.External) govuk.Table {
	t := govuk.Table{
		Caption: "From outside", RowHeader: true,
		Columns: []govuk.Column{{Text: "What"}, {Text: "Figure", Numeric: true}, {Text: "What it counts"}, {Text: "From outside: source, as at, typed by"}},
		Empty:   govuk.Empty{Text: "No figure from outside has been typed in. Those that others keep, such as grants or visits of the web site, appear here with who counted them."},
	}
	for _, e := range all {
		href := outsideAddress(e.ID)
		if e.Href != "" {
			href = e.Href
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: e.Named.Name, Href: href}, {Text: e.Named.Value, Numeric: true}, {Text: e.Named.Definition}, {Text: origin(e)},
		}})
	}
	return t
}

// origin says where a figure from outside comes from.
func origin(e reports.External) string {
	return e.Named.Source + ", as at " + e.Named.AsAt.Long() + ", typed by " + e.TypedName
}

// outsideForm is what is typed in of a figure.
type outsideForm struct {
	Name       forms.String
	Value      forms.String
	Definition forms.Text
	Source     forms.String
	AsAt       forms.Date
	Version    forms.Hidden
}

func (f *outsideForm) fields() []forms.Parser {
	return []forms.Parser{&f.Name, &f.Value, &f.Definition, &f.Source, &f.AsAt, &f.Version}
}

func newOutsideForm(today day.Date) *outsideForm {
	return &outsideForm{
		Name:       forms.String{Name: "name", Label: "What it is", Hint: "For example, business grants paid", Required: true, Max: 80, Missing: "Enter what it is"},
		Value:      forms.String{Name: "value", Label: "The figure", Hint: "With its unit, for example 5,013 or 94%", Required: true, Max: 30, Width: 10, Missing: "Enter the figure"},
		Definition: forms.Text{Name: "definition", Label: "What it counts", Hint: "In a sentence: what is in it and what is not.", Required: true, Max: 300, Rows: 3, Missing: "Enter what it counts"},
		Source:     forms.String{Name: "source", Label: "Who counted it", Hint: "The team or the publication, so that anybody can ask.", Required: true, Max: 120, Missing: "Enter who counted it"},
		AsAt:       forms.Date{Name: "as_at", Label: "As at", Hint: "The day up to which it was counted.", Noun: "day it was counted", Required: true, To: today},
		Version:    forms.Hidden{Name: "version"},
	}
}

func (f *outsideForm) figure() reports.ExternalFigure {
	return reports.ExternalFigure{
		Name: f.Name.Value(), Value: f.Value.Value(), Definition: f.Definition.Value(), Source: f.Source.Value(), AsAt: f.AsAt.Value(),
	}
}

func (f *outsideForm) set(e reports.External) {
	f.Name.Set(e.Named.Name)
	f.Value.Set(e.Named.Value)
	f.Definition.Set(e.Named.Definition)
	f.Source.Set(e.Named.Source)
	f.AsAt.Set(e.Named.AsAt)
	f.Version.Set(strconv.FormatInt(e.Version, 10))
}

// version is the one that was seen; 0 is none, which is never the latest.
func (f *outsideForm) version() int64 {
	n, _ := strconv.ParseInt(f.Version.Value(), 10, 64)
	return n
}

func (p *pages) newOutside(w http.ResponseWriter, r *http.Request) error {
	if !reports.MayType(access.From(r.Context())) {
		return notBoroughs
	}
	return p.showNewOutside(w, r, http.StatusOK, newOutsideForm(p.today(r)))
}

var notBoroughs = fault.New(fault.Forbidden, "reports.not-typist", "Figures from outside are typed in by the borough's analysts and managers.")

func (p *pages) today(r *http.Request) day.Date { return day.Of(p.reports.Now(r.Context())) }

func (p *pages) showNewOutside(w http.ResponseWriter, r *http.Request, status int, f *outsideForm) error {
	return web.Render(w, r, status, web.Page{
		Title: "Type in a figure from outside", Section: section, Back: "/dashboard", Errors: forms.Errors(f.fields()...), Body: newOutsidePage(f),
	})
}

func (p *pages) typeOutside(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := newOutsideForm(p.today(r))
	if !forms.Parse(values, f.fields()...) {
		return p.showNewOutside(w, r, http.StatusUnprocessableEntity, f)
	}
	id, err := p.reports.TypeExternal(r.Context(), f.figure())
	if fault.KindOf(err) == fault.Invalid {
		f.Name.Fail(fault.MessageOf(err))
		return p.showNewOutside(w, r, http.StatusUnprocessableEntity, f)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, f.Name.Value()+" stands on the dashboard, marked as from outside")
	return web.Redirect(w, r, outsideAddress(id))
}

// outsideScreen is one figure with all that was typed of it.
type outsideScreen struct {
	history []reports.External
	now     time.Time
	form    *outsideForm // nil for those who may not correct it
	stale   string       // what to do about a correction by somebody else meanwhile
}

func (p *pages) outside(w http.ResponseWriter, r *http.Request) error {
	s, err := p.outsideScreen(r)
	if err != nil {
		return err
	}
	return showOutside(w, r, http.StatusOK, s)
}

func (p *pages) outsideScreen(r *http.Request) (s *outsideScreen, err error) {
	s = &outsideScreen{now: p.reports.Now(r.Context())}
	if s.history, err = p.reports.ExternalHistory(r.Context(), reports.ExternalID(r.PathValue("id"))); err != nil {
		return nil, err
	}
	if reports.MayType(access.From(r.Context())) {
		s.form = newOutsideForm(p.today(r))
		s.form.set(s.history[0])
	}
	return s, nil
}

func showOutside(w http.ResponseWriter, r *http.Request, status int, s *outsideScreen) error {
	page := web.Page{Title: s.history[0].Named.Name + " – from outside", Section: section, Back: "/dashboard", Wide: true, Body: outsidePage(s)}
	if !access.From(r.Context()).Has(reports.Audience()...) {
		page.Section, page.Back = wardSection, wardPath
	}
	if s.form != nil {
		page.Errors = forms.Errors(s.form.fields()...)
	}
	return web.Render(w, r, status, page)
}

// correctOutside corrects a figure, or takes it off the dashboard. Somebody whose figure
// was corrected meanwhile keeps what they typed, and sees what stands now.
func (p *pages) correctOutside(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	s, err := p.outsideScreen(r)
	if err != nil {
		return err
	}
	if s.form == nil {
		return notBoroughs
	}
	id, said := s.history[0].ID, "Corrected"
	valid := forms.Parse(values, s.form.fields()...)
	switch {
	case values.Get("do") == "take-off":
		said = "Taken off the dashboard. What was typed is kept"
		err = p.reports.TakeOffExternal(r.Context(), id, s.form.version())
	case !valid:
		return showOutside(w, r, http.StatusUnprocessableEntity, s)
	default:
		err = p.reports.CorrectExternal(r.Context(), id, s.form.version(), s.form.figure())
	}
	if fault.KindOf(err) == fault.Stale {
		s.stale = fault.MessageOf(err)
		s.form.Version.Set(strconv.FormatInt(s.history[0].Version, 10))
		return showOutside(w, r, http.StatusConflict, s)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, said)
	return web.Redirect(w, r, outsideAddress(id))
}

// standing says what stands on the dashboard now.
func (s *outsideScreen) standing() govuk.SummaryList {
	e := s.history[0]
	return govuk.SummaryList{Rows: []govuk.SummaryRow{
		{Key: "Figure", Text: e.Named.Value},
		{Key: "What it counts", Text: e.Named.Definition},
		{Key: "From outside", Text: origin(e)},
	}}
}

func (s *outsideScreen) table() govuk.Table {
	t := govuk.Table{Caption: "All that was typed in", RowHeader: true, Columns: columns("Typed in", "By", "What", "Figure", "What it counts", "Source", "As at")}
	for _, e := range s.history {
		name := e.Named.Name
		if e.Gone {
			name += " (taken off the dashboard)"
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Content: govuk.Ago(e.TypedAt, s.now)},
			{Text: e.TypedName},
			{Text: name},
			{Text: e.Named.Value},
			{Text: e.Named.Definition},
			{Text: e.Named.Source},
			{Text: e.Named.AsAt.Long()},
		}})
	}
	return t
}
