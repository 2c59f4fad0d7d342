package deskweb

import (
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/web"
	"kith/internal/services/intake"
)

// approach begins a first contact with somebody who registered and agreed to it.
func (p *pages) approach(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[intake.Registration](r.PathValue("id"))
	if err != nil {
		return err
	}
	g, err := p.intake.ToApproach(r.Context(), id)
	if fault.CodeOf(err) == "intake.not-agreed" {
		web.Flash(w, r, fault.MessageOf(err))
		return web.Redirect(w, r, "/people/"+string(g.Record))
	}
	if err != nil {
		return err
	}
	joined, err := p.around.Approach(r.Context(), g)
	if err != nil {
		return err
	}
	said := "A first contact is begun: the call is in the queue."
	if joined {
		said = "A first contact was begun already."
	}
	web.Flash(w, r, said)
	return web.Redirect(w, r, "/people/"+string(g.Record))
}
