package staffweb

import (
	"net/http"
	"strconv"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/staff"
)

// edit is the page on which what is known of somebody is changed.
type edit struct {
	known
	worker  staff.Worker
	signsIn string // the email of the account that was named
	form    *detailsForm
	version forms.Hidden
	changed []govuk.Row // what somebody else wrote meanwhile
	errors  []forms.ErrorItem
}

func idOf(r *http.Request) (staff.ID, error) { return ident.Parse[staff.Worker](r.PathValue("id")) }

func versionField(w staff.Worker) forms.Hidden {
	f := forms.Hidden{Name: "version", Required: true}
	f.Set(strconv.FormatInt(w.Version, 10))
	return f
}

// choiceOf is somebody as the form that was sent saw them.
func choiceOf(id staff.ID, version forms.Hidden) staff.Choice {
	seen, err := strconv.ParseInt(version.Value(), 10, 64)
	if err != nil {
		seen = -1 // no number is the version of nothing
	}
	return staff.Choice{ID: id, Version: seen}
}

func (p *pages) edit(r *http.Request) (e *edit, err error) {
	id, err := idOf(r)
	if err != nil {
		return nil, err
	}
	e = &edit{}
	if e.worker, err = p.staff.Get(r.Context(), id); err != nil {
		return nil, err
	}
	if e.known, err = p.known(r.Context()); err != nil {
		return nil, err
	}
	a, found, err := p.around.AccountOf(r.Context(), e.worker.Account)
	if found {
		e.signsIn = a.Email
	}
	e.version = versionField(e.worker)
	e.form = newDetailsForm(r.Context(), e.known)
	e.form.set(e.worker, e.signsIn)
	return e, err
}

func (e *edit) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: "Change " + e.worker.Name, Back: address(e.worker.ID), Section: section,
		Errors: append(e.errors, forms.Errors(e.form.fields()...)...), Body: editBody(e),
	})
}

func (p *pages) editPage(w http.ResponseWriter, r *http.Request) error {
	e, err := p.edit(r)
	if err != nil {
		return err
	}
	return e.show(w, r, http.StatusOK)
}

// save takes what was changed. Where somebody else was quicker the page shows what they
// wrote beside what was typed, which stays in the form.
func (p *pages) save(w http.ResponseWriter, r *http.Request) error {
	e, err := p.edit(r)
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	now := e.version
	forms.Parse(values, &e.version)
	if ok, err := p.parse(r.Context(), values, e.form); err != nil {
		return err
	} else if !ok {
		return e.show(w, r, http.StatusUnprocessableEntity)
	}
	err = p.staff.Save(r.Context(), e.worker.ID, choiceOf("", e.version).Version, e.form.said(), e.form.signsIn)
	switch {
	case err == nil:
		web.Flash(w, r, "Saved what is known of them")
		return web.Redirect(w, r, address(e.worker.ID))
	case fault.KindOf(err) == fault.Stale:
		e.version, e.changed = now, e.differences()
		e.errors = []forms.ErrorItem{{Href: "#edit", Text: fault.MessageOf(err)}}
	case !e.form.fail(err):
		return err
	}
	return e.show(w, r, web.Status(err))
}

// differences lists what is saved now beside what was typed.
func (e *edit) differences() (rows []govuk.Row) {
	saved, typed := e.said(e.worker.Details), e.said(e.form.said())
	for i, one := range saved {
		if one[1] != typed[i][1] {
			rows = append(rows, govuk.Cells(one[0], one[1], typed[i][1]))
		}
	}
	return rows
}

// said is what details say, each with what it is called.
func (k known) said(d staff.Details) [][2]string {
	return [][2]string{
		{"Name", d.Name},
		{"Who employs them", d.Employer},
		{"Home service", d.Home},
		{"Work email", d.Email},
		{"Work phone", d.Phone.National()},
		{"Lent to", k.hub(d.Neighbourhood)},
		{"Skills", strings.Join(k.skills(d.Skills), ", ")},
		{"Free", d.Free.Words()},
		{"Instructions", strings.Join(k.Instructions(d.Gives), ". ")},
		{"Shifts a week, at most", count(d.Most, "")},
		{"Where they set out from", strings.TrimSpace(d.Base + " " + string(d.Postcode))},
		{"How far they go", count(d.Reach/1000, " km")},
		{"Lent from", d.From.Long()},
		{"Lent until", d.To.Long()},
	}
}

// count is a number, or nothing where there is none.
func count(n int64, unit string) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10) + unit
}
