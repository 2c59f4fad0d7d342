package peopleweb_test

import (
	"net/http"
	"net/url"
	"testing"

	"kith/internal/plat/access"
	"kith/internal/plat/govuk/pagecheck"
)

func TestMarkingAPerson(t *testing.T) {
	g := newRegister(t)
	r := g.add(amina())
	hub := g.As(access.Principal{Account: "hapi", Name: "Pat Hub", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}})
	borough := g.As(access.Principal{Account: "borough", Name: "Lou Borough", Grants: []access.Grant{{Role: access.Manager}}})
	at := page(r) + "/labels"
	pagecheck.Check(t, hub.Get(at).Is(http.StatusOK).Says("What is this person marked with?").Body)
	hub.Post(at, url.Values{"labels": {"safeguarding"}}).LeadsTo(page(r))
	hub.Get(page(r)).Says("safeguarding", "Marked with: safeguarding").Has(`href="` + at + `"`)
	hub.Post(at, url.Values{"labels": {"restricted"}}).Is(http.StatusConflict).Says("Somebody else has marked this person meanwhile with: safeguarding")
	hub.Post(at, url.Values{"was": {"safeguarding"}, "labels": {"restricted", "nonsense"}}).Is(http.StatusUnprocessableEntity)
	hub.Post(at, url.Values{"was": {"safeguarding"}, "labels": {"restricted", "safeguarding"}}).LeadsTo("/people")

	for _, b := range []seesNothing{{g, agent}, {g, inLeigh}} {
		b.hidden(t, page(r))
	}
	borough.Get(page(r)).Is(http.StatusOK).Says("Amina Khan", "restricted", "safeguarding")
	borough.Post(at, url.Values{"was": {"restricted,safeguarding"}}).LeadsTo(page(r))
	g.As(agent).Get(page(r)).Is(http.StatusOK).Hides(at)
	g.As(agent).Get(at).Is(http.StatusForbidden)
}

// seesNothing is somebody who must not learn that a person is known.
type seesNothing struct {
	*register
	who access.Principal
}

func (s seesNothing) hidden(t *testing.T, page string) {
	t.Helper()
	b := s.As(s.who)
	nobody := b.Get("/people/0190163d-8694-739b-aea5-966c26f8ad91").Is(http.StatusNotFound)
	same := b.Get(page).Is(http.StatusNotFound)
	if same.Words() != nobody.Words() {
		t.Errorf("a restricted person and nobody differ:\n%s\n%s", same.Words(), nobody.Words())
	}
	b.Post("/people/lookup", terms("amina")).Is(http.StatusOK).Hides("Khan")
	b.Post("/people/like", url.Values{"given-names": {"Amina"}, "family-name": {"Khan"}, "phone": {"07700 900123"}}).Is(http.StatusOK).Hides("Khan")
}

// Whoever marks somebody is told who else may be them, and goes on being told until it is
// decided.
func TestOtherRecordsOfSomebodyWhoIsMarked(t *testing.T) {
	g := newRegister(t)
	r, again := g.add(amina()), g.add(amina())
	borough := g.As(access.Principal{Account: "borough", Name: "Lou Borough", Grants: []access.Grant{{Role: access.Manager}}})
	watch := g.As(auditor)
	at := page(r) + "/labels"
	pagecheck.Check(t, borough.Get(at).Is(http.StatusOK).Says("Somebody may be the same person.", "Amina Khan").Body)
	borough.Get(page(r)).Hides("Not everybody who may be this person is marked like them")
	borough.Post(at, url.Values{"labels": {"restricted"}}).LeadsTo(page(r))
	shown := borough.Get(page(r)).Is(http.StatusOK).Says("Not everybody who may be this person is marked like them", "not restricted", "Decide whether they are one person")
	pagecheck.Check(t, shown.Body)
	watch.Get(page(r)).Says("Ask a coordinator or a manager to decide")
	g.As(agent).Get(page(again)).Is(http.StatusOK).Hides("may be the same", "Not everybody")
	borough.Post(page(r)+"/same", url.Values{"other": {string(again.ID)}}).LeadsTo(page(r))
	borough.Get(page(r)).Hides("Not everybody who may be this person")
	seesNothing{g, agent}.hidden(t, page(again))
}
