package db_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
)

// occupy keeps the writer busy until the function it returns is called.
func occupy(t *testing.T, d *db.DB) (release func()) {
	t.Helper()
	began, finish := make(chan struct{}), make(chan struct{})
	var done sync.WaitGroup
	done.Go(func() {
		err := d.Write(dbtest.Context(t), func(*db.Tx) error {
			close(began)
			<-finish
			time.Sleep(20 * time.Millisecond) // so that its batch has no time for others
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
	<-began
	return func() { close(finish); done.Wait() }
}

// waitFor waits until n writes are in the queue.
func waitFor(t *testing.T, d *db.DB, n int) {
	t.Helper()
	for range 5000 {
		if d.Stats().Waiting == n {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatalf("%d writes wait, want %d", d.Stats().Waiting, n)
}

func TestConcurrentWritesShareACommit(t *testing.T) {
	d := dbtest.New(t, parcels...)
	ctx := dbtest.Context(t)
	release := occupy(t, d)
	before := d.Stats()
	var all sync.WaitGroup
	for i := range 50 {
		all.Go(func() {
			if err := d.Write(ctx, func(tx *db.Tx) error { return addParcel(tx, fmt.Sprint(i)) }); err != nil {
				t.Error(err)
			}
		})
	}
	waitFor(t, d, 50)
	release()
	all.Wait()
	after := d.Stats()
	if writes, commits := after.Writes-before.Writes, after.Commits-before.Commits; writes != 51 || commits > 10 {
		t.Errorf("%d writes took %d commits", writes, commits)
	}
}

func TestUrgentWritesGoFirst(t *testing.T) {
	d := dbtest.New(t, parcels...)
	ctx := dbtest.Context(t)
	release := occupy(t, d)
	var order []string
	var all sync.WaitGroup
	queued := 0
	enqueue := func(name string, p db.Priority) {
		all.Go(func() {
			err := d.Write(db.Background(ctx, p), func(*db.Tx) error {
				order = append(order, name) // the writer gives one turn at a time
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
		queued++
		waitFor(t, d, queued)
	}
	enqueue("import 1", db.Imports)
	enqueue("job 1", db.Jobs)
	enqueue("person 1", db.People)
	enqueue("import 2", db.Imports)
	enqueue("person 2", db.People)
	enqueue("job 2", db.Jobs)
	release()
	all.Wait()
	if want := []string{"person 1", "person 2", "job 1", "job 2", "import 1", "import 2"}; !slices.Equal(order, want) {
		t.Errorf("order %v", order)
	}
}

// People who never stop saving hold up an import, but not for ever.
func TestPatienceRunsOut(t *testing.T) {
	d := dbtest.New(t, parcels...)
	ctx, stop := context.WithCancel(dbtest.Context(t))
	var people sync.WaitGroup
	for range 4 {
		people.Go(func() {
			for ctx.Err() == nil {
				d.Write(ctx, func(*db.Tx) error { time.Sleep(time.Millisecond); return nil })
			}
		})
	}
	for _, p := range []db.Priority{db.Jobs, db.Imports} {
		began := time.Now()
		if err := d.Write(db.Background(ctx, p), func(*db.Tx) error { return nil }); err != nil {
			t.Error(err)
		}
		if took := time.Since(began); took > 3*time.Second {
			t.Errorf("priority %d waited %v", p, took)
		}
	}
	stop()
	people.Wait()
}

func TestLeavingTheQueue(t *testing.T) {
	d := dbtest.New(t, parcels...)
	release := occupy(t, d)
	ctx, cancel := context.WithCancel(dbtest.Context(t))
	left := make(chan error)
	go func() {
		left <- d.Write(ctx, func(*db.Tx) error { t.Error("ran after leaving"); return nil })
	}()
	waitFor(t, d, 1)
	cancel()
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v", err)
	}
	release()
	if err := d.Write(dbtest.Context(t), func(*db.Tx) error { return nil }); err != nil {
		t.Error(err)
	}
}

// outcomes runs fns as writes that share a batch, in order.
func outcomes(t *testing.T, d *db.DB, ctx context.Context, fns ...func(*db.Tx) error) []error {
	t.Helper()
	release := occupy(t, d)
	errs := make([]error, len(fns))
	var all sync.WaitGroup
	for i, fn := range fns {
		all.Go(func() { errs[i] = d.Write(ctx, fn) })
		waitFor(t, d, i+1)
	}
	release()
	all.Wait()
	return errs
}

// orphans has a foreign key that is only looked at by COMMIT.
var orphans = []db.Migrations{{Name: "orphans", FS: fstest.MapFS{
	"1_orphans.sql": {Data: []byte(`
CREATE TABLE orphans_parent (id TEXT PRIMARY KEY);
CREATE TABLE orphans_child (id TEXT REFERENCES orphans_parent (id) DEFERRABLE INITIALLY DEFERRED);
`)},
}}}

func TestFailedCommitFailsEveryMember(t *testing.T) {
	d := dbtest.New(t, orphans...)
	ctx := dbtest.Context(t)
	parent := func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO orphans_parent (id) VALUES (?)`, "p1")
		return err
	}
	child := func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO orphans_child (id) VALUES (?)`, "nobody's")
		return err
	}
	for i, err := range outcomes(t, d, ctx, parent, child) {
		if fault.KindOf(err) != fault.Unavailable || fault.CodeOf(err) != "db.commit" {
			t.Errorf("write %d: %v", i, err)
		}
	}
	var n int
	if err := d.Read(ctx).QueryRow(`SELECT count(*) FROM orphans_parent`).Scan(&n); err != nil || n != 0 {
		t.Errorf("%d rows, %v", n, err)
	}
	if err := d.Write(ctx, parent); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

// A write that destroys the transaction itself takes nobody with it: those
// before it in the batch are run again.
func TestBrokenBatchIsRunAgain(t *testing.T) {
	d := dbtest.New(t, parcels...)
	ctx := dbtest.Context(t)
	runs := 0
	errs := outcomes(t, d, ctx,
		func(tx *db.Tx) error { runs++; return addParcel(tx, "p1") },
		func(tx *db.Tx) error {
			if _, err := tx.Exec("ROLLBACK"); err != nil {
				return err
			}
			return errors.New("broke it")
		})
	if errs[0] != nil || errs[1] == nil || runs != 2 {
		t.Errorf("%v after %d runs", errs, runs)
	}
	if ids := parcelIDs(t, d.Read(ctx)); !slices.Equal(ids, []string{"p1"}) {
		t.Errorf("kept %v", ids)
	}
}

func TestClose(t *testing.T) {
	d := openFor(t, db.Config{Dir: t.TempDir(), Volatile: true})
	if err := db.Migrate(t.Context(), d, parcels); err != nil {
		t.Fatal(err)
	}
	ctx := dbtest.Context(t)
	release := occupy(t, d)
	waited := make(chan error)
	go func() { waited <- d.Write(ctx, func(tx *db.Tx) error { return addParcel(tx, "p1") }) }()
	waitFor(t, d, 1)
	closed := make(chan error)
	go func() { closed <- d.Close() }()
	release()
	if err := <-waited; err != nil {
		t.Errorf("a write that waited: %v", err)
	}
	if err := <-closed; err != nil {
		t.Errorf("close: %v", err)
	}
	err := d.Write(ctx, func(*db.Tx) error { return nil })
	if fault.CodeOf(err) != "db.closed" {
		t.Errorf("a write afterwards: %v", err)
	}
	if err := d.Close(); err != nil {
		t.Errorf("second close: %v", err)
	}
}
