package measuresweb

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"kith/internal/insight/measures"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
)

// typing is the form for one figure of one day.
type typing struct {
	figure   measures.Figure
	AsAt     forms.Date
	Amount   forms.Int
	Baseline forms.Int
	Source   forms.String
	Version  forms.Hidden
	stale    string
}

// most is the largest figure that can be typed.
const most = 2_000_000_000

func newTyping(f measures.Figure, today day.Date) *typing {
	t := &typing{
		figure:   f,
		AsAt:     forms.Date{Name: "as_at", Label: "As at", Hint: "The last day that the figure counts.", Noun: "day it was counted until", Required: true, To: today},
		Amount:   forms.Int{Name: "value", Label: "The figure", Hint: "A whole number, in digits.", Required: true, Max: most, Width: 10, Missing: "Enter the figure"},
		Baseline: forms.Int{Name: "baseline", Label: "What it was before", Hint: "In the same time to compare with. Leave empty if it is not known.", Max: most, Width: 10},
		Source:   forms.String{Name: "source", Label: "Who counted it", Hint: "The team or the publication, so that anybody can ask.", Required: true, Max: 120, Missing: "Enter who counted it"},
		Version:  forms.Hidden{Name: "version"},
	}
	if f.Outside.Unit == measures.Percent {
		t.Amount.Max, t.Amount.Suffix, t.Amount.Hint = 100, "%", "How many of a hundred, from 0 to 100."
	}
	t.Source.Set(f.Outside.Source)
	return t
}

func (t *typing) fields() []forms.Parser {
	all := []forms.Parser{&t.AsAt, &t.Amount}
	if t.figure.Outside.Baseline {
		all = append(all, &t.Baseline)
	}
	return append(all, &t.Source, &t.Version)
}

// typed is what the form says.
func (t *typing) typed() measures.Typed {
	version, _ := strconv.ParseInt(t.Version.Value(), 10, 64)
	out := measures.Typed{Figure: t.figure.ID, AsAt: t.AsAt.Value(), Value: int64(t.Amount.Value()), Source: t.Source.Value(), Version: version}
	if t.figure.Outside.Baseline && t.Baseline.Raw != "" {
		n := int64(t.Baseline.Value())
		out.Baseline = &n
	}
	return out
}

func typeAddress(id string, on day.Date) string {
	return home + "/" + id + "/type?" + url.Values{"as_at": {on.String()}}.Encode()
}

// outside finds the figure of an address, with all that was typed of it.
func (p *pages) outside(r *http.Request) (measures.Figure, []measures.Typed, error) {
	all, err := p.measures.Outside(r.Context(), r.PathValue("id"))
	if err != nil {
		return measures.Figure{}, nil, err
	}
	c, err := p.measures.Catalogue(r.Context())
	if err != nil {
		return measures.Figure{}, nil, err
	}
	f, _ := c.Find(r.PathValue("id"))
	return f, all, nil
}

func (p *pages) typePage(w http.ResponseWriter, r *http.Request) error {
	f, all, err := p.outside(r)
	if err != nil {
		return err
	}
	t := newTyping(f, day.Of(p.measures.Now(r.Context())))
	if on, err := day.ParseDate(r.URL.Query().Get("as_at")); err == nil {
		t.put(on, all)
	}
	return t.show(w, r, http.StatusOK)
}

// put fills the form with what stands of a day.
func (t *typing) put(on day.Date, all []measures.Typed) {
	for _, one := range all {
		if one.AsAt == on {
			t.AsAt.Set(on)
			t.Amount.Set(int(one.Value))
			if one.Baseline != nil {
				t.Baseline.Set(int(*one.Baseline))
			}
			t.Source.Set(one.Source)
			t.Version.Set(strconv.FormatInt(one.Version, 10))
			return
		}
	}
}

func (p *pages) typeIn(w http.ResponseWriter, r *http.Request) error {
	f, _, err := p.outside(r)
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	t := newTyping(f, day.Of(p.measures.Now(r.Context())))
	if !forms.Parse(values, t.fields()...) {
		return t.show(w, r, http.StatusUnprocessableEntity)
	}
	err = p.measures.Type(r.Context(), t.typed())
	if kind := fault.KindOf(err); err != nil && (kind == fault.Stale || kind == fault.Invalid) {
		t.stale = fault.MessageOf(err)
		return t.show(w, r, http.StatusConflict)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, f.Name+" as at "+t.AsAt.Value().Long()+" is typed in")
	return web.Redirect(w, r, home+"/"+f.ID)
}

func (t *typing) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: "Type in: " + t.figure.Name, Section: section, Back: home + "/" + t.figure.ID, Errors: forms.Errors(t.fields()...), Body: typePage(t),
	})
}

// handing is the page on which a table of days is handed in.
type handing struct {
	figure measures.Figure
	File   forms.File
	Source forms.String
	came   *measures.HandedIn
	name   string
}

// The buttons of the page.
const (
	doInput  = "do"
	doCheck  = "check"
	doHandIn = "hand-in"
)

func newHanding(f measures.Figure) *handing {
	h := &handing{
		figure: f,
		File:   forms.File{Name: "file", Label: "The table", Hint: "CSV or Excel (.xlsx), at most 5 MB. The first row names the columns: day, value and, if there is one, baseline.", Accept: ".csv,.txt,.xlsx"},
		Source: forms.String{Name: "source", Label: "Who counted it", Required: true, Max: 120, Missing: "Enter who counted it"},
	}
	h.Source.Set(f.Outside.Source)
	return h
}

func (p *pages) filePage(w http.ResponseWriter, r *http.Request) error {
	f, _, err := p.outside(r)
	if err != nil {
		return err
	}
	return newHanding(f).show(w, r, http.StatusOK)
}

func (p *pages) handIn(w http.ResponseWriter, r *http.Request) error {
	f, _, err := p.outside(r)
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	h := newHanding(f)
	wrong := !forms.Parse(values, &h.Source)
	file, err := web.HandedIn(r, h.File.Name, "Choose the table")
	if err != nil {
		h.File.Fail(fault.MessageOf(err))
	}
	if wrong || err != nil {
		return h.show(w, r, http.StatusUnprocessableEntity)
	}
	dry := values.Get(doInput) != doHandIn
	came, err := p.measures.HandIn(r.Context(), f.ID, h.Source.Value(), file, dry)
	var told *fault.Error
	if errors.As(err, &told) && (told.Kind == fault.Invalid || told.Kind == fault.Stale) {
		h.File.Fail(fault.MessageOf(err))
		return h.show(w, r, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	if !dry {
		web.Flash(w, r, f.Name+": "+came.Says())
		return web.Redirect(w, r, home+"/"+f.ID)
	}
	h.came, h.name = &came, file.Name
	return h.show(w, r, http.StatusOK)
}

func (h *handing) show(w http.ResponseWriter, r *http.Request, status int) error {
	var wrong []forms.ErrorItem
	if h.File.Err() != "" {
		wrong = append(wrong, forms.ErrorItem{Href: h.File.Href(), Text: h.File.Err()})
	}
	return web.Render(w, r, status, web.Page{
		Title: "Hand in: " + h.figure.Name, Section: section, Back: home + "/" + h.figure.ID, Errors: append(wrong, forms.Errors(&h.Source)...), Body: filePage(h),
	})
}
