package volunteersweb

import (
	"context"
	"net/http"

	"kith/internal/kernel/ident"
	"kith/internal/plat/web"
	"kith/internal/registers/volunteers"
)

// letter answers with the letter a volunteer carries, and card with their card. The file's
// name names nobody.
func (p *pages) letter(w http.ResponseWriter, r *http.Request) error {
	return p.paper(w, r, "volunteer-letter.pdf", p.around.VolunteerLetter)
}

func (p *pages) card(w http.ResponseWriter, r *http.Request) error {
	return p.paper(w, r, "volunteer-card.pdf", p.around.VolunteerCard)
}

func (p *pages) paper(w http.ResponseWriter, r *http.Request, name string, print func(context.Context, volunteers.Paper) ([]byte, error)) error {
	id, err := ident.Parse[volunteers.Volunteer](r.PathValue("id"))
	if err != nil {
		return err
	}
	said, err := p.volunteers.Letter(r.Context(), id)
	if err != nil {
		return err
	}
	pdf, err := print(r.Context(), said)
	if err != nil {
		return err
	}
	web.Attachment(w, name, "application/pdf")
	_, err = w.Write(pdf)
	return err
}
