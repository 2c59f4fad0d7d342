package intakeweb

import (
	"context"
	"fmt"
	"net/http"

	"kith/internal/blueprint"
	"kith/internal/plat/web"
	"kith/internal/registers/directory"
	"kith/internal/registers/places"
)

// donePage is what somebody takes away.
type donePage struct {
	reference string
	code      string
	promise   string // who gets in touch, and by when
	outside   *places.Authority
	signposts []directory.Signpost
	private   bool // what was asked for is not for others to read: the signposts are not printed
	borough   blueprint.Borough
	ring      helpline
	equality  *offer
}

func (p entry) done(w http.ResponseWriter, r *http.Request, receipt kept) error {
	b, err := p.blueprints.Current(r.Context())
	if err != nil {
		return err
	}
	offers, err := p.offers(r, b)
	if err != nil {
		return err
	}
	exit := ""
	if receipt.Sensitive {
		exit = exitTo
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: say(r.Context()).Done, Exit: exit, Body: doneBody(donePage{
		reference: string(receipt.Reference), code: receipt.Code, promise: p.promise(r.Context(), b, receipt),
		outside: receipt.Outside, signposts: signposts(b, receipt.SteerTo), private: receipt.Sensitive,
		borough: b.Borough(), ring: ringing(b.Borough()), equality: offers,
	})})
}

// promise says who gets in touch and by when. Without a hub somebody first finds it.
func (p *Public) promise(ctx context.Context, b *blueprint.Blueprint, receipt kept) string {
	words, by := say(ctx), by(ctx, receipt.ContactBy, p.clock.Now())
	if hood, ok := blueprint.Part[*places.Areas](b).Find(receipt.Neighbourhood); ok {
		return fmt.Sprintf(words.HubRings, hood.Name, by)
	}
	return fmt.Sprintf(words.SomebodyRings, by)
}

// signposts finds those a blueprint in force still has.
func signposts(b *blueprint.Blueprint, ids []string) []directory.Signpost {
	all := blueprint.Part[*directory.Signposts](b)
	var found []directory.Signpost
	for _, id := range ids {
		if one, ok := all.Find(id); ok {
			found = append(found, one)
		}
	}
	return found
}
