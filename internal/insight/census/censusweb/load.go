package censusweb

import (
	"errors"
	"net/http"

	"kith/internal/insight/census"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
)

// loading is the form with which a table is handed in.
type loading struct {
	Question forms.Radios
	File     forms.File
	Source   forms.String
	AsAt     forms.Date
}

func (p *pages) newLoading(r *http.Request) (*loading, error) {
	all, err := p.census.All(r.Context())
	if err != nil {
		return nil, err
	}
	f := &loading{
		Question: forms.Radios{Name: "question", Label: "What does the table count people by?", Noun: "question", Required: true, Missing: "Choose what the table counts people by"},
		File:     forms.File{Name: "file", Label: "The table", Hint: "CSV or Excel (.xlsx), at most 20 MB.", Accept: ".csv,.txt,.xlsx"},
		Source:   forms.String{Name: "source", Label: "Who counted it, and in which table", Hint: "Such as: Office for National Statistics, Census 2021, TS021", Required: true, Max: 160, Missing: "Enter who counted it"},
		AsAt:     forms.Date{Name: "as_at", Label: "As at", Hint: "The day of the census or of the estimate.", Noun: "day it was counted", Required: true, To: day.Of(p.census.Now(r.Context()))},
	}
	for _, a := range all {
		f.Question.Options = append(f.Question.Options, forms.Option{Value: a.Question.ID, Label: a.Question.Title})
	}
	if asked := r.URL.Query().Get("question"); asked != "" {
		f.Question.Set(asked)
	}
	return f, nil
}

func (f *loading) fields() []forms.Parser { return []forms.Parser{&f.Question, &f.Source, &f.AsAt} }

func (p *pages) loadPage(w http.ResponseWriter, r *http.Request) error {
	f, err := p.newLoading(r)
	if err != nil {
		return err
	}
	return f.show(w, r, http.StatusOK)
}

func (p *pages) load(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f, err := p.newLoading(r)
	if err != nil {
		return err
	}
	wrong := !forms.Parse(values, f.fields()...)
	file, err := web.HandedIn(r, f.File.Name, "Choose the table")
	if err != nil {
		f.File.Fail(fault.MessageOf(err))
	}
	if wrong || err != nil {
		return f.show(w, r, http.StatusUnprocessableEntity)
	}
	t, err := p.census.TakeIn(r.Context(), census.About{Question: f.Question.Value(), Source: f.Source.Value(), AsAt: f.AsAt.Value()}, file)
	var told *fault.Error
	if errors.As(err, &told) && told.Kind == fault.Invalid {
		f.File.Fail(fault.MessageOf(err))
		return f.show(w, r, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, address(t.ID))
}

func (f *loading) show(w http.ResponseWriter, r *http.Request, status int) error {
	wrong := forms.Errors(&f.Question)
	if f.File.Err() != "" {
		wrong = append(wrong, forms.ErrorItem{Href: f.File.Href(), Text: f.File.Err()})
	}
	wrong = append(wrong, forms.Errors(&f.Source, &f.AsAt)...)
	return web.Render(w, r, status, web.Page{Title: "Hand in a table of who lives here", Section: section, Back: home, Errors: wrong, Body: loadBody(f)})
}
