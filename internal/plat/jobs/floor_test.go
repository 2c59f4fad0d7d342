package jobs_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"go.uber.org/goleak"

	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/jobs"
	"kith/internal/plat/journal"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// sets has something of its own in it, so that on PostgreSQL no other program's
// tests share the schema and do its jobs.
var sets = []db.Migrations{journal.Migrations(), {Name: "jobstest", FS: fstest.MapFS{
	"20261101999999_apart.sql": {Data: []byte(`CREATE TABLE jobstest_apart (borough_id TEXT PRIMARY KEY);`)},
}}}

// floor is where a borough's jobs are run in a test.
type floor struct {
	*testing.T
	d       *db.DB
	ctx     context.Context
	borough string
}

func onBoth(t *testing.T, test func(f *floor)) {
	t.Helper()
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		if err := jobs.Migrate(t.Context(), d); err != nil {
			t.Fatal(err)
		}
		ctx := dbtest.Context(t)
		test(&floor{T: t, d: d, ctx: ctx, borough: db.CallerOf(ctx).Borough})
	})
}

func (f *floor) must(err error) {
	f.Helper()
	if err != nil {
		f.Fatal(err)
	}
}

// node returns a node's jobs, not yet running.
func (f *floor) node(r *jobs.Registry) *jobs.Jobs {
	f.Helper()
	j, err := jobs.NewImpatient(f.d, r, f.borough)
	f.must(err)
	return j
}

// run runs j; stop ends it and waits.
func (f *floor) run(j *jobs.Jobs) (stop func()) {
	ctx, cancel := context.WithCancel(f.ctx)
	ended := make(chan error, 1)
	go func() { ended <- j.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			f.Error(err)
		}
	})
	f.Cleanup(stop)
	return stop
}

// until waits for something to become true.
func (f *floor) until(what string, true func() bool) {
	f.Helper()
	for deadline := time.Now().Add(20 * time.Second); !true(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			f.Fatalf("never came: %s", what)
		}
	}
}

// tally notes what was done, and how often.
type tally struct {
	mu   sync.Mutex
	done []string
}

func (t *tally) note(s string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.done = append(t.done, s)
}

func (t *tally) count(s string) (n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, d := range t.done {
		if d == s {
			n++
		}
	}
	return n
}

func (t *tally) all() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Sorted(slices.Values(t.done))
}
