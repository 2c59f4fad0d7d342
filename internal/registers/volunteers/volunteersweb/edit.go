package volunteersweb

import (
	"cmp"
	"fmt"
	"net/http"
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/volunteers"
)

// edit is the page on which what is known of a volunteer is changed.
type edit struct {
	facts
	volunteer volunteers.Volunteer
	form      *form
	version   forms.Hidden
	changed   []govuk.Row // what somebody else wrote meanwhile
	errors    []forms.ErrorItem
}

func (p *pages) edit(r *http.Request) (e *edit, err error) {
	id, err := idOf(r)
	if err != nil {
		return nil, err
	}
	e = &edit{version: versionField()}
	if e.volunteer, err = p.volunteers.Get(r.Context(), id); err != nil {
		return nil, err
	}
	if e.facts, err = p.facts(r.Context()); err != nil {
		return nil, err
	}
	e.form = e.facts.form(r.Context(), false)
	if e.form.withheld, err = p.volunteers.Withheld(r.Context(), e.volunteer); err != nil {
		return nil, err
	}
	e.version.Set(strconv.FormatInt(e.volunteer.Version, 10))
	e.form.set(e.volunteer)
	return e, nil
}

func versionField() forms.Hidden { return forms.Hidden{Name: "version"} }

// versionOf reads a version; what is no number is the version of nothing.
func versionOf(f forms.Hidden) int64 {
	n, err := strconv.ParseInt(f.Value(), 10, 64)
	if err != nil {
		return -1
	}
	return n
}

func (e *edit) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: "Change " + e.volunteer.Name(), Back: address(e.volunteer.ID), Section: section,
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
	ok := forms.Parse(values, append(e.form.fields(), &e.version)...)
	if known := e.form.aged(); !e.form.reachable() || !known || !ok {
		return e.show(w, r, http.StatusUnprocessableEntity)
	}
	typed := e.volunteer
	e.form.into(&typed)
	typed.Version = versionOf(e.version)
	err = p.volunteers.Change(r.Context(), typed)
	switch {
	case err == nil:
		web.Flash(w, r, "Saved what is known of "+typed.Name())
		return web.Redirect(w, r, address(typed.ID))
	case fault.KindOf(err) == fault.Stale:
		e.version, e.changed = now, e.differences(typed)
		e.errors = []forms.ErrorItem{{Href: "#edit", Text: p.saidBy(r, e.volunteer)}}
	case fault.CodeOf(err) == "volunteers.too-young":
		e.form.BornOn.Fail(fault.MessageOf(err))
	default:
		return err
	}
	return e.show(w, r, web.Status(err))
}

// saidBy is what is said of a stale save, with the name of whoever was quicker.
func (p *pages) saidBy(r *http.Request, v volunteers.Volunteer) string {
	who := "Somebody else"
	if v.ChangedBy != "" {
		who = p.around.AccountName(r.Context(), v.ChangedBy)
	}
	return who + " changed this volunteer while you were writing. Your words are still here: look at both, and save again."
}

// differences sets what is kept beside what was typed where they do not agree.
func (e *edit) differences(typed volunteers.Volunteer) (rows []govuk.Row) {
	v := e.volunteer
	for _, one := range [][3]string{
		{"Name", v.Name(), typed.Name()},
		{"Date of birth", v.BornOn.Long(), typed.BornOn.Long()},
		{"Phone number", v.Phone.National(), typed.Phone.National()},
		{"Email address", v.Email, typed.Email},
		{"Address", v.Home.Line1 + " " + v.Home.Postcode, typed.Home.Line1 + " " + typed.Home.Postcode},
		{"Offers", e.offers(v.Activities), e.offers(typed.Activities)},
		{"Gets about by", v.Gives.Vehicle.Label(), typed.Gives.Vehicle.Label()},
		{"When they can", weekInWords(v.Gives.Free), weekInWords(typed.Gives.Free)},
		{"Tasks a week", fmt.Sprint(v.Gives.PerWeek), fmt.Sprint(typed.Gives.PerWeek)},
		{"Rather not", v.Gives.RatherNot, typed.Gives.RatherNot},
		{"Shields", yes(v.Own.Shields), yes(typed.Own.Shields)},
		{"Health", v.Own.Health, typed.Own.Health},
		{"Whom to ring", v.Own.EmergencyName, typed.Own.EmergencyName},
		{"Helps through", e.organisation(v.Organisation), e.organisation(typed.Organisation)},
	} {
		if one[1] != one[2] && !(e.form.withheld && one[0] == "Address") {
			rows = append(rows, govuk.Cells(one[0], cmp.Or(one[1], "Nothing"), cmp.Or(one[2], "Nothing")))
		}
	}
	return rows
}
