package matchingweb

import (
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/volunteers"
	"kith/internal/services/matching"
)

// volunteersPath is where the register's pages are.
const volunteersPath = "/volunteers"

func contactAddress(id volunteers.ID) string { return volunteersPath + "/" + string(id) + "/contact" }

// contactView is what a hub and one volunteer tell each other, with the ways in to their own
// pages.
type contactView struct {
	matching.Contact
	around Around
	key    string // of the form that sends a link
	words  forms.Text
	link   string // just made; shown once
	wrong  string
}

func (p *pages) contactView(r *http.Request) (*contactView, error) {
	id, err := ident.Parse[volunteers.Volunteer](r.PathValue("volunteer"))
	if err != nil {
		return nil, err
	}
	c, err := p.matching.ContactOf(r.Context(), id)
	v := &contactView{Contact: c, around: p.around, key: string(ident.New[contactView](p.around.Now()))}
	v.words = forms.Text{Name: "words", Label: "Write to " + c.Volunteer.GivenNames, Hint: "They see it on their own page.", Max: matching.LongestNote, Rows: 3, Required: true, Missing: "Write something to them"}
	return v, err
}

func (p *pages) contact(w http.ResponseWriter, r *http.Request) error {
	v, err := p.contactView(r)
	if err != nil {
		return err
	}
	return v.show(w, r, http.StatusOK)
}

func (v *contactView) show(w http.ResponseWriter, r *http.Request, status int) error {
	page := web.Page{Title: "In touch with " + v.Volunteer.Name(), Section: "Volunteers", Back: volunteersPath + "/" + string(v.Volunteer.ID), Errors: forms.Errors(&v.words), Body: contactPage(v)}
	if v.wrong != "" {
		page.Errors = append(page.Errors, forms.ErrorItem{Text: v.wrong, Href: "#link"})
	}
	return web.Render(w, r, status, page)
}

// makeLink shows a new link once, on the answer to the form alone: it is in no address.
func (p *pages) makeLink(w http.ResponseWriter, r *http.Request) error {
	v, err := p.contactView(r)
	if err != nil {
		return err
	}
	if v.link, err = p.matching.MakeLink(r.Context(), v.Volunteer.ID); err != nil {
		return v.refused(w, r, err)
	}
	return v.show(w, r, http.StatusOK)
}

func (v *contactView) refused(w http.ResponseWriter, r *http.Request, err error) error {
	if kind := fault.KindOf(err); kind != fault.Conflict && kind != fault.Unavailable {
		return err
	}
	v.wrong = fault.MessageOf(err)
	return v.show(w, r, http.StatusConflict)
}

func (p *pages) sendLink(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v, err := p.contactView(r)
	if err != nil {
		return err
	}
	if err := p.matching.SendLink(r.Context(), v.Volunteer.ID, values.Get("key")); err != nil {
		return v.refused(w, r, err)
	}
	web.Flash(w, r, "A link is on its way to "+v.Volunteer.GivenNames)
	return web.Redirect(w, r, contactAddress(v.Volunteer.ID))
}

func (p *pages) thank(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v, err := p.contactView(r)
	if err != nil {
		return err
	}
	if !forms.Parse(values, &v.words) {
		return v.show(w, r, http.StatusUnprocessableEntity)
	}
	if err := p.matching.Thank(r.Context(), v.Volunteer.ID, v.words.Value()); err != nil {
		return err
	}
	web.Flash(w, r, v.Volunteer.GivenNames+" sees it on their page")
	return web.Redirect(w, r, contactAddress(v.Volunteer.ID))
}

// thankFormally sends the letter of thanks, at most one a day.
func (p *pages) thankFormally(w http.ResponseWriter, r *http.Request) error {
	v, err := p.contactView(r)
	if err != nil {
		return err
	}
	if err := p.matching.ThankForAll(r.Context(), v.Volunteer.ID); err != nil {
		return v.refused(w, r, err)
	}
	web.Flash(w, r, "A letter of thanks is on its way")
	return web.Redirect(w, r, contactAddress(v.Volunteer.ID))
}
