package staffweb

import (
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/imports"
	"kith/internal/plat/web"
)

// mostBytes is how large a list may be.
const mostBytes = 10 << 20

// taking is the page on which a list is handed in.
type taking struct {
	known
	file  forms.File
	taken *imports.Taken // what came of it; nil before
	name  string
}

// The buttons of the page.
const (
	doInput    = "do"
	doCheck    = "check"
	doRejected = "rejected"
	doTakeIn   = "take-in"
)

func (p *pages) taking(r *http.Request) (*taking, error) {
	k, err := p.known(r.Context())
	return &taking{
		known: k,
		file:  forms.File{Name: "file", Label: "The list", Hint: "A table as CSV or Excel (.xlsx), at most 10 MB.", Accept: ".csv,.txt,.xlsx"},
	}, err
}

func (p *pages) importPage(w http.ResponseWriter, r *http.Request) error {
	t, err := p.taking(r)
	if err != nil {
		return err
	}
	return t.show(w, r, http.StatusOK)
}

func (p *pages) takeIn(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	t, err := p.taking(r)
	if err != nil {
		return err
	}
	f, err := web.HandedIn(r, t.file.Name, "Choose the list to take in")
	if err != nil {
		t.file.Fail(fault.MessageOf(err))
		return t.show(w, r, http.StatusUnprocessableEntity)
	}
	taken, err := p.staff.TakeIn(r.Context(), f, values.Get(doInput) != doTakeIn)
	if fault.KindOf(err) == fault.Invalid {
		t.file.Fail(fault.MessageOf(err))
		return t.show(w, r, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	if values.Get(doInput) == doRejected {
		return web.SendRejects(w, "rejected-staff", f.Name, taken)
	}
	t.taken, t.name = &taken, f.Name
	return t.show(w, r, http.StatusOK)
}

func (t *taking) show(w http.ResponseWriter, r *http.Request, status int) error {
	var wrong []forms.ErrorItem
	if t.file.Err() != "" {
		wrong = append(wrong, forms.ErrorItem{Href: t.file.Href(), Text: t.file.Err()})
	}
	return web.Render(w, r, status, web.Page{Title: "Take a list of staff in", Section: section, Back: home, Errors: wrong, Body: takingPage(t)})
}
