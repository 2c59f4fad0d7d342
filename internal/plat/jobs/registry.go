package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/riverqueue/river"

	"kith/internal/plat/journal"
)

const (
	// defaultTimeout is how long a job may run.
	defaultTimeout = time.Minute
	// defaultAttempts is how often a job is run in all. With River's back-off
	// (attempt⁴ seconds, and a little at random) the last comes after eleven
	// hours: a mail server may be down overnight.
	defaultAttempts = 12
)

// Registry holds what the program can do in the background. The zero value is
// empty and ready for use. It is filled while the program starts and not
// changed afterwards.
type Registry struct {
	handlers map[string]handler
	periods  []period
}

// handler is what is done with the jobs of one kind.
type handler struct {
	kind     string
	timeout  time.Duration
	attempts int
	fleeting bool // a failure is logged and left to the next period
	work     func(ctx context.Context, args json.RawMessage) error
}

// Option changes how the jobs of one kind are run.
type Option func(*handler)

// Timeout lets a job run for d before its context is cancelled, instead of a
// minute.
func Timeout(d time.Duration) Option { return func(h *handler) { h.timeout = d } }

// Attempts runs a job n times in all, instead of 12, before it is given up.
func Attempts(n int) Option { return func(h *handler) { h.attempts = n } }

// Handle registers what to do with jobs of a kind, "<package>.<what is done>".
// A kind keeps its name and can read its old arguments for as long as there may
// be jobs of it. T is kept as JSON.
//
// The context's caller is the job's kind, in the borough the job was enqueued
// for; it is cancelled when the time is up or the program stops. Registering a
// kind twice is a mistake in the program and panics.
func Handle[T any](r *Registry, kind string, fn func(ctx context.Context, args T) error, options ...Option) {
	h := handler{kind: kind, timeout: defaultTimeout, attempts: defaultAttempts}
	for _, o := range options {
		o(&h)
	}
	h.work = func(ctx context.Context, raw json.RawMessage) error {
		var args T
		if err := json.Unmarshal(raw, &args); err != nil {
			return GiveUp(fmt.Errorf("jobs: the arguments of a %s cannot be read: %w", kind, err))
		}
		return fn(ctx, args)
	}
	r.add(h)
}

func (r *Registry) add(h handler) {
	if _, taken := r.handlers[h.kind]; taken {
		panic(fmt.Sprintf("jobs: %q is registered twice", h.kind))
	}
	if r.handlers == nil {
		r.handlers = map[string]handler{}
	}
	r.handlers[h.kind] = h
}

// Subscribe has the journal's subscriptions run as jobs.
func Subscribe(r *Registry, j *journal.Journal, subscriptions ...journal.Subscription) {
	for _, s := range subscriptions {
		Handle(r, s.Kind(), func(ctx context.Context, d journal.Delivery) error {
			return j.Deliver(ctx, s, d)
		})
	}
	j.Subscribe(subscriptions...)
}

// Kinds returns the kinds registered, sorted.
func (r *Registry) Kinds() []string { return slices.Sorted(maps.Keys(r.handlers)) }

// GiveUp returns an error that ends a job for good: trying again would not
// help. It is listed among the dead with err's text.
func GiveUp(err error) error { return river.JobCancel(err) }
