package callsweb_test

import (
	"net/http"
	"os"
	"testing"
	"time"

	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/contacts"
	"kith/internal/registers/messages"
	"kith/internal/registers/messages/messagestest"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/calls"
	"kith/internal/services/calls/callsweb"
	"kith/internal/work/tasks"
)

// texting is a room of callers that tells people by text that they are rung.
func texting(t *testing.T) *room {
	at := clock.NewManual(time.Date(2020, 4, 20, 9, 4, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at}, append(sets, messages.Static().Migrations)...)
	areas, err := os.ReadFile("../../../../blueprints/wigan/areas.yaml")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{
		"calls.yaml": settingsFile + "rings_from: 01632 960 150\n", "areas.yaml": string(areas),
		"letters/ring-today.md": "---\ntitle: We will ring\nwhen: Before\nsent_as: [text]\nreveals: nothing\n---\n{{council}}: we will ring you today from {{ring_number}}.\n",
	}
	b := blueprinttest.Load(t, files, contacts.RulesSection(), messages.LettersSection(), places.AreasSection(), calls.SettingsSection())
	post := messagestest.Over(t, d, at, b)
	r := &room{t: t, db: d, ctx: access.With(post.Ctx, jo), clock: at, tasks: tasks.New(d), people: post.People, contacts: post.Contacts}
	s := calls.New(d, current{b}, post.Contacts, r.tasks)
	s.WritesBy(post.Service)
	r.Site = webtest.New(t, db.CallerOf(post.Ctx).Borough, at, nil)
	r.Mount(callsweb.Pages(callsweb.Deps{Calls: s, Contacts: r.contacts, People: r.people, Around: r}))
	return r
}

// mayText says of whoever a call is to that they may be texted.
func (r *room) mayText(t tasks.Task, number string) {
	r.t.Helper()
	p, err := r.people.Person(r.ctx, people.PersonID(t.Record))
	if err != nil {
		r.t.Fatal(err)
	}
	to := p.Current()
	to.Phone, _ = phone.Parse(number)
	if err := r.people.Change(r.ctx, p.ID, people.Edit{Seen: p.Seen(), To: to}); err != nil {
		r.t.Fatal(err)
	}
	if p, err = r.people.Person(r.ctx, p.ID); err == nil {
		err = r.people.AskedSafely(r.ctx, p.ID, p.Reach().Seen(), people.SafeContact{Channels: []string{"call", "text"}})
	}
	if err != nil {
		r.t.Fatal(err)
	}
}

func TestPeopleAreToldBeforeTheyAreRung(t *testing.T) {
	r := texting(t)
	v := r.As(inHapi)
	v.Get("/calls/text").Is(http.StatusOK).Says("Text before you ring", "Nobody waits to be rung where you lead")
	r.mayText(r.open("Amina", "food"), "07700 900123")
	r.open("Bert", "food")
	v.Get("/calls/queue").Says("Tell people by text that you ring today")
	v.Get("/calls/text").Is(http.StatusOK).Says("HAPI", "Everything", "Friendly call").Hides("gets a text.")
	v.Get("/calls/text?hub=").Is(http.StatusUnprocessableEntity).Says("Select whose calls")
	v.Get("/calls/text?hub=leigh").Is(http.StatusUnprocessableEntity)
	v.Get("/calls/text?hub=hapi&need=comfort-call").Is(http.StatusOK).Says("Nobody gets a text.")
	v.Get("/calls/text?hub=hapi").Is(http.StatusOK).Says("1 person gets a text.", "paid for as 1 text", "we will ring you today from 01632 960150",
		"Amina K.", "Who gets none, and why", "Their number is not a mobile's.", "Bert K.", "Send 1 text")
	if r.seen == 0 {
		t.Error("nobody noted whose names were shown")
	}
	v.Post("/calls/text", form()).Is(http.StatusUnprocessableEntity).Says("Select whose calls")
	at := "/calls/text?hub=hapi&need=food"
	v.Post("/calls/text", form("hub", "hapi", "need", "food")).LeadsTo(at)
	v.Get(at).Is(http.StatusOK).Says("1 text is on its way", "Nobody gets a text.", "1 person was told today").Hides("Send 1 text")
	v.Post("/calls/text", form("hub", "hapi", "need", "")).LeadsTo("/calls/text?hub=hapi&need=")
	v.Get(at).Says("Nobody was texted: everybody who can be was told today")
	r.clock.Set(time.Date(2020, 4, 20, 20, 0, 0, 0, time.UTC))
	v.Get(at).Is(http.StatusOK).Says("Nobody is texted after 20:00", "Not now")
	v.Post("/calls/text", form("hub", "hapi", "need", "")).Is(http.StatusOK).Says("Not now")
	r.As(jo).Get("/calls/text").Is(http.StatusForbidden)
	r.As(jo).Post("/calls/text", form("hub", "hapi")).Is(http.StatusForbidden)
	r.As(jo).Get("/calls/queue").Hides("Tell people by text")
}
