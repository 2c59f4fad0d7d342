package peopleweb_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/govuk/pagecheck"
)

// decide answers what waits for a second person, as somebody for the whole borough.
func (g *register) decide(agree bool, why string) {
	g.t.Helper()
	ctx := access.With(g.ctx, access.Principal{Account: "point", Name: "Alex Point", Grants: []access.Grant{{Role: access.Coordinator}}})
	all, err := g.seconds.Waiting(ctx)
	if err == nil && len(all) != 1 {
		g.t.Fatalf("%d wait", len(all))
	}
	if err == nil {
		err = g.seconds.Decide(ctx, all[0].ID, agree, why)
	}
	if err != nil {
		g.t.Fatal(err)
	}
}

func TestWithheldAddressPages(t *testing.T) {
	g := newRegister(t)
	if err := g.Sealing(make([]byte, 32)); err != nil {
		t.Fatal(err)
	}
	r := g.add(amina())
	hub := g.As(access.Principal{Account: "hapi", Name: "Pat Hub", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}})
	hub.Post(page(r)+"/labels", url.Values{"labels": {"address-withheld"}}).LeadsTo(page(r))
	at := page(r) + "/withheld-address"
	canary := []string{"14 Warrington", "WN2 3EB"}
	hub.Get(page(r)).Is(http.StatusOK).Says("address withheld", "Address withheld").Has(`href="` + at + `"`).Hides(canary...)
	for _, b := range []string{page(r), page(r) + "/edit"} {
		g.As(agent).Get(b).Is(http.StatusOK).Hides(canary...).Hides(at)
	}
	found := g.As(agent).Post("/people/search", terms("khan"))
	g.As(agent).Get(found.Location).Is(http.StatusOK).Says("Amina Khan", "Address withheld").Hides(canary...)
	g.As(agent).Post("/people/like", url.Values{"given-names": {"Amina"}, "family-name": {"Khan"}, "phone": {"07700 900123"}}).Says("Address withheld").Hides(canary...)

	pagecheck.Check(t, hub.Get(at).Is(http.StatusOK).Says("Why do you need the address?").Hides(canary...).Body)
	hub.Post(at, url.Values{"reason": {""}}).Is(http.StatusUnprocessableEntity).Hides(canary...)
	hub.Post(at+"/read", nil).Is(http.StatusForbidden).Hides(canary...)
	hub.Post(at, url.Values{"reason": {"Parcel today, agreed by phone"}}).LeadsTo(at)
	pagecheck.Check(t, hub.Get(at).Is(http.StatusOK).Says("A second person has to agree", "Parcel today, agreed by phone").Hides(canary...).Body)
	hub.Post(at+"/read", nil).Is(http.StatusForbidden).Hides(canary...)
	g.decide(false, "Let them collect it")
	hub.Get(at).Is(http.StatusOK).Says("Let them collect it", "Why do you need the address?").Hides(canary...)
	hub.Post(at, url.Values{"reason": {"They cannot walk"}}).LeadsTo(at)
	g.decide(true, "")
	pagecheck.Check(t, hub.Get(at).Is(http.StatusOK).Says("agreed", "Show the address").Hides(canary...).Body)
	hub.Post(at+"/read", nil).Is(http.StatusOK).Says("14 Warrington Road", "WN2 3EB", "Tell nobody")
	hub.Get(page(r)).Says("Withheld address read").Hides(canary...)
	g.As(agent).Post(at+"/read", nil).Is(http.StatusForbidden)
	g.clock.Advance(61 * time.Minute)
	hub.Post(at+"/read", nil).Is(http.StatusForbidden).Hides(canary...)
	g.As(agent).Post(at, url.Values{"reason": {"Parcel today"}}).Is(http.StatusForbidden)
}
