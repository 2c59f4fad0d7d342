package keeping_test

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/feature"
	"kith/internal/governance/keeping"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/registers/assets"
	"kith/internal/registers/attributes"
	"kith/internal/registers/people"
)

const file = `keep:
  - {id: notes, basis: "Public task, Care Act 2014", days: 100, why: Claims.}
`

var (
	governance = access.Principal{Account: "gov", Name: "Gill", Grants: []access.Grant{{Role: access.Governance}}}
	agent      = access.Principal{Account: "agent", Grants: []access.Grant{{Role: access.Agent}}}
	parts      = feature.Set{{Name: "journal", Migrations: journal.Migrations()}, assets.Static(), people.Static(), attributes.Static(), keeping.Static()}
	notice     = assets.Asset{
		ID: "shielded", Name: "Shielded patients", Owner: "The NHS", Agreement: "A1", Purpose: "To help.", Basis: "The COPI notice",
		BasisEnds: day.New(2022, 6, 30), KeepDays: 28,
	}
)

type office struct {
	*testing.T
	d     *db.DB
	s     *keeping.Service
	j     *journal.Journal
	ctx   context.Context
	clock *clock.Manual
	b     *blueprint.Blueprint
	why   string // why nothing of anybody may go
}

func (o *office) Current(context.Context) (*blueprint.Blueprint, error) { return o.b, nil }

func each(t *testing.T, test func(o *office)) {
	run := func(open func(testing.TB, db.Config, ...db.Migrations) *db.DB) func(t *testing.T) {
		return func(t *testing.T) {
			at := clock.NewManual(time.Date(2022, 6, 30, 9, 0, 0, 0, time.UTC))
			d := open(t, db.Config{Clock: at}, parts.Migrations()...)
			m, err := parts.DataMap()
			if err != nil {
				t.Fatal(err)
			}
			o := &office{T: t, d: d, clock: at, ctx: access.With(dbtest.Context(t), governance), j: journal.New(d, nil, slog.New(slog.DiscardHandler))}
			o.b = blueprinttest.Load(t, map[string]string{"keeping.yaml": file}, assets.Section(), keeping.Section())
			o.s = keeping.New(d, o, assets.New(d, o), m)
			o.s.HeldBy(func(db.Reader, string) (string, error) { return o.why, nil })
			test(o)
		}
	}
	t.Run("sqlite", run(dbtest.NewWith))
	t.Run("postgres", run(dbtest.PostgresWith))
}

func (o *office) must(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

func (o *office) write(fn func(tx *db.Tx) error) { o.Helper(); o.must(o.d.Write(o.ctx, fn)) }

func (o *office) ann() (r people.Record) {
	o.Helper()
	o.write(func(tx *db.Tx) (err error) {
		r, err = people.Add(tx, people.NewRecord{Described: people.Described{GivenNames: "Ann", FamilyName: "Canary"}}, nil)
		return err
	})
	return r
}

// notes writes n notes about somebody now.
func (o *office) notes(who people.Record, n int) {
	o.Helper()
	o.write(func(tx *db.Tx) error {
		for range n {
			_, err := tx.Exec(`INSERT INTO people_note (borough_id, id, record_id, said, health, written_by, written_at) VALUES (?, ?, ?, 'A note', FALSE, 'jo', ?)`,
				tx.Borough(), ident.New[office](tx.Now()), who.ID, tx.Now())
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func (o *office) left() (n int) {
	o.Helper()
	o.must(o.d.Read(o.ctx).QueryRow(`SELECT count(*) FROM people_note WHERE borough_id = ?`, db.CallerOf(o.ctx).Borough).Scan(&n))
	return n
}

func (o *office) proofs() []keeping.Proof {
	o.Helper()
	all, err := o.s.Proofs(o.ctx)
	o.must(err)
	return all
}

func (o *office) queue() []keeping.Item {
	o.Helper()
	all, err := o.s.Queue(o.ctx)
	o.must(err)
	return all
}

// What is past its time goes, on the day and not before, and the proof says how much and a
// hash over which, and nothing else.
func TestWhatIsPastItsTimeIsPurgedAndProved(t *testing.T) {
	each(t, func(o *office) {
		ann := o.ann()
		o.notes(ann, 450) // more than one part, all of the same moment
		o.clock.Advance(24 * time.Hour)
		o.notes(ann, 1)
		o.clock.Advance(99 * 24 * time.Hour)
		o.must(o.s.Daily(o.ctx))
		if n := o.left(); n != 451 {
			o.Fatalf("%d are left a moment before their time", n)
		}
		o.clock.Advance(time.Second)
		for range 3 {
			o.must(o.s.Daily(o.ctx))
		}
		if n := o.left(); n != 1 {
			o.Errorf("%d are left, want 1", n)
		}
		var gone int64
		for _, p := range o.proofs() {
			gone += p.Rows
			if p.Rule != "notes" || len(p.Hash) != 64 || p.Version != o.b.Version {
				o.Errorf("the proof is %+v", p)
			}
		}
		if gone != 450 {
			o.Errorf("the proofs tell of %d", gone)
		}
		o.clock.Advance(24 * time.Hour)
		o.must(o.s.Daily(o.ctx))
		if n := o.left(); n != 0 {
			o.Errorf("%d are left on the next day", n)
		}
		if told, err := journal.Search(o.d.Read(o.ctx), journal.Query{Actor: "tester", Limit: 100}); err != nil || !slices.ContainsFunc(told, func(e journal.Sealed) bool { return e.Topic == "keeping.purged" }) {
			o.Errorf("the journal was not told: %v", err)
		}
	})
}

// What may not go yet waits on the queue with why, and goes as soon as it may.
func TestWhatMayNotGoYetWaits(t *testing.T) {
	each(t, func(o *office) {
		o.notes(o.ann(), 2)
		o.clock.Advance(101 * 24 * time.Hour)
		o.why = "They asked for a copy."
		for range 2 {
			o.must(o.s.Daily(o.ctx))
		}
		q := o.queue()
		if o.left() != 2 || len(q) != 2 || q[0].Why != "They asked for a copy." || q[0].Kind != "held" || q[0].Decision != "" {
			o.Fatalf("%d left, the queue is %+v", o.left(), q)
		}
		if err := o.s.Decide(o.ctx, q[0].ID, 1, keeping.Over, "Because"); fault.CodeOf(err) != "keeping.held" {
			o.Errorf("somebody decides about it: %v", err)
		}
		o.why = ""
		o.must(o.s.Daily(o.ctx))
		if q := o.queue(); o.left() != 0 || q[0].Decision != "gone" {
			o.Errorf("%d left, the queue is %+v", o.left(), q)
		}
		if p := o.proofs(); p[0].Rows != 2 {
			o.Errorf("the proof is %+v", p[0])
		}
	})
}

// P11: on the day after a basis ends nothing of it is read, an item is on the queue, and the
// purge is recorded; the way out is proposed, decided and recorded.
func TestABasisThatEnds(t *testing.T) {
	each(t, func(o *office) {
		ann := o.ann()
		o.write(func(tx *db.Tx) error {
			if err := assets.Adopt(tx, notice); err != nil {
				return err
			}
			_, err := attributes.Note(tx, attributes.Attribute{Record: ann.ID, Type: attributes.Risk, Key: "shielded", Asset: "shielded"})
			return err
		})
		known := func() int {
			all, err := attributes.Of(o.d.Read(o.ctx), people.PersonID(ann.ID))
			o.must(err)
			return len(all)
		}
		o.must(o.s.Daily(o.ctx))
		if known() != 1 || len(o.queue()) != 0 {
			t := o.queue()
			o.Fatalf("on the last day %d are known, the queue is %+v", known(), t)
		}
		o.clock.Set(time.Date(2022, 7, 1, 9, 0, 0, 0, time.UTC))
		if known() != 0 {
			o.Error("what is read on the day after")
		}
		for range 2 {
			o.must(o.s.Daily(o.ctx))
		}
		o.must(attributes.New(o.d).Sweep(o.ctx))
		o.must(o.j.SealBorough(o.ctx, db.CallerOf(o.ctx).Borough))
		entries, err := journal.Since(o.d.Read(o.ctx), db.CallerOf(o.ctx).Borough, 0)
		o.must(err)
		sub := o.s.Subscriptions()[0]
		for _, e := range entries {
			if sub.Wants(e.Topic) {
				o.must(sub.Handle(o.ctx, e))
				o.must(sub.Handle(o.ctx, e)) // told twice
			}
		}
		if p := o.proofs(); len(p) != 1 || p[0].Rule != "asset:shielded" || p[0].Rows != 1 || len(p[0].Hash) != 64 {
			o.Errorf("the proofs are %+v", p)
		}
		q := o.queue()
		if len(q) != 1 || q[0].Kind != "ended" || !strings.Contains(q[0].Why, "The COPI notice) ended on 30 June 2022") {
			o.Fatalf("the queue is %+v", q)
		}
		for code, try := range map[string]func() error{
			"keeping.decision":    func() error { return o.s.Decide(o.ctx, q[0].ID, 1, "perhaps", "Why") },
			"keeping.why":         func() error { return o.s.Decide(o.ctx, q[0].ID, 1, keeping.Over, " ") },
			"keeping.not-renewed": func() error { return o.s.Decide(o.ctx, q[0].ID, 1, keeping.Renewed, "A new notice") },
			"keeping.stale":       func() error { return o.s.Decide(o.ctx, q[0].ID, 9, keeping.Over, "Why") },
			"keeping.no-such":     func() error { return o.s.Decide(o.ctx, "x", 1, keeping.Over, "Why") },
		} {
			if err := try(); fault.CodeOf(err) != code {
				o.Errorf("want %s, got %v", code, err)
			}
		}
		if err := o.s.Decide(access.With(o.ctx, agent), q[0].ID, 1, keeping.Over, "Why"); fault.KindOf(err) != fault.Forbidden {
			o.Errorf("an agent decides: %v", err)
		}
		o.must(o.s.Decide(o.ctx, q[0].ID, 1, keeping.Over, "The notice ended"))
		if err := o.s.Decide(o.ctx, q[0].ID, 2, keeping.Over, "Again"); fault.CodeOf(err) != "keeping.decided" {
			o.Errorf("decided twice: %v", err)
		}
		if q := o.queue(); q[0].Decision != keeping.Over || q[0].By == "" || q[0].Said != "The notice ended" {
			o.Errorf("the queue is %+v", q)
		}
	})
}

func TestWhatIsWrongWithKeepingYAML(t *testing.T) {
	for text, want := range map[string]string{
		"keep:\n  - {id: everything, basis: B, days: 100}":                                 "is no sort of data",
		"keep:\n  - {id: notes, basis: \"\", days: 100}":                                   "names no legal basis",
		"keep:\n  - {id: notes, basis: B, days: 1}":                                        "too short or too long",
		"keep:\n  - {id: notes, basis: B, days: 100}\n  - {id: notes, basis: B, days: 90}": "notes",
	} {
		problems := blueprinttest.Problems(map[string]string{"keeping.yaml": text + "\n"}, keeping.Section())
		if !strings.Contains(strings.Join(problems, "\n"), want) {
			t.Errorf("%q: %q, want %q", text, problems, want)
		}
	}
}
