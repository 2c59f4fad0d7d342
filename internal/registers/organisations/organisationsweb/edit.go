package organisationsweb

import (
	"cmp"
	"fmt"
	"net/http"
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/organisations"
)

// edit is the page on which what is known of an organisation is changed.
type edit struct {
	organisation organisations.Organisation
	form         *newForm
	version      forms.Hidden
	changed      []govuk.Row // what somebody else wrote meanwhile
	errors       []forms.ErrorItem
}

func (p *pages) edit(r *http.Request) (*edit, error) {
	id, err := ident.Parse[organisations.Organisation](r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	e := &edit{version: forms.Hidden{Name: "version"}}
	if e.organisation, err = p.organisations.Get(r.Context(), id); err != nil {
		return nil, err
	}
	if err := access.Check(r.Context(), e.organisation.Neighbourhood, keepers...); err != nil {
		return nil, err
	}
	if e.form, err = p.newForm(r.Context()); err != nil {
		return nil, err
	}
	e.version.Set(strconv.FormatInt(e.organisation.Version, 10))
	e.form.set(e.organisation)
	return e, nil
}

func (f *newForm) set(o organisations.Organisation) {
	f.Name.Set(o.Name)
	f.Kind.Set(string(o.Kind))
	f.Neighbourhood.Set(cmp.Or(o.Neighbourhood, wholeBorough))
	f.Serves.Set(o.Serves...)
	f.Phone.Raw = o.Phone
	f.Email.Set(o.Email)
	f.Postcode.Set(o.Postcode)
	if o.Headcount > 0 {
		f.Headcount.Set(int(o.Headcount))
	}
	f.LeadName.Set(o.LeadName)
	f.LeadPhone.Set(o.LeadPhone)
	f.Opening.Set(o.Opening)
}

func (e *edit) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: "Change " + e.organisation.Name, Back: "/organisations/" + string(e.organisation.ID), Section: section,
		Errors: append(e.errors, forms.Errors(e.form.fields()...)...), Body: editPage(e),
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
	if !forms.Parse(values, append(e.form.fields(), &e.version)...) {
		return e.show(w, r, http.StatusUnprocessableEntity)
	}
	version, err := strconv.ParseInt(e.version.Value(), 10, 64)
	if err != nil {
		version = -1 // no number is the version of nothing
	}
	err = p.organisations.Save(r.Context(), e.organisation.ID, version, e.form.said())
	switch {
	case err == nil:
		web.Flash(w, r, "Saved what is known of "+e.form.Name.Value())
		return web.Redirect(w, r, "/organisations/"+string(e.organisation.ID))
	case fault.KindOf(err) == fault.Stale:
		e.version, e.changed = now, e.differences()
		e.errors = []forms.ErrorItem{{Href: "#edit", Text: fault.MessageOf(err)}}
	case fault.KindOf(err) == fault.Conflict:
		e.form.Name.Fail(fault.MessageOf(err))
	default:
		return err
	}
	return e.show(w, r, web.Status(err))
}

// differences sets what is kept beside what was typed where they do not agree.
func (e *edit) differences() (rows []govuk.Row) {
	o, typed := e.organisation, e.form.said()
	for _, one := range [][3]string{
		{"Name", o.Name, typed.Name},
		{"Kind", o.Kind.Label(), typed.Kind.Label()},
		{"Phone number", o.Phone, typed.Phone},
		{"Email address", o.Email, typed.Email},
		{"Postcode", string(o.Postcode), string(typed.Postcode)},
		{"How many people are there", fmt.Sprint(o.Headcount), fmt.Sprint(typed.Headcount)},
		{"Who leads it", o.LeadName, typed.LeadName},
		{"Their phone number", national(o.LeadPhone), national(typed.LeadPhone)},
		{"When somebody answers", o.Opening, typed.Opening},
	} {
		if one[1] != one[2] {
			rows = append(rows, govuk.Cells(one[0], cmp.Or(one[1], "Nothing"), cmp.Or(one[2], "Nothing")))
		}
	}
	return rows
}

func national(n phone.Number) string {
	if n == "" {
		return ""
	}
	return n.National()
}
