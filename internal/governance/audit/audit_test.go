package audit_test

import (
	"context"
	"log/slog"
	"slices"
	"testing"
	"time"

	"kith/internal/feature"
	"kith/internal/governance/audit"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
)

var (
	governance = access.Principal{Account: "gov", Grants: []access.Grant{{Role: access.Governance}}}
	manager    = access.Principal{Account: "manager", Grants: []access.Grant{{Role: access.Manager}}}
	parts      = feature.Set{{Name: "journal", Migrations: journal.Migrations()}, people.Static()}
)

type office struct {
	*testing.T
	d     *db.DB
	s     *audit.Service
	reads *journal.Reads
	ctx   context.Context
	clock *clock.Manual
}

func start(t *testing.T, d *db.DB, at *clock.Manual) *office {
	m, err := parts.DataMap()
	if err != nil {
		t.Fatal(err)
	}
	reads := journal.New(d, nil, slog.New(slog.DiscardHandler)).Reads()
	return &office{t, d, audit.New(d, m, reads), reads, access.With(dbtest.Context(t), governance), at}
}

func each(t *testing.T, test func(o *office)) {
	at := clock.NewManual(time.Date(2020, 4, 21, 9, 0, 0, 0, time.UTC))
	t.Run("sqlite", func(t *testing.T) {
		test(start(t, dbtest.NewWith(t, db.Config{Clock: at}, parts.Migrations()...), at))
	})
	t.Run("postgres", func(t *testing.T) {
		test(start(t, dbtest.PostgresWith(t, db.Config{Clock: at}, parts.Migrations()...), at))
	})
}

func (o *office) did(actor, purpose string, e journal.Entry) {
	o.Helper()
	ctx := db.As(o.ctx, db.Caller{Borough: db.CallerOf(o.ctx).Borough, Actor: actor, Purpose: purpose})
	if err := o.d.Write(ctx, func(tx *db.Tx) error { return journal.Record(tx, e) }); err != nil {
		o.Fatal(err)
	}
	o.clock.Advance(time.Minute)
}

func (o *office) person() string {
	o.Helper()
	var r people.Record
	if err := o.d.Write(o.ctx, func(tx *db.Tx) (err error) {
		r, err = people.Add(tx, people.NewRecord{Described: people.Described{GivenNames: "Ann", FamilyName: "Canary"}}, nil)
		return err
	}); err != nil {
		o.Fatal(err)
	}
	o.clock.Advance(time.Minute)
	return string(r.ID)
}

func read(subject string, objects ...journal.Object) journal.Entry {
	return journal.Entry{Verb: "looked at a person", Topic: "people.read", Subject: subject, Objects: objects}
}

func (o *office) page(q journal.Query) (verbs []string, more bool) {
	o.Helper()
	entries, more, err := o.s.Page(o.ctx, q)
	if err != nil {
		o.Fatal(err)
	}
	for _, e := range entries {
		verbs = append(verbs, e.Actor+" "+e.Verb)
	}
	return verbs, more
}

func TestTheJournalIsReadByWhoWhomAndWhen(t *testing.T) {
	each(t, func(o *office) {
		ann := o.person()
		o.did("jo", "call", read(ann))
		o.did("pat", "board", journal.Entry{Verb: "opened a need", Topic: "needs.opened", Subject: ann})
		noon := o.clock.Now()
		o.did("jo", "", journal.Entry{Verb: "exported requests", Topic: "needs.exported"})
		for name, one := range map[string]struct {
			q    journal.Query
			want int
		}{
			"all":            {journal.Query{}, 4},
			"one account":    {journal.Query{Actor: "jo"}, 2},
			"one person":     {journal.Query{Subjects: []string{ann}}, 3},
			"who looked":     {journal.Query{What: journal.Looked}, 1},
			"what left":      {journal.Query{What: journal.TookOut}, 1},
			"what was done":  {journal.Query{What: journal.WasDone}, 3},
			"before noon":    {journal.Query{Until: noon}, 3},
			"from noon on":   {journal.Query{From: noon}, 1},
			"an erased one":  {journal.Query{Subjects: []string{"gone"}}, 0},
			"two of four":    {journal.Query{Limit: 2}, 2},
			"nobody's deeds": {journal.Query{Actor: "nobody"}, 0},
		} {
			got, more := o.page(one.q)
			if len(got) != one.want || more != (name == "two of four") {
				o.Errorf("%s: %q, more %v; want %d", name, got, more, one.want)
			}
		}
		first, _, err := o.s.Page(o.ctx, journal.Query{Limit: 2})
		if err != nil {
			o.Fatal(err)
		}
		if rest, more := o.page(journal.Query{Limit: 2, Before: first[1].ID}); len(rest) != 2 || more || rest[1] != "tester added a person" {
			o.Errorf("the second page is %q, more %v", rest, more)
		}
	})
}

func TestWhatIsWrongAndWhoMayNot(t *testing.T) {
	each(t, func(o *office) {
		_, _, err := o.s.Page(o.ctx, journal.Query{From: o.clock.Now(), Until: o.clock.Now().Add(-time.Hour)})
		if fault.CodeOf(err) != "audit.period" {
			o.Errorf("a period that ends before it begins: %v", err)
		}
		ctx := access.With(o.ctx, manager)
		if _, _, err := o.s.Page(ctx, journal.Query{}); fault.KindOf(err) != fault.Forbidden {
			o.Errorf("a manager reads the journal: %v", err)
		}
		if _, err := o.s.ReadersOf(ctx, "x"); fault.KindOf(err) != fault.Forbidden {
			o.Errorf("a manager reads who read: %v", err)
		}
		if err := o.s.Exporting(ctx, journal.Query{}); fault.KindOf(err) != fault.Forbidden {
			o.Errorf("a manager exports it: %v", err)
		}
	})
}

func TestWhoHasSeenSomebody(t *testing.T) {
	each(t, func(o *office) {
		ann, bob := o.person(), o.person()
		o.did("jo", "call", read(ann))
		o.did("jo", "call again", read(ann))
		o.did("pat", "board", read("", journal.Object{Kind: "person", ID: bob}, journal.Object{Kind: "person", ID: ann}))
		o.did("sam", "sheet", journal.Entry{Verb: "printed", Topic: "medicines.printed", Subject: ann})
		o.did("al", "call", read(bob))
		all, err := o.s.ReadersOf(o.ctx, ann)
		if err != nil {
			o.Fatal(err)
		}
		got := map[string]audit.Reader{}
		for _, one := range all {
			got[one.Actor] = one
		}
		if j := got["jo"]; j.Opened != 2 || j.Listed != 0 || len(j.Because) != 2 || !j.First.Before(j.Last) {
			o.Errorf("jo: %+v", j)
		}
		if got["pat"].Listed != 1 || got["sam"].Took != 1 || got["al"].Actor != "" {
			o.Errorf("%+v", got)
		}
		o.clock.Advance(40 * 24 * time.Hour)
		all, err = o.s.ReadersOf(o.ctx, ann)
		if err != nil || len(all) < 2 {
			o.Fatalf("%+v %v", all, err)
		}
		for _, one := range all {
			if one.Actor == "pat" {
				o.Error("a list is looked through for longer than is said")
			}
		}
	})
}

// Whoever reads the journal stands in it.
func TestReadingTheJournalIsWrittenDown(t *testing.T) {
	each(t, func(o *office) {
		ann := o.person()
		if err := o.s.Exporting(o.ctx, journal.Query{Actor: "jo"}); err != nil {
			o.Fatal(err)
		}
		if _, err := o.s.ReadersOf(o.ctx, ann); err != nil {
			o.Fatal(err)
		}
		verbs, _ := o.page(journal.Query{})
		if len(verbs) != 3 || verbs[0] != "tester read who has seen somebody" || verbs[1] != "tester exported a part of the journal" {
			o.Errorf("the journal says %q", verbs)
		}
		if err := o.reads.Flush(o.ctx); err != nil {
			o.Fatal(err)
		}
		if verbs, _ = o.page(journal.Query{}); len(verbs) != 4 || !slices.Contains(verbs, "tester read the journal") {
			o.Errorf("of the page that was read the journal says %q", verbs)
		}
	})
}
