package protocolsweb_test

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"testing"
	"time"

	"github.com/a-h/templ"

	"kith/internal/blueprint"
	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/protocols/protocolsweb"
	"kith/internal/work/steps"
	"kith/internal/work/steps/stepstest"
	"kith/internal/work/tasks"
)

var (
	hubber = access.Principal{Account: "hub", Name: "Sam Hapi", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	duty   = access.Principal{Account: "duty", Name: "Del Duty", Grants: []access.Grant{{Role: access.Manager}}}
	admin  = access.Principal{Account: "admin", Name: "Ash Admin", Grants: []access.Grant{{Role: access.Admin}}}
	member = access.Principal{Account: "member", Name: "Sam Member", Grants: []access.Grant{{Role: access.Member}}}
)

// borough is Wigan with the pages of its protocols.
type borough struct {
	*webtest.Site
	*protocols.Service
	t     *testing.T
	db    *db.DB
	ctx   context.Context
	clock *clock.Manual
	now   *blueprint.Blueprint
	draft *blueprint.Blueprint
	seen  int
	moved []string // references that were handed over, with the hub
}

func start(t *testing.T) *borough {
	at := clock.NewManual(time.Date(2020, 4, 20, 9, 0, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at}, journal.Migrations(), people.Static().Migrations, contacts.Static().Migrations,
		needs.Static().Migrations, tasks.Static().Migrations, protocols.Static().Migrations)
	b := &borough{t: t, db: d, ctx: access.With(dbtest.Context(t), duty), clock: at, now: stepstest.Blueprint(t, "wigan")}
	b.now.Version = "1"
	b.Service = protocols.New(d, b)
	who := people.New(d, b)
	b.Site = webtest.New(t, db.CallerOf(b.ctx).Borough, at, nil)
	b.Mount(protocolsweb.Pages(b.Service, who, b), personPage(who, protocolsweb.Panel(b.Service, who, b).Show))
	return b
}

func personPage(who *people.Service, panel func(context.Context, people.Person) (templ.Component, error)) web.Pages {
	show := func(w http.ResponseWriter, r *http.Request) error {
		p, err := who.Person(r.Context(), people.PersonID(r.PathValue("id")))
		if err != nil {
			return err
		}
		body, err := panel(r.Context(), p)
		if err != nil {
			return err
		}
		titled := templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
			if _, err := io.WriteString(w, "<h1>Person</h1><h2>Work in steps</h2>"); err != nil {
				return err
			}
			return body.Render(ctx, w)
		})
		return web.Render(w, r, http.StatusOK, web.Page{Title: "Person", Wide: true, Body: titled})
	}
	return web.Pages{Routes: []web.Route{web.Get("/people/{id}", access.Anyone(access.Coordinator, access.Manager), show)}}
}

func (b *borough) Current(context.Context) (*blueprint.Blueprint, error)    { return b.now, nil }
func (b *borough) At(context.Context, string) (*blueprint.Blueprint, error) { return b.now, nil }
func (b *borough) AccountName(_ context.Context, id string) string          { return id }
func (b *borough) Now() time.Time                                           { return b.clock.Now() }

func (b *borough) Saw(_ context.Context, e journal.Entry) error {
	b.seen += len(e.Objects)
	return nil
}

func (b *borough) Route(_ context.Context, given string) (places.Routing, error) {
	return places.Routing{Neighbourhood: "leigh", Rule: "test"}, nil
}

func (b *borough) ToHandOver(ctx context.Context, who people.Person, hub string) (open []needs.Request, err error) {
	all, err := needs.New(b.db).OfPerson(ctx, who.RecordIDs())
	for _, r := range all {
		if r.Neighbourhood != hub {
			open = append(open, r)
		}
	}
	return open, err
}

func (b *borough) HandOver(_ context.Context, id needs.RequestID, _ int64, hub, reason string) error {
	b.moved = append(b.moved, hub+": "+reason)
	return nil
}

func (b *borough) DraftBlueprint(context.Context) (*blueprint.Blueprint, bool) {
	return b.draft, b.draft != nil
}

func (b *borough) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return blueprint.Part[*places.Areas](b.now).Neighbourhoods, nil
}

func (b *borough) add(given string) (id people.RecordID) {
	b.t.Helper()
	if err := b.db.Write(b.ctx, func(tx *db.Tx) error {
		r, err := people.Add(tx, people.NewRecord{Described: people.Described{GivenNames: given, FamilyName: "Khan"}, Neighbourhood: "hapi", Source: "test"}, nil)
		id = r.ID
		return err
	}); err != nil {
		b.t.Fatal(err)
	}
	return id
}

func TestACheckIsBegunByHandAndListed(t *testing.T) {
	b := start(t)
	id := b.add("Amina")
	hub := b.As(hubber)
	hub.Get("/safe").Is(200).Says("Nobody", "Everybody is confirmed safe")
	hub.Get("/people/"+string(id)).Is(200).Says("Nothing is under way", "Begin a welfare check")
	page := "/people/" + string(id) + "/check"
	hub.Get(page).Is(200).Says("Begin a welfare check of Amina Khan", "ring 999 first")
	hub.Post(page, url.Values{"key": {"k"}, "why": {" "}}).Is(422).Says("Enter why you are worried about them")
	hub.Post(page, url.Values{"key": {"k"}, "why": {"Not seen since Sunday"}}).LeadsTo("/people/" + string(id))
	hub.Get("/safe").Is(200).Says("1 person", "Amina K", "HAPI", "Find out if they are safe and well")
	if b.seen == 0 {
		t.Error("nobody noted whose names were shown")
	}
	hub.Get("/safe?hub=leigh").Is(200).Hides("Amina")
	hub.Get("/people/"+string(id)).Says("Welfare check", "Find out if they are safe and well")
	hub.Get(page).Says("A check of them is open already")
	hub.Post(page, url.Values{"key": {"k2"}, "why": {"The dog barks"}}).LeadsTo("/people/" + string(id))
	hub.Get("/safe").Says("1 person")
	b.As(member).Get("/safe").Is(403)
	b.As(member).Get(page).Is(403)
}

func TestProtocolsAreShownToThoseWhoLookAfterThem(t *testing.T) {
	b := start(t)
	b.As(duty).Post("/people/"+string(b.add("Amina"))+"/check", url.Values{"key": {"k"}, "why": {"Not seen"}})
	a := b.As(admin)
	a.Get("/admin/protocols").Is(200).Says("Welfare check", "Comfort calls", "adopted from Bury", "own")
	one := a.Get("/admin/protocols/welfare-check").Is(200)
	one.Says("Whose rule The borough's own", "The steps, drawn", "The steps, in words", "Decide if the police are called", "Where the work under way stands").Has("<svg", `role="img"`)
	one.Hides("What the draft would change")
	for _, id := range blueprint.Part[steps.Files](b.now).IDs() {
		a.Get("/admin/protocols/" + id).Is(200)
	}
	a.Get("/admin/protocols/none").Is(404).Says("There is no such protocol")
	b.As(member).Get("/admin/protocols").Is(403)
	b.As(hubber).Get("/admin/protocols").Is(403)

	b.draft = stepstest.Own(t, "wigan")
	a.Get("/admin/protocols/welfare-check").Says("The draft changes nothing of this protocol")
	blueprint.Part[steps.Files](b.draft)["welfare-check"].Steps[0].Title = "Ring, and ring again"
	a.Get("/admin/protocols/welfare-check").Says("What the draft would change", "the title", "Ring, and ring again")
	delete(blueprint.Part[steps.Files](b.draft), "welfare-check")
	a.Get("/admin/protocols/welfare-check").Says("taken away")
}

func TestAListIsShownWhole(t *testing.T) {
	b := start(t)
	for i := range 60 {
		id := b.add("Person" + strconv.Itoa(i))
		if _, _, err := b.Check(b.ctx, protocols.CheckOn{Record: id, Why: "On the list of the shielding team", Key: string(id)}); err != nil {
			t.Fatal(err)
		}
	}
	b.As(duty).Get("/safe").Says("60 people")
}
