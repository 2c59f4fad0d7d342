package updates_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/plat/notify"
	"kith/internal/plat/postbox"
	"kith/internal/registers/accounts"
	"kith/internal/registers/contacts"
	"kith/internal/registers/messages"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/services/updates"
	"kith/internal/work/answers"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/referrals"
	"kith/internal/work/tasks"
)

// noon is a Tuesday, one in the afternoon in London.
var noon = time.Date(2020, 4, 7, 12, 0, 0, 0, time.UTC)

var sets = []db.Migrations{
	journal.Migrations(), imports.Migrations(), people.Static().Migrations, contacts.Static().Migrations, messages.Static().Migrations,
	organisations.Static().Migrations, accounts.Static().Migrations, answers.Static().Migrations, needs.Static().Migrations, tasks.Static().Migrations, protocols.Static().Migrations,
	updates.Static().Migrations,
}

var hub = access.Principal{Account: "hub", Name: "Pat Hub", Grants: []access.Grant{{Role: access.Coordinator}}}

// world is a borough that answers its residents, with a postbox.
type world struct {
	*updates.Service
	t       *testing.T
	db      *db.DB
	clock   *clock.Manual
	box     *postbox.Box
	ctx     context.Context
	tasks   *tasks.Service
	needs   *needs.Service
	journal *journal.Journal
	sender  *messages.Service
	steps   *protocols.Service
	staff   *accounts.Service
	all     []journal.Subscription
	read    int64
	patient bool // a subscription that fails is tried again
}

func each(t *testing.T, test func(t *testing.T, w *world)) {
	run := func(name string, open func(testing.TB, db.Config, ...db.Migrations) *db.DB) {
		t.Run(name, func(t *testing.T) {
			at := clock.NewManual(noon)
			test(t, newWorld(t, open(t, db.Config{Clock: at}, sets...), at))
		})
	}
	run("sqlite", dbtest.NewWith)
	run("postgres", dbtest.PostgresWith)
}

type unwatched struct{}

func (unwatched) Saw(context.Context, journal.Entry) error { return nil }

func newWorld(t *testing.T, d *db.DB, at *clock.Manual) *world {
	b := boardtest.Wigan(t, protocols.Static())
	w := &world{t: t, db: d, clock: at, box: postbox.New(at), ctx: dbtest.Context(t), tasks: tasks.New(d), needs: needs.New(d), journal: journal.New(d, []byte("a key of tests that is 32 bytes!"), nil)}
	if err := w.box.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	key, _ := notify.ParseKey(postbox.LiveKey)
	api, err := notify.NewAPI(w.box.NotifyURL, key, at)
	if err != nil {
		t.Fatal(err)
	}
	govuk := notify.NewGOVUK(api, notify.Templates{Email: postbox.EmailTemplate, Text: postbox.TextTemplate}, "")
	sender := messages.New(d, b, contacts.New(d, b, people.New(d, unwatched{})), notify.Routes{notify.Email: govuk, notify.Text: govuk}, nil)
	code := func(context.Context, needs.RequestID) (string, error) { return "123456", nil }
	w.Service = updates.New(d, b, sender, code, []byte("a secret of tests"), func() string { return "https://help.example.org" })
	w.sender, w.steps, w.staff = sender, protocols.New(d, b), accounts.New(d)
	w.tasks.KeptBy(w.steps)
	w.LedBy(w.steps)
	w.MailBy(notify.Routes{notify.Email: govuk})
	w.all = append(sender.Subscriptions(), w.Subscriptions()...)
	return w
}

// follow tells every subscription what happened, until nothing more does.
func (w *world) follow() {
	w.t.Helper()
	for {
		if err := w.journal.Seal(w.ctx); err != nil {
			w.t.Fatal(err)
		}
		told, err := journal.Since(w.db.Read(w.ctx), db.CallerOf(w.ctx).Borough, w.read)
		if err != nil {
			w.t.Fatal(err)
		}
		if len(told) == 0 {
			return
		}
		for _, e := range told {
			w.read = e.Seq
			for _, s := range w.all {
				for range 2 { // at least once means sometimes twice
					if s.Wants(e.Topic) {
						err := s.Handle(w.ctx, e)
						if err != nil && w.patient {
							err = s.Handle(w.ctx, e)
						}
						if err != nil {
							w.t.Fatalf("%s: %v", s.Name, err)
						}
					}
				}
			}
		}
	}
}

func (w *world) write(fn func(tx *db.Tx) error) {
	w.t.Helper()
	if err := w.db.Write(w.ctx, fn); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) as(who access.Principal) context.Context {
	caller := db.CallerOf(w.ctx)
	caller.Actor = who.Account
	return access.With(db.As(w.ctx, caller), who)
}

// request is somebody's, with a need for each of some decisions.
func (w *world) request(ways string, decisions ...needs.Result) (r needs.Request) {
	w.t.Helper()
	w.write(func(tx *db.Tx) error {
		person, err := people.Add(tx, people.NewRecord{
			Described:     people.Described{GivenNames: "Amina", FamilyName: "Khan", Phone: "+447700900123", Email: "amina@example.org"},
			Neighbourhood: "hapi", Source: "public form", SafeContact: people.SafeContact{Asked: true, Channels: strings.Fields(ways)},
		}, nil)
		if err != nil {
			return err
		}
		r, err = needs.OpenRequest(tx, needs.NewRequest{
			Channel: needs.Web, Record: person.ID, Blueprint: "1", Neighbourhood: "hapi", Priority: needs.Soon, FirstContactHours: 4,
			Key: string(ident.New[world](tx.Now())), Code: "123456",
		})
		if err != nil {
			return err
		}
		for _, d := range decisions {
			if d.Priority == "" {
				d.Priority = needs.Soon
			}
			need, err := needs.OpenNeed(tx, needs.NewNeed{Request: r, Category: d.Need, Decision: d})
			if err != nil {
				return err
			}
			kind, destination := tasks.Do, ""
			if len(d.ReferTo) > 0 {
				kind, destination = tasks.Refer, d.ReferTo[0]
			}
			if _, err := tasks.OpenTask(tx, tasks.NewTask{
				Kind: kind, Need: need.ID, Request: r.ID, Record: person.ID, Category: d.Need, Title: "Do it", Neighbourhood: "hapi",
				Priority: needs.Soon, WhoMay: []needs.Doer{needs.Staff}, Labels: d.Labels, DueAt: tx.Now().Add(time.Hour), Destination: destination,
			}); err != nil {
				return err
			}
		}
		return nil
	})
	return r
}

// work speaks to the person and does all the work of a request; how it went is said by kind.
func (w *world) work(r needs.Request, how map[tasks.Kind]string) {
	w.t.Helper()
	w.write(func(tx *db.Tx) error { return needs.NoteFirstContact(tx, r.ID) })
	all, err := w.tasks.OfRequest(w.as(hub), r.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, t := range all {
		if code := how[t.Kind]; code != "" && t.State.Open() {
			if err := w.tasks.RecordOutcome(w.as(hub), tasks.Choice{ID: t.ID, Version: t.Version}, tasks.Outcome{Code: code, Note: "because"}); err != nil {
				w.t.Fatal(err)
			}
		}
	}
}

var done = map[tasks.Kind]string{tasks.Do: "done"}

func (w *world) arrived(n int) []postbox.Arrival {
	w.t.Helper()
	all := w.box.Arrived()
	if len(all) != n {
		w.t.Fatalf("%d arrived, not %d: %+v", len(all), n, all)
	}
	return all
}

// link is the token of the link in the last message that arrived.
func (w *world) link() string {
	w.t.Helper()
	all := w.box.Arrived()
	if len(all) == 0 {
		w.t.Fatal("nothing arrived")
	}
	_, token, ok := strings.Cut(all[len(all)-1].Body, "https://help.example.org/sorted/")
	if !ok {
		w.t.Fatalf("no link in %q", all[len(all)-1].Body)
	}
	token, _, _ = strings.Cut(token, "\n")
	return strings.TrimSpace(token)
}

// toRead are the titles of the tasks of reading about a request.
func (w *world) toRead(r needs.Request) (titles []string) {
	w.t.Helper()
	all, err := w.tasks.OfRequest(w.as(hub), r.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, t := range all {
		if t.Kind == tasks.Read && t.State.Open() {
			titles = append(titles, t.Title)
		}
	}
	return titles
}

// due sends what waits.
func (w *world) due() {
	w.t.Helper()
	if err := w.sender.SendDue(w.ctx); err != nil {
		w.t.Fatal(err)
	}
}

// open and confidential are destinations of Wigan's of either sort.
func (w *world) open() string         { return w.destination(false) }
func (w *world) confidential() string { return w.destination(true) }

func (w *world) destination(confidential bool) string {
	w.t.Helper()
	for _, d := range blueprint.Part[*referrals.Destinations](boardtest.Wigan(w.t).Blueprint).Destinations {
		if d.Confidential == confidential && len(d.Neighbourhoods) == 0 {
			return d.ID
		}
	}
	w.t.Fatal("there is no such destination")
	return ""
}
