package jobs

import (
	"context"
	"encoding/json"
	"sync/atomic"
	"time"

	"kith/internal/plat/db"
)

// retryPeriod is how long to wait when a sweep could not be enqueued.
const retryPeriod = 5 * time.Second

// longPeriod is from when on a sweep that failed is not left to its next turn.
const longPeriod = time.Hour

// period is a sweep that comes round.
type period struct {
	kind  string
	every time.Duration
}

// Periodic registers a sweep, "<package>.<what is done>", for every so often: it
// is run once in each period (counted from midnight UTC for those that divide a
// day), in each borough, however many nodes there are, and once soon after the
// program starts unless it was in the present period. It does not run beside
// itself on one node. fn finds by itself what is due; one that fails is logged,
// and tried again in the next period or, if that is an hour or more away, a few
// times before.
//
// Real time counts, not the demo's.
func (r *Registry) Periodic(name string, every time.Duration, fn func(ctx context.Context) error, options ...Option) {
	h := handler{
		kind: name, attempts: 4, fleeting: every < longPeriod,
		timeout: max(defaultTimeout, min(every/2, 10*time.Minute)),
	}
	for _, o := range options {
		o(&h)
	}
	var running atomic.Bool
	h.work = func(ctx context.Context, _ json.RawMessage) error {
		if !running.CompareAndSwap(false, true) {
			return nil
		}
		defer running.Store(false)
		return fn(ctx)
	}
	r.add(h)
	r.periods = append(r.periods, period{kind: name, every: every})
}

// keepEnqueueing enqueues the sweep now and at the beginning of each period.
// Only the first node to do so in a period adds a job.
func (j *Jobs) keepEnqueueing(ctx context.Context, p period) {
	ctx = db.As(ctx, db.Caller{Borough: j.borough, Actor: "jobs", Purpose: "periodic"})
	ctx = db.Background(ctx, db.Jobs)
	for {
		now := time.Now()
		wait := now.Truncate(p.every).Add(p.every).Sub(now)
		err := j.d.Write(ctx, func(tx *db.Tx) error { return j.enqueue(tx, p.kind, p.every, struct{}{}) })
		if err != nil && ctx.Err() == nil {
			j.log.Error("a sweep could not be enqueued, will try again", "sweep", p.kind, "error", err)
			wait = min(wait, retryPeriod)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}
