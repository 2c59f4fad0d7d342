package messagesweb

import (
	"net/http"

	"kith/internal/kernel/ident"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/messages"
)

// texts lists the texts that came in and nobody has read.
func (p *pages) texts(w http.ResponseWriter, r *http.Request) error {
	all, err := p.messages.Unread(r.Context())
	if err != nil {
		return err
	}
	now := p.messages.Now(r.Context())
	var shown []text
	for _, t := range all {
		one := text{Inbound: t, at: govuk.Ago(t.ReceivedAt, now)}
		if t.Record != "" {
			person, err := p.people.WhoseRecord(r.Context(), string(t.Record))
			if err != nil {
				return err
			}
			one.href = address(person)
		}
		shown = append(shown, one)
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Texts to read", Section: section, Body: textsBody(shown)})
}

// text is one text to read.
type text struct {
	messages.Inbound
	href string // the person's page; "" where it is not known whose number it is
	at   govuk.Moment
}

func (p *pages) markRead(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[messages.Inbound](r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := p.messages.MarkRead(r.Context(), id); err != nil {
		return err
	}
	web.Flash(w, r, "The text is marked as read")
	return web.Redirect(w, r, textsPath)
}
