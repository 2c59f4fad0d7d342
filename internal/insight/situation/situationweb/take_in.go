package situationweb

import (
	"net/http"

	"kith/internal/insight/situation"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
)

// taking is the page on which daily counts are handed in.
type taking struct {
	file  forms.File
	asOf  forms.Date
	taken *situation.Taken // what came of it; nil before
	name  string
}

// The buttons of the page.
const (
	doInput  = "do"
	doCheck  = "check"
	doTakeIn = "take-in"
)

func newTaking(today day.Date) *taking {
	return &taking{
		file: forms.File{Name: "file", Label: "The counts", Hint: "A table as CSV or Excel (.xlsx), at most 20 MB.", Accept: ".csv,.txt,.xlsx"},
		asOf: forms.Date{
			Name: "as_of", Label: "The day the figures are as of", Noun: "day the figures are as of", To: today,
			Hint: "Leave empty where they are of today, or where a column as_of tells.",
		},
	}
}

func (p *pages) takePage(w http.ResponseWriter, r *http.Request) error {
	return newTaking(day.Of(p.around.Now())).show(w, r, http.StatusOK)
}

func (p *pages) takeIn(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	t := newTaking(day.Of(p.around.Now()))
	wrong := !forms.Parse(values, &t.asOf)
	f, err := web.HandedIn(r, t.file.Name, "Choose the file of counts")
	if err != nil {
		t.file.Fail(fault.MessageOf(err))
	}
	if wrong || err != nil {
		return t.show(w, r, http.StatusUnprocessableEntity)
	}
	taken, err := p.situation.TakeIn(r.Context(), situation.File{File: f, AsOf: t.asOf.Value()}, values.Get(doInput) != doTakeIn)
	switch fault.KindOf(err) {
	case fault.Invalid, fault.Conflict:
		t.file.Fail(fault.MessageOf(err))
		return t.show(w, r, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	t.taken, t.name = &taken, f.Name
	return t.show(w, r, http.StatusOK)
}

func (t *taking) show(w http.ResponseWriter, r *http.Request, status int) error {
	var wrong []forms.ErrorItem
	if t.file.Err() != "" {
		wrong = append(wrong, forms.ErrorItem{Href: t.file.Href(), Text: t.file.Err()})
	}
	wrong = append(wrong, forms.Errors(&t.asOf)...)
	return web.Render(w, r, status, web.Page{Title: "Take daily counts in", Section: section, Back: home, Errors: wrong, Body: takingPage(t)})
}
