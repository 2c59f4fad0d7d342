package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/riverqueue/river"

	"kith/internal/plat/db"
)

// work is what River keeps of a job: the arguments, and for whom it is done.
type work struct {
	kind    string
	Borough string          `json:"borough"`
	Purpose string          `json:"purpose"`
	Args    json.RawMessage `json:"args"`
}

// Kind implements river.JobArgs.
func (w work) Kind() string { return w.kind }

// enqueue adds jobs to the queue of tx's borough. With a period, a kind is
// added once in each.
func (j *Jobs) enqueue(tx *db.Tx, kind string, period time.Duration, args ...any) error {
	if len(args) == 0 {
		return nil
	}
	h, known := j.registry.handlers[kind]
	if !known {
		return fmt.Errorf("jobs: nobody has registered %q", kind)
	}
	options := &river.InsertOpts{Queue: tx.Borough(), MaxAttempts: h.attempts}
	if period > 0 {
		options.UniqueOpts = river.UniqueOpts{ByPeriod: period, ByQueue: true}
	}
	batch := make([]river.InsertManyParams, len(args))
	for i, a := range args {
		raw, err := json.Marshal(a)
		if err != nil {
			return fmt.Errorf("jobs: the arguments of a %s: %w", kind, err)
		}
		batch[i] = river.InsertManyParams{
			Args:       work{kind: kind, Borough: tx.Borough(), Purpose: tx.Purpose(), Args: raw},
			InsertOpts: options,
		}
	}
	if err := j.engine.insert(tx, batch); err != nil {
		return fmt.Errorf("jobs: enqueueing %s: %w", kind, err)
	}
	return nil
}

// workers returns what is registered as River wants it.
func (j *Jobs) workers() *river.Workers {
	all := river.NewWorkers()
	for kind, h := range j.registry.handlers {
		river.AddWorkerArgs(all, work{kind: kind}, river.Worker[work](worker{handler: h, jobs: j}))
	}
	return all
}

// worker runs the jobs of one kind.
type worker struct {
	river.WorkerDefaults[work]
	handler
	jobs *Jobs
}

// Timeout implements river.Worker.
func (w worker) Timeout(*river.Job[work]) time.Duration { return w.timeout }

// Work implements river.Worker.
func (w worker) Work(ctx context.Context, job *river.Job[work]) error {
	ctx = db.As(ctx, db.Caller{Borough: job.Args.Borough, Actor: w.kind, Purpose: job.Args.Purpose})
	ctx = db.Background(ctx, db.Jobs)
	if w.fleeting {
		return w.sweep(ctx, job.Args.Args)
	}
	err := w.work(ctx, job.Args.Args)
	if _, given := errors.AsType[*river.JobCancelError](err); given {
		w.jobs.log.Error("a job was given up", "kind", w.kind, "job", job.ID, "error", err)
	}
	return err
}

// sweep runs a sweep that comes round again soon, so that a failure needs
// nobody's attention beyond the log.
func (w worker) sweep(ctx context.Context, args json.RawMessage) error {
	defer func() {
		if p := recover(); p != nil {
			w.jobs.log.Error("a sweep panicked", "sweep", w.kind, "panic", p, "trace", string(debug.Stack()))
		}
	}()
	if err := w.work(ctx, args); err != nil && ctx.Err() == nil {
		w.jobs.log.Error("a sweep failed", "sweep", w.kind, "error", err)
	}
	return nil
}
