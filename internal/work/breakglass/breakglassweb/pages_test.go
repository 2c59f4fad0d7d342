package breakglassweb_test

import (
	"context"
	"net/url"
	"testing"
	"time"

	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk/pagecheck"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/registers/secondperson"
	"kith/internal/work/answers"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/breakglass"
	"kith/internal/work/breakglass/breakglassweb"
	"kith/internal/work/needs"
)

// hub answers what the pages ask of the rest of the program.
type hub struct{ *boardtest.Hub }

func (h hub) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return []places.Neighbourhood{{ID: "hapi", Name: "Hindley and Ince"}}, nil
}

func (h hub) Referred(ctx context.Context, reference ident.Reference) (needs.RequestID, error) {
	r, _, err := needs.ByReference(h.DB.Read(ctx), reference)
	return r.ID, err
}

func (h hub) RecordOf(ctx context.Context, id needs.RequestID) (people.RecordID, error) {
	r, err := needs.RequestIn(h.DB.Read(ctx), id)
	return r.Record, err
}
func (h hub) Questions(context.Context, string) (*answers.Questions, error) { return nil, nil }
func (h hub) CategoryName(_ context.Context, id string) string              { return id }
func (h hub) Saw(context.Context, journal.Entry) error                      { return nil }

func TestFromTheReferenceToTheReview(t *testing.T) {
	h := hub{boardtest.New(t, secondperson.Static().Migrations, breakglass.Static().Migrations)}
	known, seconds := people.New(h.DB, h), secondperson.New(h.DB)
	if err := known.Sealing(make([]byte, 32)); err != nil {
		t.Fatal(err)
	}
	task := h.Add(boardtest.Work{Given: "Zorbelia", Family: "Quorvex", Hub: "hapi", Address: places.Address{Line1: "11 Vantzel Street", Postcode: "WN2 3EB"}})
	point := h.As(access.Principal{Account: "point", Name: "Alex Point", Grants: []access.Grant{{Role: access.Coordinator}}})
	if err := known.Mark(point, people.PersonID(task.Record), nil, []people.Label{people.Restricted, people.AddressWithheld}); err != nil {
		t.Fatal(err)
	}
	request, err := needs.RequestIn(h.DB.Read(point), task.Request)
	if err != nil {
		t.Fatal(err)
	}
	site := webtest.New(t, h.Borough(), h.Clock, nil)
	site.Mount(breakglassweb.Pages(breakglass.New(h.DB, known, seconds), hubClock{h}))
	agent := site.As(access.Principal{Account: "agent", Name: "Jo Agent", Grants: []access.Grant{{Role: access.Agent}}})
	manager := site.As(access.Principal{Account: "manager", Name: "Mo Manager", Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "hapi"}}})
	leigh := site.As(access.Principal{Account: "leigh", Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "leigh"}}})
	canary := []string{"Zorbelia", "Quorvex", "Vantzel", string(task.Record)}

	pagecheck.Check(t, agent.Get("/emergency").Is(200).Says("Your manager is told at once").Body)
	for typed, says := range map[string]string{"": "Enter the reference", "????": "References never contain", "7K3D-9M2": "No request has this reference"} {
		pagecheck.Check(t, agent.Post("/emergency", url.Values{"reference": {typed}}).Is(422).Says(says).Hides(canary...).Body)
	}
	form := agent.Post("/emergency", url.Values{"reference": {string(request.Reference)}}).Is(303).Header.Get("Location")
	pagecheck.Check(t, agent.Get(form).Is(200).Says("It lasts an hour").Hides(canary...).Body)
	leigh.Get(form).Is(403).Says("belongs to another hub").Hides(canary...)
	kept := agent.Post(form, url.Values{"reason": {"She rang and the line went dead."}}).Is(422).Says("Select what the danger is", "Confirm that you know", "the line went dead")
	pagecheck.Check(t, kept.Hides(canary...).Body)
	given := url.Values{"danger": {"life"}, "reason": {"short"}, "confirmed": {"yes"}}
	agent.Post(form, given).Is(422).Says("Say in a sentence")
	given.Set("reason", "She rang and the line went dead.")
	opened := agent.Post(form, given).Is(303).Header.Get("Location")

	pagecheck.Check(t, agent.Get(opened).Is(200).Says("Hindley and Ince", "What do you need?").Hides(canary...).Body)
	pagecheck.Check(t, agent.Post(opened+"/read/identity", nil).Is(200).Says("Zorbelia Quorvex", "What else do you need?").Body)
	for _, part := range []string{"health", "safeguarding", "case-notes"} {
		pagecheck.Check(t, agent.Post(opened+"/read/"+part, nil).Is(200).Hides("Vantzel").Body)
	}
	agent.Post(opened+"/read/money", nil).Is(404)
	pagecheck.Check(t, agent.Post(opened+"/read/address", nil).Is(200).Says("Nobody reads it alone").Hides("Vantzel").Body)
	agent.Post(opened+"/second", url.Values{"reason": {""}}).Is(422).Says("Enter why you need the address")
	agent.Post(opened+"/second", url.Values{"reason": {"An ambulance is waiting."}}).LeadsTo(opened)
	pagecheck.Check(t, agent.Post(opened+"/read/address", nil).Is(200).Says("You asked a second person").Hides("Vantzel").Body)
	manager.Get(opened).Is(404)

	review := manager.Get("/emergency/review").Is(200).Says("Jo Agent", "the line went dead", "who they are", "Name", "Safe contact").Hides(canary...)
	pagecheck.Check(t, review.Body)
	leigh.Get("/emergency/review").Is(200).Says("Nothing is to be reviewed").Hides("Jo Agent")
	agent.Get("/emergency/review").Is(403)
	id := opened[len("/emergency/open/"):]
	pagecheck.Check(t, manager.Post("/emergency/review/"+id, nil).Is(422).Says("Select what you make of it", "She rang and the line went dead.").Body)
	manager.Post("/emergency/review/"+id, url.Values{"verdict-" + id: {"not-right"}}).Is(422).Says("Enter what is to be learnt")
	manager.Post("/emergency/review/"+id, url.Values{"verdict-" + id: {"right"}}).LeadsTo("/emergency/review")
	manager.Get("/emergency/review").Says("Nothing is to be reviewed", "It was right to open them")

	agent.Post(opened+"/close", nil).LeadsTo("/emergency")
	agent.Get(opened).Is(200).Says("The hour is over").Hides(canary...)
	agent.Post(opened+"/read/identity", nil).Is(409).Hides(canary...)
}

// hubClock has the time by the tests' clock.
type hubClock struct{ hub }

func (h hubClock) Now() time.Time { return h.Clock.Now() }
