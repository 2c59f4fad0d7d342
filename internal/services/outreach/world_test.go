package outreach

import (
	"context"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/nhsnumber"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/steps/stepstest"
	"kith/internal/work/tasks"
)

var sets = []db.Migrations{
	journal.Migrations(), imports.Migrations(), people.Static().Migrations, contacts.Static().Migrations, needs.Static().Migrations,
	tasks.Static().Migrations, protocols.Static().Migrations, Static().Migrations,
}

var (
	centre  = access.Principal{Account: "centre", Name: "Jo Centre", Grants: []access.Grant{{Role: access.Agent}}}
	point   = access.Principal{Account: "point", Name: "Alex Point", Grants: []access.Grant{{Role: access.Coordinator}}}
	inHapi  = access.Principal{Account: "hapi", Name: "Sam Hapi", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	finance = access.Principal{Account: "money", Name: "Flo", Grants: []access.Grant{{Role: access.Finance}}}
)

var morning = time.Date(2020, 4, 20, 9, 0, 0, 0, time.UTC)

// world is Wigan, to which lists are given.
type world struct {
	*Service
	t      testing.TB
	db     *db.DB
	base   context.Context
	ctx    context.Context
	clock  *clock.Manual
	people *people.Service
	now    *blueprint.Blueprint
	checks *failing
}

// failing begins checks until it is told to fail, as a program does that is killed.
type failing struct {
	*protocols.Service
	after int // how many it still begins; below zero it never fails
}

func (f *failing) Check(ctx context.Context, c protocols.CheckOn) (protocols.Run, bool, error) {
	if f.after == 0 {
		return protocols.Run{}, false, fault.New(fault.Unavailable, "test.killed", "Killed.")
	}
	f.after--
	return f.Service.Check(ctx, c)
}

func each(t *testing.T, test func(t *testing.T, w *world)) {
	run := func(name string, open func(testing.TB, db.Config, ...db.Migrations) *db.DB) {
		t.Run(name, func(t *testing.T) {
			at := clock.NewManual(morning)
			test(t, newWorld(t, open(t, db.Config{Clock: at}, sets...), at, "wigan"))
		})
	}
	run("sqlite", dbtest.NewWith)
	run("postgres", dbtest.PostgresWith)
}

func newWorld(t testing.TB, d *db.DB, at *clock.Manual, borough string) *world {
	w := &world{t: t, db: d, base: dbtest.Context(t), clock: at, now: stepstest.Blueprint(t, borough)}
	w.now.Version = "1"
	w.people = people.New(d, w)
	w.checks = &failing{protocols.New(d, w), -1}
	w.Service = New(d, w.people, w, contacts.New(d, w, w.people), w.checks)
	return w.as(centre)
}

func (w *world) as(who access.Principal) *world {
	other := *w
	c := db.CallerOf(w.base)
	c.Actor = who.Account
	other.ctx = access.With(db.As(w.base, c), who)
	return &other
}

func (w *world) Current(context.Context) (*blueprint.Blueprint, error)    { return w.now, nil }
func (w *world) At(context.Context, string) (*blueprint.Blueprint, error) { return w.now, nil }
func (w *world) Saw(context.Context, journal.Entry) error                 { return nil }

// Route knows a postcode of each sort.
func (w *world) Route(_ context.Context, given string) (places.Routing, error) {
	r := places.Routing{Given: given, Standing: places.Unknown}
	switch {
	case strings.HasPrefix(given, "WN2"):
		r.Standing, r.Neighbourhood, r.Rule = places.Inside, "hapi", places.RuleWard
	case strings.HasPrefix(given, "WN7"):
		r.Standing, r.Neighbourhood, r.Rule = places.Inside, "leigh", places.RuleWard
	case strings.HasPrefix(given, "BL1"):
		r.Standing, r.Authority = places.Outside, &places.Authority{Name: "Bolton"}
	}
	return r, nil
}

func (w *world) Name(_ context.Context, hood string) string { return strings.ToUpper(hood) }

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// known adds somebody of Hapi.
func (w *world) known(given, family, born, number, nhs string, change func(*people.NewRecord)) (r people.Record) {
	w.t.Helper()
	n := people.NewRecord{Neighbourhood: "hapi", RoutingRule: "published-ward", Source: "public form"}
	n.GivenNames, n.FamilyName = given, family
	n.BirthDate, _ = day.ParseDate(born)
	n.Phone, _ = phone.Parse(number)
	n.Details.NHSNumber, _ = nhsnumber.Parse(nhs)
	n.Address = places.Address{Line1: "1 High Street", Town: "Ince", Postcode: "WN2 3EB"}
	if change != nil {
		change(&n)
	}
	w.must(w.db.Write(w.ctx, func(tx *db.Tx) (err error) {
		r, err = people.Add(tx, n, nil)
		return err
	}))
	return r
}

func file(name, text string) File {
	return File{Name: name, From: "national-shielding", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}
}

const header = "First name,Last name,Date of birth,Address,Postcode,Phone,NHS number,Team,Attempts,Last tried,Reference,Note\n"

// handed hands a file in and returns its rows by their numbers.
func (w *world) handed(f File) (ListID, map[int]Row) {
	w.t.Helper()
	id, _, err := w.HandIn(w.ctx, f)
	w.must(err)
	return id, w.rows(id)
}

func (w *world) rows(id ListID) map[int]Row {
	w.t.Helper()
	_, rows, err := w.List(w.ctx, id)
	w.must(err)
	by := map[int]Row{}
	for _, r := range rows {
		by[r.Number] = r
	}
	return by
}

func (w *world) state(id ListID) State {
	w.t.Helper()
	l, _, err := w.List(w.ctx, id)
	w.must(err)
	return l.State
}

// unconfirmed are those of whom a check is open.
func (w *world) unconfirmed() []protocols.Unconfirmed {
	w.t.Helper()
	all, _, err := w.checks.Unconfirmed(w.as(point).ctx, "")
	w.must(err)
	return all
}

// found are the people of exactly this first or last name that the coordination point sees.
func (w *world) found(name string) []people.Hit {
	w.t.Helper()
	hits, err := w.people.Search(w.as(point).ctx, name, 20)
	w.must(err)
	return slices.DeleteFunc(hits, func(h people.Hit) bool { return h.Record.GivenNames != name && h.Record.FamilyName != name })
}

func (w *world) stands(rows map[int]Row, want map[int]Standing) {
	w.t.Helper()
	for n, s := range want {
		if rows[n].Standing != s {
			w.t.Errorf("row %d stands at %q (%s), want %q", n, rows[n].Standing, rows[n].Why, s)
		}
	}
	if len(rows) != len(want) {
		w.t.Errorf("%d rows, want %d", len(rows), len(want))
	}
}
