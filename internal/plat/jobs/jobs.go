package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/riverqueue/river"

	"kith/internal/plat/db"
)

const (
	// workers is how many jobs of a borough a node runs at once. Most wait for
	// somebody else's mail server.
	workers = 8
	// poll is how often a node looks for new jobs.
	poll = 200 * time.Millisecond
	// rescueAfter is when a job whose node died is run by another, if its own
	// timeout has passed as well.
	rescueAfter = 2 * defaultTimeout
	// graceful is how long running jobs may take to end when the program stops.
	graceful = 10 * time.Second
	// keepDead is how long dead jobs are kept for a person to decide about.
	keepDead = 90 * 24 * time.Hour
	// startAgain is how long to wait for a database that is not there.
	startAgain = 2 * time.Second
)

// Jobs enqueues jobs and runs those of one borough. It is safe for use by many
// goroutines.
type Jobs struct {
	d        *db.DB
	log      *slog.Logger
	borough  string
	registry *Registry
	engine   engine
}

// New returns the jobs of the database d, of which this node runs those of
// borough with what is registered. A nil log means slog.Default(). Several
// nodes may run the same borough, or each its own.
func New(d *db.DB, r *Registry, borough string, log *slog.Logger) (*Jobs, error) {
	return newJobs(d, r, borough, log, func(*river.Config) {})
}

// newJobs lets a test be less patient than a borough.
func newJobs(d *db.DB, r *Registry, borough string, log *slog.Logger, adjust func(*river.Config)) (*Jobs, error) {
	if log == nil {
		log = slog.Default()
	}
	j := &Jobs{d: d, log: log, borough: borough, registry: r}
	config := &river.Config{
		Logger:                      slog.New(warnings{log.Handler()}),
		ErrorHandler:                failures{log},
		MaxAttempts:                 defaultAttempts,
		JobTimeout:                  defaultTimeout,
		JobStuckHandler:             j.stuck,
		RescueStuckJobsAfter:        rescueAfter,
		SoftStopTimeout:             graceful,
		PollOnly:                    true, // LISTEN would tie a distributed PostgreSQL to one server
		FetchPollInterval:           poll,
		Queues:                      map[string]river.QueueConfig{borough: {MaxWorkers: workers}},
		Workers:                     j.workers(),
		DiscardedJobRetentionPeriod: keepDead,
		CancelledJobRetentionPeriod: keepDead,
	}
	adjust(config)
	var err error
	if j.engine, err = open(d, config); err != nil {
		return nil, fmt.Errorf("jobs: of borough %q: %w", borough, err)
	}
	return j, nil
}

// Enqueue adds a job for the borough of the caller named in ctx, and returns
// when it is on the disk. Within a Write use EnqueueTx. A kind nobody has
// registered is an error.
func (j *Jobs) Enqueue(ctx context.Context, kind string, args any) error {
	return j.d.Write(ctx, func(tx *db.Tx) error { return j.EnqueueTx(tx, kind, args) })
}

// EnqueueTx adds a job of the kind for each of args, in the borough of tx, if
// and only if tx is committed.
func (j *Jobs) EnqueueTx(tx *db.Tx, kind string, args ...any) error {
	return j.enqueue(tx, kind, 0, args...)
}

// Run runs jobs and sweeps until ctx is cancelled. Those running then have ten
// seconds to end; what is interrupted is run again by the next program. A
// database that is not there is waited for; Run always returns nil.
func (j *Jobs) Run(ctx context.Context) error {
	var loops sync.WaitGroup
	if len(j.registry.handlers) > 0 && j.start(ctx) {
		for _, p := range j.registry.periods {
			loops.Go(func() { j.keepEnqueueing(ctx, p) })
		}
		loops.Go(func() { j.end(ctx) })
	}
	<-ctx.Done()
	loops.Wait()
	return nil
}

// end waits for ctx to be cancelled and then for the running jobs, but not for
// ever for one that does not listen.
func (j *Jobs) end(ctx context.Context) {
	<-ctx.Done()
	select {
	case <-j.engine.stopped():
	case <-time.After(2 * graceful):
		j.log.Error("jobs do not end although the program stops")
	}
}

// start starts the engine, as soon as that is possible; false means that ctx
// was cancelled before.
func (j *Jobs) start(ctx context.Context) bool {
	for {
		err := j.engine.start(ctx)
		if err == nil {
			return true
		}
		if ctx.Err() != nil {
			return false
		}
		j.log.Error("jobs cannot be run yet, will try again", "error", err)
		select {
		case <-ctx.Done():
			return false
		case <-time.After(startAgain):
		}
	}
}

// stuck is told of a job that goes on although its time is up. It must not keep
// others from being run.
func (j *Jobs) stuck(_ context.Context, p river.JobStuckHandlerParams) river.JobStuckHandlerResult {
	j.log.Error("a job does not end although its time is up", "job", p.ID, "kind", p.Kind, "such jobs", p.TotalStuckJobs)
	return river.JobStuckHandlerResult{AddWorkerSlot: p.TotalStuckJobs <= workers}
}
