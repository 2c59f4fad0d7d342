package assetsweb

import (
	"cmp"
	"context"
	"net/http"
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/assets"
)

// form is what is said of an asset.
type form struct {
	version                       forms.Hidden
	name, owner, agreement, basis forms.String
	purpose                       forms.Text
	ends                          forms.Date
	keep, refresh                 forms.Int
	list                          forms.Select
	health                        forms.Checkboxes

	changed []govuk.Row // what somebody else wrote meanwhile
	errors  []forms.ErrorItem
}

func (p *pages) form(ctx context.Context) (*form, error) {
	f := &form{
		version:   forms.Hidden{Name: "version", Raw: "0"},
		name:      forms.String{Name: "name", Label: "Name", Hint: "As people know it, such as Shielded patients.", Required: true, Max: assets.LongestName},
		owner:     forms.String{Name: "owner", Label: "Who owns the data", Required: true, Max: assets.LongestSaid},
		agreement: forms.String{Name: "agreement", Label: "Sharing agreement", Hint: "Its reference, so that it is found again.", Required: true, Max: assets.LongestSaid},
		purpose:   forms.Text{Name: "purpose", Label: "What it is for", Required: true, Max: assets.LongestSaid},
		basis:     forms.String{Name: "basis", Label: "Legal basis", Required: true, Max: assets.LongestSaid},
		ends:      forms.Date{Name: "ends", Label: "Last day of the legal basis", Noun: "last day of the legal basis", Hint: "Leave it empty when no end is set. On the day after nothing of it can be read."},
		keep:      forms.Int{Name: "keep", Label: "Days it is kept after somebody is on it no more", Noun: "days it is kept", Required: true, Min: 1, Max: assets.MostDays, Suffix: "days"},
		refresh:   forms.Int{Name: "refresh", Label: "It comes anew every", Noun: "how often it comes", Hint: "Write 7 for every week, 0 when it comes once.", Max: 366, Suffix: "days"},
		list:      forms.Select{Name: "list", Label: "Rules for contact", Hint: "Whose decisions hold for ringing and texting the people on it.", Options: []forms.Option{{Label: "None"}}},
		health:    forms.Checkboxes{Name: "health", Label: "Health", Small: true, Options: []forms.Option{{Value: "yes", Label: "Being on it tells of somebody's health"}}},
	}
	lists, err := p.around.ListChoices(ctx)
	f.list.Options = append(f.list.Options, lists...)
	return f, err
}

func (f *form) fields() []forms.Parser {
	return []forms.Parser{&f.version, &f.name, &f.owner, &f.agreement, &f.purpose, &f.basis, &f.ends, &f.keep, &f.refresh, &f.list, &f.health}
}

func (f *form) set(a assets.Asset) {
	f.version.Set(strconv.FormatInt(a.Version, 10))
	f.name.Set(a.Name)
	f.owner.Set(a.Owner)
	f.agreement.Set(a.Agreement)
	f.purpose.Set(a.Purpose)
	f.basis.Set(a.Basis)
	if !a.BasisEnds.IsZero() {
		f.ends.Set(a.BasisEnds)
	}
	f.keep.Set(a.KeepDays)
	f.refresh.Set(a.RefreshDays)
	f.list.Set(a.List)
	if a.Health {
		f.health.Set("yes")
	}
}

// said is what the form says.
func (f *form) said() assets.Asset {
	version, err := strconv.ParseInt(f.version.Value(), 10, 64)
	if err != nil {
		version = -1 // no number is the version of nothing
	}
	return assets.Asset{
		Name: f.name.Value(), Owner: f.owner.Value(), Agreement: f.agreement.Value(), Purpose: f.purpose.Value(), Basis: f.basis.Value(),
		BasisEnds: f.ends.Value(), KeepDays: f.keep.Value(), RefreshDays: f.refresh.Value(), List: f.list.Value(),
		Health: len(f.health.Value()) > 0, Version: version,
	}
}

func (f *form) wrong() []forms.ErrorItem { return append(f.errors, forms.Errors(f.fields()...)...) }

func (p *pages) newPage(w http.ResponseWriter, r *http.Request) error {
	f, err := p.form(r.Context())
	if err != nil {
		return err
	}
	return showNew(w, r, http.StatusOK, f)
}

func showNew(w http.ResponseWriter, r *http.Request, status int, f *form) error {
	return web.Render(w, r, status, web.Page{
		Title: "Declare a data asset", Back: path, Section: section, Errors: f.wrong(),
		Body: formPage("Declare a data asset", path+"/new", "Declare it", f),
	})
}

func (p *pages) declare(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f, err := p.form(r.Context())
	if err != nil {
		return err
	}
	if !forms.Parse(values, f.fields()...) {
		return showNew(w, r, http.StatusUnprocessableEntity, f)
	}
	a, err := p.assets.Declare(r.Context(), f.said())
	switch kind := fault.KindOf(err); {
	case err == nil:
		web.Flash(w, r, a.Name+" is declared")
		return web.Redirect(w, r, address(a.ID))
	case kind == fault.Conflict || kind == fault.Invalid:
		f.name.Fail(fault.MessageOf(err))
		return showNew(w, r, web.Status(err), f)
	}
	return err
}

func showEdit(w http.ResponseWriter, r *http.Request, status int, a assets.Asset, f *form) error {
	title := "Change " + a.Name
	return web.Render(w, r, status, web.Page{
		Title: title, Back: address(a.ID), Section: section, Errors: f.wrong(),
		Body: formPage(title, address(a.ID)+"/edit", "Save what changed", f),
	})
}

// edit is the form of an asset as it stands.
func (p *pages) edit(r *http.Request) (a assets.Asset, f *form, err error) {
	if a, err = p.assets.Get(r.Context(), assets.ID(r.PathValue("id"))); err != nil {
		return a, nil, err
	}
	if f, err = p.form(r.Context()); err != nil {
		return a, nil, err
	}
	f.set(a)
	return a, f, nil
}

func (p *pages) editPage(w http.ResponseWriter, r *http.Request) error {
	a, f, err := p.edit(r)
	if err != nil {
		return err
	}
	return showEdit(w, r, http.StatusOK, a, f)
}

// save takes what was changed. Where somebody else was quicker the page shows what they wrote
// beside what was typed, which stays in the form.
func (p *pages) save(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	a, f, err := p.edit(r)
	if err != nil {
		return err
	}
	now := f.version
	if !forms.Parse(values, f.fields()...) {
		return showEdit(w, r, http.StatusUnprocessableEntity, a, f)
	}
	said := f.said()
	said.ID = a.ID
	err = p.assets.Change(r.Context(), said)
	switch fault.KindOf(err) {
	case fault.Stale:
		f.version, f.changed = now, differences(a, said)
		f.errors = []forms.ErrorItem{{Href: "#asset", Text: fault.MessageOf(err)}}
		return showEdit(w, r, web.Status(err), a, f)
	case fault.Invalid:
		if err != nil {
			f.errors = []forms.ErrorItem{{Href: f.name.Href(), Text: fault.MessageOf(err)}}
			return showEdit(w, r, web.Status(err), a, f)
		}
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "Saved what changed of "+said.Name)
	return web.Redirect(w, r, address(a.ID))
}

// differences sets what is kept beside what was typed where they do not agree.
func differences(kept, typed assets.Asset) (rows []govuk.Row) {
	for _, one := range [][3]string{
		{"Name", kept.Name, typed.Name},
		{"Who owns the data", kept.Owner, typed.Owner},
		{"Sharing agreement", kept.Agreement, typed.Agreement},
		{"What it is for", kept.Purpose, typed.Purpose},
		{"Legal basis", kept.Basis, typed.Basis},
		{"Last day of the legal basis", kept.BasisEnds.Long(), typed.BasisEnds.Long()},
		{"Days it is kept", strconv.Itoa(kept.KeepDays), strconv.Itoa(typed.KeepDays)},
		{"It comes anew", comes(kept), comes(typed)},
		{"Rules for contact", kept.List, typed.List},
	} {
		if one[1] != one[2] {
			rows = append(rows, govuk.Cells(one[0], cmp.Or(one[1], "Nothing"), cmp.Or(one[2], "Nothing")))
		}
	}
	return rows
}
