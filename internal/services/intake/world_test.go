package intake

import (
	"context"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/registers/contacts"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/calls"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/steps/stepstest"
	"kith/internal/work/tasks"
)

// noon is a time at which every helpline answers.
var noon = time.Date(2020, 4, 2, 11, 0, 0, 0, time.UTC)

var sets = []db.Migrations{
	journal.Migrations(), imports.Migrations(), places.Static().Migrations, people.Static().Migrations, contacts.Static().Migrations, organisations.Static().Migrations,
	answers.Static().Migrations, needs.Static().Migrations, tasks.Static().Migrations, protocols.Static().Migrations, Static().Migrations,
}

var loaded = map[string]*blueprint.Blueprint{}

// borough reads a borough's real blueprint, once.
func borough(t testing.TB, id string) *blueprint.Blueprint {
	t.Helper()
	if loaded[id] == nil {
		b := stepstest.Blueprint(t, id, answers.EqualitySection(), calls.SettingsSection(), ScriptSection())
		b.Version = "1"
		loaded[id] = b
	}
	return loaded[id]
}

// book is a borough's rules as the service reads them.
func bookOf(t testing.TB, id string) book { return rulesIn(borough(t, id)) }

// pinned is a borough that has only ever had one blueprint.
type pinned struct{ *blueprint.Blueprint }

func (p pinned) Current(context.Context) (*blueprint.Blueprint, error) { return p.Blueprint, nil }

func (p pinned) At(context.Context, string) (*blueprint.Blueprint, error) { return p.Blueprint, nil }

func (p pinned) areas(context.Context) (*places.Areas, string, error) {
	return blueprint.Part[*places.Areas](p.Blueprint), p.Version, nil
}

type noReads struct{}

func (noReads) Saw(context.Context, journal.Entry) error { return nil }

// service takes requests over d by a borough's rules.
func service(t testing.TB, d *db.DB, id string) *Service {
	b := pinned{borough(t, id)}
	return New(d, b, places.New(d, b.areas), people.New(d, noReads{}), []byte("a secret of tests, 32 bytes long"))
}

// each runs a test on a service over every engine, for Wigan, at noon.
func each(t *testing.T, test func(t *testing.T, ctx context.Context, d *db.DB, s *Service)) {
	eachLater(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service, _ *clock.Manual) { test(t, ctx, d, s) })
}

// eachLater is each for what also happens later.
func eachLater(t *testing.T, test func(t *testing.T, ctx context.Context, d *db.DB, s *Service, now *clock.Manual)) {
	run := func(name string, open func(testing.TB, db.Config, ...db.Migrations) *db.DB) {
		t.Run(name, func(t *testing.T) {
			at := clock.NewManual(noon)
			d := open(t, db.Config{Clock: at}, sets...)
			test(t, dbtest.Context(t), d, service(t, d, "wigan"), at)
		})
	}
	run("sqlite", dbtest.NewWith)
	run("postgres", dbtest.PostgresWith)
}

// given makes answers of "question=answer" words; a question named twice has two answers.
// They begin with what every form must have.
func given(words string) answers.Answers {
	a := answers.Answers{
		answers.AskWhoFor: {"me"}, answers.AskFirstName: {"Amina"}, answers.AskLastName: {"Khan"},
		answers.AskPhone: {"07700 900123"}, answers.AskSafeContact: {"call"},
	}
	for _, word := range strings.Fields(words) {
		id, answer, _ := strings.Cut(word, "=")
		a[id] = append(a[id], strings.ReplaceAll(answer, "_", " "))
	}
	return a
}

// hungry is somebody in Ince without food or money.
const hungry = "needs=food food_left=none food_reason=no-money adults=2 postcode=WN2_3EB"

func asking(key, words string) Asking {
	return Asking{Channel: needs.Web, Answers: given(words), Key: key}
}

// seen is what somebody may see who works for all hubs.
func seen(ctx context.Context) context.Context {
	return access.With(ctx, access.Principal{Account: "a", Grants: []access.Grant{{Role: access.Coordinator}}})
}

// count counts the rows of a table that belong to the borough of ctx.
func count(t testing.TB, ctx context.Context, d *db.DB, table string) (n int) {
	t.Helper()
	r := d.Read(ctx)
	if err := r.QueryRow(`SELECT COUNT(*) FROM `+table+` WHERE borough_id = ?`, r.Borough()).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
