// Package settingstest sets a borough up, for the tests of what administrators see.
package settingstest

import (
	"context"
	"embed"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/imports"
	"kith/internal/plat/jobs"
	"kith/internal/plat/journal"
	"kith/internal/registers/accounts"
	"kith/internal/registers/organisations"
	"kith/internal/registers/staff"
	"kith/internal/registers/volunteering"
	"kith/internal/services/calls"
	"kith/internal/services/deployment"
	"kith/internal/services/food"
	"kith/internal/services/intake"
	"kith/internal/settings"
	"kith/internal/work/answers"
	"kith/internal/work/steps/stepstest"
)

// Borough is a borough of its own, without a blueprint yet.
type Borough struct {
	DB         *db.DB
	Clock      clock.Clock
	Ctx        context.Context // of the borough, nobody signed in
	Blueprints *blueprint.Service
	Journal    *journal.Journal
	Jobs       *jobs.Jobs
	Settings   *settings.Service
	// Letters counts the letters sent; those sent while Jammed is set come to rest.
	Letters atomic.Int64
	Jammed  atomic.Bool

	t testing.TB
}

//go:embed migrations/*.sql
var apart embed.FS

// sets has something of its own in it, so that on PostgreSQL no other program's tests
// share the schema and do its jobs.
func sets() []db.Migrations {
	return []db.Migrations{
		journal.Migrations(), imports.Migrations(), blueprint.Migrations(), organisations.Static().Migrations, accounts.Static().Migrations, settings.Static().Migrations,
		{Name: "settingstest", FS: apart},
	}
}

// Each runs a test on both engines, each time in a borough of its own.
func Each(t *testing.T, test func(t *testing.T, b *Borough)) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) { test(t, borough(t, d)) })
}

// New returns a borough on SQLite.
func New(t testing.TB) *Borough { return borough(t, dbtest.New(t, sets()...)) }

func borough(t testing.TB, d *db.DB) *Borough {
	t.Helper()
	b := &Borough{DB: d, Clock: clock.System{}, Ctx: dbtest.Context(t), t: t}
	b.must(jobs.Migrate(t.Context(), d))
	b.Blueprints, b.Journal = blueprint.New(d, sections()), journal.New(d, nil, nil)
	who := accounts.New(d)
	b.Settings = settings.New(d, b.Blueprints, b.Journal, who)
	var r jobs.Registry
	r.Periodic(settings.CheckJob, settings.CheckEvery, b.Settings.CheckJournal)
	jobs.Handle(&r, "letters.print", func(context.Context, string) error {
		if b.Jammed.Load() {
			return jobs.GiveUp(errors.New("the printer is jammed"))
		}
		b.Letters.Add(1)
		return nil
	})
	var err error
	b.Jobs, err = jobs.New(d, &r, b.ID(), nil)
	b.must(err)
	b.Settings.RunBy(b.Jobs)
	return b
}

func (b *Borough) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// ID is the borough's id.
func (b *Borough) ID() string { return db.CallerOf(b.Ctx).Borough }

// Somebody holds a role for the whole borough.
func Somebody(role access.Role) access.Principal {
	return access.Principal{Account: string(role), Name: "Sam " + string(role), Grants: []access.Grant{{Role: role}}}
}

// As is the borough as somebody with a role uses it.
func (b *Borough) As(role access.Role) context.Context {
	caller := db.CallerOf(b.Ctx)
	caller.Actor = string(role)
	return access.With(db.As(b.Ctx, caller), Somebody(role))
}

// Work runs jobs until done says so.
func (b *Borough) Work(done func() bool) {
	b.t.Helper()
	ctx, stop := context.WithCancel(b.Ctx)
	ended := make(chan error)
	go func() { ended <- b.Jobs.Run(ctx) }()
	deadline := time.Now().Add(20 * time.Second)
	for !done() && time.Now().Before(deadline) {
		time.Sleep(20 * time.Millisecond)
	}
	over := !done()
	stop()
	b.must(<-ended)
	if over {
		b.t.Fatal("the work was not done in twenty seconds")
	}
}

// Rest makes n letters that come to rest.
func (b *Borough) Rest(n int) []jobs.Dead {
	b.t.Helper()
	b.Jammed.Store(true)
	for range n {
		b.must(b.Jobs.Enqueue(b.Ctx, "letters.print", "Dear neighbour"))
	}
	b.Work(func() bool { return len(b.dead()) == n })
	b.Jammed.Store(false)
	return b.dead()
}

func (b *Borough) dead() []jobs.Dead {
	dead, err := b.Jobs.Dead(b.Ctx, 100)
	b.must(err)
	return dead
}

// Apply applies Wigan's blueprint as the borough's own, with some texts of some files
// replaced: file, old, new.
func (b *Borough) Apply(actor, note string, replace ...[3]string) {
	b.t.Helper()
	folder := blueprinttest.Shipped(b.t, "wigan", sections()...)
	for _, r := range append(replace, [3]string{"borough.yaml", "id: wigan\n", "id: " + b.ID() + "\n"}) {
		file := folder[r[0]]
		if !strings.Contains(string(file.Data), r[1]) {
			b.t.Fatalf("%s has no %q", r[0], r[1])
		}
		file.Data = []byte(strings.Replace(string(file.Data), r[1], r[2], 1))
	}
	caller := db.CallerOf(b.Ctx)
	caller.Actor = actor
	_, _, err := b.Blueprints.Apply(db.As(b.Ctx, caller), folder, note)
	b.must(err)
}

func sections() []blueprint.Section {
	return append(stepstest.Sections(),
		answers.EqualitySection(), calls.SettingsSection(), intake.ScriptSection(), food.HampersSection(), volunteering.Section(),
		staff.RulesSection(), deployment.EstablishmentSection())
}
