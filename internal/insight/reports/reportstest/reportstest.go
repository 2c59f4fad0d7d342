// Package reportstest makes a borough with two weeks behind it, for the tests of its
// figures and of the pages that show them.
package reportstest

import (
	"context"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/insight/reports"
	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/brakes"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/registers/accounts"
	"kith/internal/registers/contacts"
	"kith/internal/registers/households"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/registers/staff"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
	"kith/internal/services/calls"
	"kith/internal/services/deployment"
	"kith/internal/services/food"
	"kith/internal/services/intake"
	"kith/internal/services/matching"
	"kith/internal/services/rounds"
	"kith/internal/work/answers"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/referrals"
	"kith/internal/work/steps/stepstest"
	"kith/internal/work/tasks"
)

// Now is when the borough is looked at: a Thursday in British Summer Time, at 2:20 in the
// afternoon, the week after the clocks went forward.
var Now = time.Date(2020, 4, 2, 13, 20, 0, 0, time.UTC)

// Borough is a borough of its own in a database.
type Borough struct {
	DB      *db.DB
	Clock   *clock.Manual
	Ctx     context.Context // of the borough, nobody signed in
	Reads   *Reads
	Reports *reports.Service

	Blueprints reports.Blueprints
	Staff      *staff.Service
	Deployment *deployment.Service

	t testing.TB
}

// features are those whose figures a dashboard shows, and those they stand on.
func features() feature.Set {
	return feature.Set{
		{Name: "journal", Migrations: journal.Migrations()},
		{Name: "brakes", Migrations: brakes.Migrations()},
		{Name: "imports", Migrations: imports.Migrations()},
		{Name: "blueprint", Migrations: blueprint.Migrations()},
		places.Static(), people.Static(), contacts.Static(), organisations.Static(), accounts.Static(), volunteers.Static(), answers.Static(),
		needs.Static(), tasks.Static(), referrals.Static(), food.Static(), intake.Static(), reports.Static(),
		households.Static(), staff.Static(), deployment.Static(), protocols.Static(), matching.Static(), deliveries.Static(), fleet.Static(), rounds.Static(),
	}
}

// Measures are those of all features.
func Measures() []feature.Measure { return features().Measures() }

// Each runs a test on both engines, each time in an empty borough of its own.
func Each(t *testing.T, test func(t *testing.T, b *Borough)) {
	for _, engine := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(engine.Name(), func(t *testing.T) { test(t, On(t, engine)) })
	}
}

// New returns an empty borough on SQLite.
func New(t testing.TB) *Borough { return On(t, db.SQLite) }

// On returns an empty borough on an engine; without a PostgreSQL server the test is
// skipped.
func On(t testing.TB, engine db.Dialect) *Borough { return With(t, engine, nil) }

// With returns an empty borough on an engine, with further features.
func With(t testing.TB, engine db.Dialect, more feature.Set) *Borough {
	at := clock.NewManual(Now)
	open := dbtest.NewWith
	if engine == db.Postgres {
		open = dbtest.PostgresWith
	}
	return borough(t, open(t, db.Config{Clock: at}, append(features(), more...).Migrations()...), at, more)
}

func borough(t testing.TB, d *db.DB, at *clock.Manual, more feature.Set) *Borough {
	b := &Borough{DB: d, Clock: at, Ctx: dbtest.Context(t), Reads: &Reads{}, t: t}
	wigan := Wigan(t, more.Sections()...)
	b.Blueprints = wigan
	b.Staff = staff.New(d, wigan, nowhere{})
	b.Deployment = deployment.New(d, wigan, nowhere{}, b.Staff, func() string { return "" })
	b.Staff.WatchedBy(b.Deployment)
	b.Reports = reports.New(d, wigan, append(Measures(), b.Deployment.Measures()...), b.Reads)
	return b
}

// ID is the borough's id.
func (b *Borough) ID() string { return db.CallerOf(b.Ctx).Borough }

// As is the borough as somebody uses it.
func (b *Borough) As(p access.Principal) context.Context {
	caller := db.CallerOf(b.Ctx)
	caller.Actor = p.Account
	return access.With(db.As(b.Ctx, caller), p)
}

// Somebody holds a role for a neighbourhood; "" is the whole borough.
func Somebody(role access.Role, neighbourhood string) access.Principal {
	return access.Principal{
		Account: string(role) + "-" + neighbourhood, Name: "Sam " + string(role),
		Grants: []access.Grant{{Role: role, Neighbourhood: neighbourhood}},
	}
}

// Reads keeps what was noted as looked at.
type Reads struct {
	Entries []journal.Entry
	First   error // why nothing can be recorded first
}

// Saw implements people.Reads.
func (r *Reads) Saw(_ context.Context, e journal.Entry) error {
	r.Entries = append(r.Entries, e)
	return nil
}

// SawFirst implements reports.Reads. It fails where First says so.
func (r *Reads) SawFirst(ctx context.Context, e journal.Entry) error {
	if r.First != nil {
		return r.First
	}
	return r.Saw(ctx, e)
}

// blueprints is one blueprint that is always in force.
type blueprints struct{ current *blueprint.Blueprint }

// Current implements reports.Blueprints.
func (b blueprints) Current(context.Context) (*blueprint.Blueprint, error) { return b.current, nil }

// At implements intake.Blueprints.
func (b blueprints) At(context.Context, string) (*blueprint.Blueprint, error) { return b.current, nil }

// Wigan is the blueprint of Wigan as it stands in the project.
func Wigan(t testing.TB, more ...blueprint.Section) reports.Blueprints {
	t.Helper()
	return blueprints{stepstest.Blueprint(t, "wigan", append([]blueprint.Section{
		answers.EqualitySection(), calls.SettingsSection(), intake.ScriptSection(), food.HampersSection(),
		volunteering.Section(), staff.RulesSection(), deployment.EstablishmentSection(),
	}, more...)...)}
}
