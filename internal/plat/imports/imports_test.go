package imports_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/imports"
)

var sets = []db.Migrations{imports.Migrations()}

var plan = imports.Plan{Kind: "postcodes", Name: "wn.csv", Hash: "abc"}

func begin(t *testing.T, ctx context.Context, l *imports.Log, p imports.Plan) imports.Run {
	t.Helper()
	run, err := l.Begin(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// note writes one step, or the end, of a run.
func note(ctx context.Context, d *db.DB, run imports.Run, how func(*db.Tx, imports.Run) error) error {
	return d.Write(ctx, func(tx *db.Tx) error { return how(tx, run) })
}

func TestRunGoesOnAfterACrash(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		ctx, l := dbtest.Context(t), imports.New(d)
		run := begin(t, ctx, l, plan)
		if run.Resumed() || run.State != imports.Running || run.Actor != "tester" {
			t.Fatalf("a new run is %+v", run)
		}
		run.Mark, run.Done, run.Counts = "directory 7", 4000, imports.Counts{Added: 3990, Changed: 2, Unchanged: 5, Rejected: 3}
		if err := note(ctx, d, run, imports.Step); err != nil {
			t.Fatal(err)
		}
		again := begin(t, ctx, l, plan)
		if again.ID != run.ID || again.Mark != "directory 7" || again.Done != 4000 || again.Counts != run.Counts || !again.Resumed() {
			t.Errorf("taken up again as %+v", again)
		}
		if err := note(ctx, d, run, imports.Step); fault.KindOf(err) != fault.Conflict {
			t.Errorf("the program that was thought dead may go on: %v", err)
		}
		again.Done, again.Note = 8000, "whole"
		if err := note(ctx, d, again, imports.Finish); err != nil {
			t.Fatal(err)
		}
		if third := begin(t, ctx, l, plan); third.ID == run.ID || third.Resumed() {
			t.Errorf("a finished run is taken up again: %+v", third)
		}
		runs, err := l.Recent(ctx, 10)
		if err != nil || len(runs) != 2 || runs[1].State != imports.Finished || runs[1].Note != "whole" || runs[1].FinishedAt.IsZero() {
			t.Errorf("listed as %+v, %v", runs, err)
		}
	})
}

func TestRunsAreKeptApart(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		ctx, l := dbtest.Context(t), imports.New(d)
		ids := []imports.RunID{begin(t, ctx, l, plan).ID}
		for _, p := range []imports.Plan{{"boundaries", "wn.csv", "abc"}, {"postcodes", "wn.csv", "def"}} {
			ids = append(ids, begin(t, ctx, l, p).ID)
		}
		ids = append(ids, begin(t, dbtest.Context(t), l, plan).ID) // another borough's
		slices.Sort(ids)
		if len(slices.Compact(ids)) != 4 {
			t.Errorf("runs were mixed up: %v", ids)
		}
		if begin(t, ctx, l, imports.Plan{Kind: "postcodes", Name: "renamed.csv", Hash: "abc"}).Name != "wn.csv" {
			t.Error("the same contents under another name are not known again")
		}
	})
}

func TestFail(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		ctx, cancel := context.WithCancel(dbtest.Context(t))
		l := imports.New(d)
		run := begin(t, ctx, l, plan)
		cancel() // the reason for many a failure
		if err := l.Fail(ctx, run, fault.New(fault.Invalid, "x", "The file ends early.")); err != nil {
			t.Fatal(err)
		}
		ctx = context.WithoutCancel(ctx)
		runs, err := l.Recent(ctx, 1)
		if err != nil || runs[0].State != imports.Failed || runs[0].Note != "The file ends early." {
			t.Errorf("kept as %+v, %v", runs, err)
		}
		if begin(t, ctx, l, plan).ID != run.ID {
			t.Error("a failed run is not taken up again")
		}
	})
}

func TestHash(t *testing.T) {
	of := func(text string, files ...string) string {
		h := imports.NewHash()
		h.Text(text)
		for _, f := range files {
			if err := h.File(t.Context(), strings.NewReader(f)); err != nil {
				t.Fatal(err)
			}
		}
		return h.Sum()
	}
	same := of("2025-11", "a", "b")
	if same != of("2025-11", "a", "b") || len(same) != 64 {
		t.Error("the same gives another hash")
	}
	for _, other := range []string{of("2025-12", "a", "b"), of("2025-11", "b", "a"), of("2025-11", "ab"), of("2025-11", "a")} {
		if other == same {
			t.Error("something else gives the same hash")
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := imports.NewHash().File(ctx, strings.NewReader("a")); !errors.Is(err, context.Canceled) {
		t.Errorf("goes on after the end: %v", err)
	}
}
