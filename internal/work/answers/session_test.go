package answers_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/work/answers"
)

var migrations = []db.Migrations{answers.Static().Migrations}

func TestAFormIsKeptUntilItIsSent(t *testing.T) {
	dbtest.Each(t, migrations, func(t *testing.T, d *db.DB) {
		ctx, s := dbtest.Context(t), answers.New(d)
		f, token := s.Start("7")
		if _, err := s.Resume(ctx, token); fault.KindOf(err) != fault.NotFound {
			t.Fatalf("a form nobody saved is found: %v", err)
		}
		f.Answers = answers.Answers{"needs": {"food"}, "phone": {}}
		must(t, s.Save(ctx, f))
		got, err := s.Resume(ctx, token)
		if err != nil || got.Blueprint != "7" || got.Key != f.Key || got.Receipt != "" || !got.Answers.Has("needs", "food") {
			t.Fatalf("%+v %v", got, err)
		}
		if _, asked := got.Answers["phone"]; !asked {
			t.Error("a question left blank is forgotten to have been asked")
		}
		must(t, s.Sent(ctx, got, "7K3D-9M2"))
		must(t, s.Sent(ctx, got, "another"))
		if err := s.Save(ctx, got); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a form that was sent is opened again: %v", err)
		}
		if got, _ = s.Resume(ctx, token); got.Receipt != "7K3D-9M2" || len(got.Answers) != 0 {
			t.Errorf("after sending it is %+v", got)
		}
		if _, err := s.Resume(dbtest.Context(t), token); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another borough finds it: %v", err)
		}
		must(t, s.Forget(ctx, token))
		if _, err := s.Resume(ctx, token); fault.KindOf(err) != fault.NotFound {
			t.Errorf("it is not forgotten: %v", err)
		}
	})
}

func TestAFormExpires(t *testing.T) {
	now := clock.NewManual(time.Date(2020, 4, 2, 9, 0, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: now}, migrations...)
	ctx, s := dbtest.Context(t), answers.New(d)
	f, token := s.Start("1")
	must(t, s.Save(ctx, f))
	now.Advance(answers.Kept - time.Minute)
	must(t, s.Save(ctx, f))
	now.Advance(answers.Kept - time.Minute)
	if _, err := s.Resume(ctx, token); err != nil {
		t.Fatalf("a form saved less than a day ago is gone: %v", err)
	}
	must(t, s.Sweep(ctx))
	now.Advance(2 * time.Minute)
	if _, err := s.Resume(ctx, token); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a form of yesterday is found: %v", err)
	}
	must(t, s.Sweep(ctx))
	now.Advance(-answers.Kept)
	if _, err := s.Resume(ctx, token); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a form of yesterday is still kept: %v", err)
	}
}

// TestPagesSavedAtOnce: many tabs may save one form; none of them breaks it.
func TestPagesSavedAtOnce(t *testing.T) {
	dbtest.Each(t, migrations, func(t *testing.T, d *db.DB) {
		ctx, s := dbtest.Context(t), answers.New(d)
		f, token := s.Start("1")
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() { must(t, s.Save(context.WithoutCancel(ctx), f)) })
		}
		all.Wait()
		if _, err := s.Resume(ctx, token); err != nil {
			t.Error(err)
		}
	})
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Error(err)
	}
}
