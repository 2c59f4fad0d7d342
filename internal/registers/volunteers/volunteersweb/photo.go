package volunteersweb

import (
	"encoding/base64"
	"errors"
	"io"
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/document"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/volunteers"
)

// photoBody is the largest body a photo comes in: the file, and the form around it.
const photoBody = document.PhotoLimit + 64<<10

// photoRoutes are the page of the photo on a volunteer's card.
func (p *pages) photoRoutes(keepers access.Rule) []web.Route {
	const photo = "/volunteers/{id}/photo"
	return []web.Route{
		web.Get(photo, keepers, p.photoPage),
		web.Post(photo, keepers, p.setPhoto).MaxBody(photoBody),
		web.Post(photo+"/remove", keepers, p.removePhoto),
	}
}

// photoForm asks for a photo, and whether its owner has agreed to who sees it.
type photoForm struct {
	of     volunteers.Volunteer
	now    string // the photo there is, as an address; "" is none
	file   forms.File
	agreed forms.Checkboxes
}

func (p *pages) photoForm(r *http.Request) (*photoForm, error) {
	id, err := ident.Parse[volunteers.Volunteer](r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	v, err := p.volunteers.Get(r.Context(), id)
	if err != nil {
		return nil, err
	}
	photo, err := p.volunteers.Photo(r.Context(), id)
	f := &photoForm{
		of: v, file: forms.File{Name: "photo", Label: "The photo", Hint: "Their face, as a JPEG or PNG file of at most 8 MB. The middle of it is kept, small.", Accept: ".jpg,.jpeg,.png"},
		agreed: forms.Checkboxes{
			Name: "agreed", Label: "Who sees it", Required: true, Missing: "Tick that they have agreed to it",
			Options: []forms.Option{{Value: "yes", Label: "They have agreed that whoever checks their number sees this photo"}},
		},
	}
	if len(photo) > 0 {
		f.now = "data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(photo)
	}
	return f, err
}

func (p *pages) photoPage(w http.ResponseWriter, r *http.Request) error {
	f, err := p.photoForm(r)
	if err != nil {
		return err
	}
	return p.showPhoto(w, r, f, http.StatusOK)
}

func (p *pages) showPhoto(w http.ResponseWriter, r *http.Request, f *photoForm, status int) error {
	wrong := forms.Errors(&f.agreed)
	if f.file.Err() != "" {
		wrong = append([]forms.ErrorItem{{Href: f.file.Href(), Text: f.file.Err()}}, wrong...)
	}
	return web.Render(w, r, status, web.Page{
		Title: "Photo for the card", Section: section, Back: "/volunteers/" + string(f.of.ID), Errors: wrong, Body: photoBodyOf(f),
	})
}

func (p *pages) setPhoto(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f, err := p.photoForm(r)
	if err != nil {
		return err
	}
	f.agreed.Parse(values)
	file, err := photoIn(r, f.file.Name)
	if err == nil && f.agreed.Err() == "" {
		err = p.volunteers.SetPhoto(r.Context(), f.of.ID, file)
	}
	switch {
	case fault.KindOf(err) == fault.Invalid && err != nil:
		f.file.Fail(fault.MessageOf(err))
		return p.showPhoto(w, r, f, http.StatusUnprocessableEntity)
	case err != nil:
		return err
	case f.agreed.Err() != "":
		return p.showPhoto(w, r, f, http.StatusUnprocessableEntity)
	}
	web.Flash(w, r, "The photo is on their card. Print the card anew.")
	return web.Redirect(w, r, "/volunteers/"+string(f.of.ID)+"/photo")
}

// photoIn reads the file that came with the form.
func photoIn(r *http.Request, name string) ([]byte, error) {
	in, _, err := r.FormFile(name)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return nil, fault.New(fault.Invalid, "volunteersweb.no-photo", "Choose the photo")
	}
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return io.ReadAll(io.LimitReader(in, document.PhotoLimit+1))
}

func (p *pages) removePhoto(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[volunteers.Volunteer](r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := p.volunteers.RemovePhoto(r.Context(), id); err != nil {
		return err
	}
	web.Flash(w, r, "The photo is gone. Whoever checks their number does not see it any more.")
	return web.Redirect(w, r, "/volunteers/"+string(id)+"/photo")
}
