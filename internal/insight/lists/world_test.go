package lists

import (
	"bytes"
	"context"
	"fmt"
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
	"kith/internal/registers/assets"
	"kith/internal/registers/attributes"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/intake"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/steps/stepstest"
	"kith/internal/work/tasks"
)

var sets = []db.Migrations{
	journal.Migrations(), imports.Migrations(), people.Static().Migrations, assets.Static().Migrations, attributes.Static().Migrations,
	contacts.Static().Migrations, needs.Static().Migrations, tasks.Static().Migrations, protocols.Static().Migrations, intake.Static().Migrations, Static().Migrations,
}

var (
	ann = access.Principal{Account: "ann", Name: "Ann Analyst", Grants: []access.Grant{{Role: access.Analyst}}}
	hub = access.Principal{Account: "hub", Name: "Hal Hub", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "bury-east"}}}
)

// world is a borough to which lists are given.
type world struct {
	*Service
	t     testing.TB
	db    *db.DB
	ctx   context.Context
	clock *clock.Manual
	now   *blueprint.Blueprint
	work  *protocols.Service
	left  int // postcodes that are still routed; below 0 it never fails
}

func in(t *testing.T, borough string, test func(t *testing.T, w *world)) {
	run := func(name string, open func(testing.TB, db.Config, ...db.Migrations) *db.DB) {
		t.Run(name, func(t *testing.T) {
			at := clock.NewManual(time.Date(2020, 4, 20, 9, 0, 0, 0, time.UTC))
			test(t, newWorld(t, open(t, db.Config{Clock: at}, sets...), at, borough))
		})
	}
	run("sqlite", dbtest.NewWith)
	run("postgres", dbtest.PostgresWith)
}

func newWorld(t testing.TB, d *db.DB, at *clock.Manual, borough string) *world {
	w := &world{left: -1, t: t, db: d, clock: at, ctx: dbtest.Context(t), now: stepstest.Blueprint(t, borough, assets.Section(), RulesSection())}
	w.now.Version = "1"
	w.work = protocols.New(d, w)
	w.Service = New(d, w, assets.New(d, w), w, w.work)
	w.ctx = w.as(ann)
	return w
}

func (w *world) as(who access.Principal) context.Context {
	c := db.CallerOf(w.ctx)
	c.Actor = who.Account
	return access.With(db.As(w.ctx, c), who)
}

func (w *world) Current(context.Context) (*blueprint.Blueprint, error)    { return w.now, nil }
func (w *world) At(context.Context, string) (*blueprint.Blueprint, error) { return w.now, nil }

func (w *world) Route(_ context.Context, given string) (places.Routing, error) {
	if w.left == 0 {
		return places.Routing{}, fault.New(fault.Unavailable, "test.killed", "Killed.")
	}
	w.left--
	hood := map[string]string{"WN2": "hapi", "BL9": "bury-east"}[strings.Split(given, " ")[0]]
	return places.Routing{Given: given, Standing: places.Inside, Neighbourhood: hood, Rule: places.RuleWard}, nil
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func file(name, text string) imports.File {
	return imports.File{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader([]byte(text))), nil }}
}

// handIn hands a file in.
func (w *world) handIn(text string) Version {
	w.t.Helper()
	id, _, err := w.HandIn(w.ctx, file("list.csv", text))
	w.must(err)
	v, err := w.Version(w.ctx, id)
	w.must(err)
	return v
}

// setUp hands a file in and says it is what it is guessed to be: it is to be checked.
func (w *world) setUp(text string, change ...func(u *Setup)) Version {
	w.t.Helper()
	v := w.handIn(text)
	u := Setup{Number: v.Number, Asset: v.Asset, Kind: v.Kind}
	for _, c := range v.Columns {
		u.Columns = append(u.Columns, c.Field)
	}
	for _, f := range change {
		f(&u)
	}
	w.must(w.SetUp(w.ctx, v.ID, u))
	return v
}

// check has a file checked as it is guessed to be.
func (w *world) check(text string, change ...func(u *Setup)) Version {
	w.t.Helper()
	v := w.setUp(text, change...)
	w.must(w.Work(w.ctx, v.ID))
	v, err := w.Version(w.ctx, v.ID)
	w.must(err)
	if v.State != Checked {
		w.t.Fatalf("the list is %s: %s", v.State, v.Note)
	}
	return v
}

// take takes a file in, from handing it in to switching it on.
func (w *world) take(text string, change ...func(u *Setup)) Version {
	w.t.Helper()
	v := w.check(text, change...)
	w.must(w.SwitchOn(w.ctx, v.ID, v.Number))
	w.must(w.Work(w.ctx, v.ID))
	v, err := w.Version(w.ctx, v.ID)
	w.must(err)
	if v.State != Current {
		w.t.Fatalf("the list is %s: %s", v.State, v.Note)
	}
	return v
}

// row is the row of a version with a number.
func (w *world) row(v Version, number int) Row {
	w.t.Helper()
	rows, err := rowsOf(w.db.Read(w.ctx), v.ID, rowFilter{first: true, limit: 1000})
	w.must(err)
	i := slices.IndexFunc(rows, func(r Row) bool { return r.Number == number })
	if i < 0 {
		w.t.Fatalf("there is no row %d", number)
	}
	return rows[i]
}

// person is somebody in the columns of the NHS file.
type somePerson struct {
	n                                    int
	given, family, born, line, post, tel string
	dead, area                           string
	drop                                 bool
}

const nhsHeader = "Traced_NHSNUMBER,PatientFirstName,PatientOtherName,PatientSurname,DateOfBirth,PatientAddress_Line1,PatientAddress_PostCode,mobile,DateOfDeath,oslaua,category,InceptionDate\n"

func (p somePerson) row() string {
	return fmt.Sprintf("%s,%s,,%s,%s,%s,%s,%s,%s,%s,Added by the practice,43910\n", number(p.n), p.given, p.family, p.born, p.line, p.post, p.tel, p.dead, p.area)
}

// number is the n-th NHS number that is kept for tests.
func number(n int) string {
	for i := 999_000_000 + n*10; ; i++ {
		for check := range 10 {
			text := fmt.Sprintf("%d%d", i, check)
			if _, err := nhsnumber.Parse(text); err == nil {
				return text
			}
		}
	}
}

var (
	firsts = []string{"Amina", "Brian", "Carl", "Doris", "Elsie", "Farah", "George", "Hilda", "Ivan", "Joan"}
	lasts  = []string{"Khan", "Stone", "Nunn", "Fletcher", "Hargreaves", "Ali", "Duckworth", "Ogden", "Kowalski", "Pilling"}
)

func somebody(n int) somePerson {
	d := day.New(1930, 1, 2).AddDays(n * 37 % 20_000)
	return somePerson{
		n: n, given: firsts[n%10], family: lasts[n/10%10], born: fmt.Sprintf("%04d%02d%02d", d.Year(), d.Month(), d.Day()),
		line: fmt.Sprintf("%d Market Street", n+1), post: fmt.Sprintf("WN2 3E%c", "ABDEFGHJLN"[n%10]), tel: fmt.Sprintf("07700 900%03d", n%1000), area: "E08000010",
	}
}

// known puts somebody among our people.
func (w *world) known(p somePerson, change ...func(*people.NewRecord)) (id people.RecordID) {
	w.t.Helper()
	n := people.NewRecord{Neighbourhood: "hapi", Source: "contact centre"}
	n.GivenNames, n.FamilyName = p.given, p.family
	n.BirthDate, _ = day.ParseDate(p.born[:4] + "-" + p.born[4:6] + "-" + p.born[6:])
	n.Phone, _ = phone.Parse(p.tel)
	n.Address.Line1, n.Address.Postcode = p.line, p.post
	for _, f := range change {
		f(&n)
	}
	w.must(w.db.Write(w.ctx, func(tx *db.Tx) error {
		r, err := people.Add(tx, n, nil)
		id = r.ID
		return err
	}))
	return id
}

func nhsFile(all ...somePerson) string {
	text := nhsHeader
	for _, p := range all {
		if !p.drop {
			text += p.row()
		}
	}
	return text
}

func some(from, to int) (all []somePerson) {
	for n := from; n < to; n++ {
		all = append(all, somebody(n))
	}
	return all
}

// town puts so many others among our people, for names to be as common as they are.
func (w *world) town(n int) {
	w.t.Helper()
	all := make([]people.NewRecord, n)
	for i := range all {
		p := somebody(1000 + i)
		all[i].GivenNames, all[i].FamilyName, all[i].Neighbourhood, all[i].Source = p.given, p.family, "hapi", "contact centre"
		all[i].BirthDate = day.New(1985, 1, 2).AddDays(i * 11)
		all[i].Address.Line1, all[i].Address.Postcode = fmt.Sprintf("%d Low Road", i+500), "WN7 1"+p.post[len(p.post)-2:]
	}
	w.must(w.db.Write(w.ctx, func(tx *db.Tx) error { _, err := people.AddMany(tx, all); return err }))
}
