package roundsweb

import (
	"net/http"

	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/live"
	"kith/internal/plat/web"
	"kith/internal/services/rounds"
)

// Channel tells open plans what drivers say and what is planned.
var Channel = live.Channel{
	Name: "rounds", Topics: []string{"rounds.stop", "rounds.left", "rounds.back", "rounds.closed", "rounds.planned", "rounds.published", "rounds.failed"},
	Who: live.For(rounds.Viewers()...),
}

// searching is how far a search is, for a page that is open while it runs. Once it is over the
// page says so; where there is nothing to look at yet, the page is opened anew.
func (p *pages) searching(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[rounds.Plan](r.PathValue("plan"))
	if err != nil {
		return err
	}
	one, err := p.rounds.Plan(r.Context(), id)
	if err != nil {
		return err
	}
	if one.State == rounds.Solving {
		return web.Fragment(w, r, http.StatusOK, soFar(one))
	}
	if one.Current <= 1 {
		w.Header().Set("HX-Refresh", "true")
	}
	return web.Fragment(w, r, http.StatusOK, found(one))
}

// listens gives the address at which a plan's news come. Whoever plans it knows what they did.
func (p *pages) listens(r *http.Request, b *board) (err error) {
	if p.live == nil || b.Published == 0 || b.State == rounds.Closed || b.State == rounds.Solving {
		return nil
	}
	if !access.From(r.Context()).HasFor(b.Neighbourhood, rounds.Viewers()...) {
		return nil
	}
	b.live, err = p.live.Address(r.Context(), live.In(Channel.Name, b.Neighbourhood))
	return err
}
