package brakes_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/plat/brakes"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
)

var (
	perAccount = brakes.Rule{Name: "test.account", Most: 3, Within: 5 * time.Minute}
	perNetwork = brakes.Rule{Name: "test.network", Most: 5, Within: 5 * time.Minute}
)

func each(t *testing.T, test func(t *testing.T, d *db.DB, ctx context.Context, at *clock.Manual)) {
	for name, open := range map[string]func(testing.TB, db.Config, ...db.Migrations) *db.DB{"sqlite": dbtest.NewWith, "postgres": dbtest.PostgresWith} {
		t.Run(name, func(t *testing.T) {
			at := clock.NewManual(time.Date(2020, 4, 7, 8, 30, 0, 0, time.UTC))
			test(t, open(t, db.Config{Clock: at}, brakes.Migrations()), dbtest.Context(t), at)
		})
	}
}

func entered(t *testing.T, b *brakes.Brakes, ctx context.Context, keys ...brakes.Key) bool {
	t.Helper()
	free, err := b.Enter(ctx, keys...)
	if err != nil {
		t.Fatal(err)
	}
	return free
}

func TestProgramsShareTheCount(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, ctx context.Context, at *clock.Manual) {
		sam, kim := brakes.Key{Rule: perAccount, What: "sam"}, brakes.Key{Rule: perAccount, What: "kim"}
		programs := []*brakes.Brakes{brakes.New(d, []byte("key")), brakes.New(d, []byte("key"))}
		for i := range 3 {
			if !entered(t, programs[i%2], ctx, sam) {
				t.Fatalf("try %d is refused", i)
			}
			at.Advance(time.Minute)
		}
		for i, b := range append(programs, brakes.New(d, []byte("key"))) { // the last was only just started
			if full, err := b.Full(ctx, sam); err != nil || !full || entered(t, b, ctx, sam) {
				t.Errorf("program %d lets more be tried (%v)", i, err)
			}
			if full, err := b.Full(ctx, kim); err != nil || full {
				t.Errorf("program %d shuts others out (%v)", i, err)
			}
		}
		at.Advance(2 * time.Minute) // the first try is five minutes old
		if !entered(t, programs[0], ctx, sam) || entered(t, programs[1], ctx, sam) {
			t.Error("the oldest alone should be forgiven")
		}
	})
}

func TestManyAtOnceAreNotLetThroughTogether(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, ctx context.Context, _ *clock.Manual) {
		sam, network := brakes.Key{Rule: perAccount, What: "sam"}, brakes.Key{Rule: perNetwork, What: "192.0.2.1/32"}
		var free atomic.Int32
		var all sync.WaitGroup
		for i := range 16 {
			all.Go(func() {
				keys := []brakes.Key{sam, network}
				if i%2 == 0 {
					keys[0], keys[1] = network, sam
				}
				ok, err := brakes.New(d, nil).Enter(ctx, keys...)
				if err != nil {
					t.Error(err)
				}
				if ok {
					free.Add(1)
				}
			})
		}
		all.Wait()
		if free.Load() != 3 {
			t.Errorf("%d were let through at once", free.Load())
		}
	})
}

func TestWhatSucceededIsForgiven(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, ctx context.Context, at *clock.Manual) {
		b := brakes.New(d, nil)
		sam, network := brakes.Key{Rule: perAccount, What: "sam"}, brakes.Key{Rule: perNetwork, What: "hub"}
		for range 9 { // a hub of people who sign in is not shut out by it
			if !entered(t, b, ctx, sam, network) {
				t.Fatal("somebody who signs in is shut out")
			}
			if err := d.Write(ctx, func(tx *db.Tx) error {
				if err := b.Forget(tx, sam); err != nil {
					return err
				}
				return b.TakeBack(tx, network)
			}); err != nil {
				t.Fatal(err)
			}
		}
		entered(t, b, ctx, sam, network)
		at.Advance(5 * time.Minute)
		if err := b.Sweep(ctx); err != nil {
			t.Fatal(err)
		}
		var n int
		r := d.Read(ctx)
		if err := r.QueryRow(`SELECT COUNT(*) FROM brakes_key WHERE borough_id = ?`, r.Borough()).Scan(&n); err != nil || n != 0 {
			t.Errorf("%d marks stay (%v)", n, err)
		}
	})
}

func TestAMarkNamesNobody(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, ctx context.Context, _ *clock.Manual) {
		entered(t, brakes.New(d, []byte("key")), ctx, brakes.Key{Rule: perAccount, What: "sam@example.org"})
		var mark string
		r := d.Read(ctx)
		if err := r.QueryRow(`SELECT mark FROM brakes_key WHERE borough_id = ?`, r.Borough()).Scan(&mark); err != nil || len(mark) != 22 {
			t.Errorf("kept as %q (%v)", mark, err)
		}
		if full, err := brakes.New(d, []byte("another key")).Full(ctx, brakes.Key{Rule: brakes.Rule{Name: "test.account", Most: 1, Within: time.Hour}, What: "sam@example.org"}); err != nil || full {
			t.Errorf("the mark is the same under another key (%v)", err)
		}
	})
}
