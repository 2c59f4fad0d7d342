// Package messagestest is a borough that writes to people, with a postbox, for the tests of
// messages and of pages that show them.
package messagestest

import (
	"context"
	"maps"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/plat/notify"
	"kith/internal/plat/postbox"
	"kith/internal/plat/words"
	"kith/internal/registers/contacts"
	"kith/internal/registers/messages"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
)

// Noon is a Tuesday in April, one in the afternoon in London.
var Noon = time.Date(2020, 4, 7, 12, 0, 0, 0, time.UTC)

// Sets are the tables that messages stand on.
var Sets = []db.Migrations{
	journal.Migrations(), imports.Migrations(), people.Static().Migrations, contacts.Static().Migrations, messages.Static().Migrations,
}

// People of the council: of the hub, of another, of the coordination point; and the public.
var (
	Hub    = access.Principal{Account: "hub", Name: "Pat Hub", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	Leigh  = access.Principal{Account: "leigh", Name: "Lee Leigh", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}}
	Point  = access.Principal{Account: "point", Name: "Alex Point", Grants: []access.Grant{{Role: access.Coordinator}}}
	Nobody = access.Principal{}
)

var files = map[string]string{
	"contacts.yaml": "gap_hours: 24\n",
	"letters/received-text.md": `---
title: We have your request
when: At once
sent_as: [text]
reveals: the-service
---
{{council}}: we have your request {{reference}}. Your code is {{code}}. Ring {{helpline}}.
`,
	"letters/received.md": `---
title: We have your request
when: At once
sent_as: [email, letter]
---
{{address}}

{{date}}

Dear {{first_name}}

Your reference is **{{reference}}**, your code {{code}}.

{{council}}
`,
	"letters/card.md": `---
title: Please ring us
when: Nobody opened
sent_as: [letter, text]
reveals: nothing
left_at_the_door: true
---
Dear {{first_name}}

We called and missed you. Please ring {{helpline}}.

{{council}}
`,
	"letters/appointment.md": `---
title: When we will come
when: When a day is agreed
sent_as: [text, email, letter]
---
Dear {{first_name}}

We will come on {{appointment}}.

{{council}}
`,
	"letters/ring.md": `---
title: Please ring us
when: At any time
sent_as: [text, letter]
reveals: nothing
---
{{council}}: please ring us on {{helpline}}.
`,
	"translations/ar.yaml": `texts:
  letters.received-text.title: وصل طلبك
  letters.received-text.body: "{{council}}: وصل طلبك {{reference}}. رمزك {{code}}. اتصل {{helpline}}."
  letters.received.title: وصل طلبك
  letters.received.body: "{{address}}\n\n{{date}}\n\n{{first_name}}\n\nرقمك {{reference}} ورمزك {{code}}.\n\n{{council}}"
  letters.ring.title: اتصل بنا
  letters.ring.body: "{{council}}: اتصل بنا على الرقم {{helpline}}."
`,
}

type always struct{ b *blueprint.Blueprint }

func (a always) Current(context.Context) (*blueprint.Blueprint, error) { return a.b, nil }

type unwatched struct{}

func (unwatched) Saw(context.Context, journal.Entry) error { return nil }

// Post is a borough that writes to people, with a postbox.
type Post struct {
	*messages.Service
	DB        *db.DB
	Clock     *clock.Manual
	Box       *postbox.Box
	Ctx       context.Context // of the borough, nobody signed in
	People    *people.Service
	Contacts  *contacts.Service
	Blueprint *blueprint.Blueprint
	t         *testing.T
}

// Each runs a test on both engines, each time in a borough of its own with an empty postbox.
func Each(t *testing.T, test func(t *testing.T, p *Post)) {
	t.Run("sqlite", func(t *testing.T) {
		at := clock.NewManual(Noon)
		test(t, newPost(t, dbtest.NewWith(t, db.Config{Clock: at}, Sets...), at))
	})
	t.Run("postgres", func(t *testing.T) {
		at := clock.NewManual(Noon)
		test(t, newPost(t, dbtest.PostgresWith(t, db.Config{Clock: at}, Sets...), at))
	})
}

// New is a borough on SQLite with an empty postbox.
func New(t *testing.T) *Post {
	at := clock.NewManual(Noon)
	return newPost(t, dbtest.NewWith(t, db.Config{Clock: at}, Sets...), at)
}

func newPost(t *testing.T, d *db.DB, at *clock.Manual) *Post {
	t.Helper()
	areas := blueprinttest.Shipped(t, "wigan", places.AreasSection())["areas.yaml"]
	all := maps.Clone(files)
	all["areas.yaml"] = string(areas.Data)
	return Over(t, d, at, blueprinttest.Load(t, all, messages.LettersSection(), contacts.RulesSection(), places.AreasSection()))
}

// Over is a borough over a database of more tables, by another blueprint.
func Over(t *testing.T, d *db.DB, at *clock.Manual, b *blueprint.Blueprint) *Post {
	t.Helper()
	known := people.New(d, unwatched{})
	p := &Post{
		t: t, DB: d, Clock: at, Box: postbox.New(at), Ctx: dbtest.Context(t), Blueprint: b, People: known, Contacts: contacts.New(d, always{b}, known),
	}
	if err := known.Sealing([]byte("a key of tests that is 32 bytes!")); err != nil {
		t.Fatal(err)
	}
	if err := p.Box.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	p.Service = messages.New(d, always{b}, p.Contacts, p.carriers(), nil)
	p.Compose("test.received", func(context.Context, messages.Message, *words.Language) (messages.Filling, error) {
		return messages.Filling{Fields: map[string]string{"reference": "7K3D-9M2"}, Secret: map[string]string{"code": "123456"}}, nil
	})
	return p
}

func (p *Post) carriers() notify.Routes {
	key, err := notify.ParseKey(postbox.LiveKey)
	if err != nil {
		p.t.Fatal(err)
	}
	api, err := notify.NewAPI(p.Box.NotifyURL, key, p.Clock)
	if err != nil {
		p.t.Fatal(err)
	}
	govuk := notify.NewGOVUK(api, notify.Templates{Email: postbox.EmailTemplate, Text: postbox.TextTemplate}, "")
	setup, err := notify.ParseSMTP("smtp+plain://"+p.Box.MailAddr, "", "help@example.org")
	if err != nil {
		p.t.Fatal(err)
	}
	setup.Within = time.Second
	mail, err := notify.NewSMTP(setup, p.Clock)
	if err != nil {
		p.t.Fatal(err)
	}
	return notify.Routes{notify.Email: mail, notify.Text: govuk, notify.Letter: govuk}
}

// Person adds somebody who may be written to in every way.
func (p *Post) Person(change func(*people.NewRecord)) people.Record {
	p.t.Helper()
	n := people.NewRecord{
		Described: people.Described{
			GivenNames: "Amina", FamilyName: "Khan", Phone: "+447700900123", Email: "amina@example.org",
			Address: places.Address{Line1: "1 High Street", Town: "Wigan", Postcode: "WN1 1AA"},
		},
		Neighbourhood: "hapi", Source: "public form",
		SafeContact: people.SafeContact{Asked: true, Channels: []string{"call", "text", "email", "letter"}, Texts: true},
	}
	if change != nil {
		change(&n)
	}
	var r people.Record
	p.Write(func(tx *db.Tx) (err error) {
		r, err = people.Add(tx, n, nil)
		return err
	})
	return r
}

// Safely says which ways are safe.
func Safely(ways ...string) func(*people.NewRecord) {
	return func(n *people.NewRecord) { n.SafeContact.Channels = ways }
}

// Write changes something in the borough.
func (p *Post) Write(fn func(tx *db.Tx) error) {
	p.t.Helper()
	if err := p.DB.Write(p.Ctx, fn); err != nil {
		p.t.Fatal(err)
	}
}

// As is the borough as somebody uses it.
func (p *Post) As(who access.Principal) context.Context {
	caller := db.CallerOf(p.Ctx)
	caller.Actor = who.Account
	return access.With(db.As(p.Ctx, caller), who)
}

// Order is a confirmation for somebody.
func Order(r people.Record) messages.Order {
	return messages.Order{
		Record: r.ID, Purpose: "test.received", Templates: []string{"received-text", "received"}, Key: "received " + string(r.ID), Reply: true,
		About: journal.Object{Kind: "request", ID: "r1"},
	}
}

// Arrived is what arrived, which must be so much.
func (p *Post) Arrived(n int) []postbox.Arrival {
	p.t.Helper()
	all := p.Box.Arrived()
	if len(all) != n {
		p.t.Fatalf("%d arrived, not %d: %+v", len(all), n, all)
	}
	return all
}

// Queued puts an order into the outbox.
func (p *Post) Queued(o messages.Order) messages.ID {
	p.t.Helper()
	id, err := p.Queue(p.Ctx, o)
	if err != nil || id == "" {
		p.t.Fatalf("queued %q, %v", id, err)
	}
	return id
}

// Send hands a message over.
func (p *Post) Send(id messages.ID) {
	p.t.Helper()
	if err := p.SendNow(p.Ctx, id); err != nil {
		p.t.Fatal(err)
	}
}

// Around is what the pages of people need of the rest of the program.
type Around struct{ *Post }

// Now is the time by the test's clock.
func (a Around) Now() time.Time { return a.Clock.Now() }

// Neighbourhoods are Wigan's.
func (a Around) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return blueprint.Part[*places.Areas](a.Blueprint).Neighbourhoods, nil
}

// AccountName is the account itself.
func (a Around) AccountName(_ context.Context, id string) string { return id }

// Route routes nowhere.
func (a Around) Route(context.Context, string) (places.Routing, error) { return places.Routing{}, nil }

// AskedAs finds nobody.
func (a Around) AskedAs(context.Context, string) ([]people.Hit, error) { return nil, nil }
