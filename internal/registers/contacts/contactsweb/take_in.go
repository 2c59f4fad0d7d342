package contactsweb

import (
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/imports"
	"kith/internal/plat/web"
	"kith/internal/registers/contacts"
)

// taking is the page on which a file is handed in.
type taking struct {
	agency forms.Select
	file   forms.File
	taken  *imports.Taken // what came of it; nil before
	name   string
}

// The buttons of the page.
const (
	doInput    = "do"
	doCheck    = "check"
	doRejected = "rejected"
	doTakeIn   = "take-in"
)

func (p *pages) taking(r *http.Request) (*taking, error) {
	rules, err := p.contacts.Rules(r.Context())
	if err != nil {
		return nil, err
	}
	t := &taking{
		agency: forms.Select{Name: "agency", Label: "Whose contacts are they?", Hint: "Where a row names its agency itself, that one counts.", Options: []forms.Option{{Label: "Each row says"}}},
		file:   forms.File{Name: "file", Label: "The file", Hint: "A table as CSV or Excel (.xlsx), at most 10 MB.", Accept: ".csv,.txt,.xlsx"},
	}
	for _, a := range rules.Agencies {
		t.agency.Options = append(t.agency.Options, forms.Option{Value: a.ID, Label: a.Name})
	}
	return t, nil
}

func (p *pages) importPage(w http.ResponseWriter, r *http.Request) error {
	t, err := p.taking(r)
	if err != nil {
		return err
	}
	return p.showTaking(w, r, http.StatusOK, t)
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
	valid := forms.Parse(values, &t.agency)
	f, err := web.HandedIn(r, t.file.Name, "Choose the file to take in")
	if err != nil || !valid {
		if err != nil {
			t.file.Fail(fault.MessageOf(err))
		}
		return p.showTaking(w, r, http.StatusUnprocessableEntity, t)
	}
	taken, err := p.contacts.TakeIn(r.Context(), contacts.File{File: f, Agency: t.agency.Value()}, values.Get(doInput) != doTakeIn)
	if fault.KindOf(err) == fault.Invalid {
		t.file.Fail(fault.MessageOf(err))
		return p.showTaking(w, r, http.StatusUnprocessableEntity, t)
	}
	if err != nil {
		return err
	}
	if values.Get(doInput) == doRejected {
		return web.SendRejects(w, "rejected-contacts", f.Name, taken)
	}
	t.taken, t.name = &taken, f.Name
	return p.showTaking(w, r, http.StatusOK, t)
}

func (p *pages) showTaking(w http.ResponseWriter, r *http.Request, status int, t *taking) error {
	wrong := forms.Errors(&t.agency)
	if t.file.Err() != "" {
		wrong = append(wrong, forms.ErrorItem{Href: t.file.Href(), Text: t.file.Err()})
	}
	return web.Render(w, r, status, web.Page{
		Title: "Take in contacts", Section: "Contact log", Back: logPath, Errors: wrong, Body: takingPage(t),
	})
}
