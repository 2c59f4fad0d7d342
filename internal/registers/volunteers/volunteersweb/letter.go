package volunteersweb

import (
	"net/http"

	"kith/internal/kernel/ident"
	"kith/internal/plat/web"
	"kith/internal/registers/volunteers"
)

// letter answers with the letter a volunteer carries. Its file's name names nobody.
func (p *pages) letter(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[volunteers.Volunteer](r.PathValue("id"))
	if err != nil {
		return err
	}
	v, err := p.volunteers.Letter(r.Context(), id)
	if err != nil {
		return err
	}
	pdf, err := p.around.VolunteerLetter(r.Context(), v)
	if err != nil {
		return err
	}
	web.Attachment(w, "volunteer-letter.pdf", "application/pdf")
	_, err = w.Write(pdf)
	return err
}
