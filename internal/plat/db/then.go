package db

import (
	"context"
	"time"
)

type thenKey struct{}

// Then returns a context in which Now, of every Read and Write, is a moment that is past: when
// something happened that could not be entered at once, because nothing worked. What follows
// from it, such as when the next step is due, then follows from its true time. [Tx.Written] is
// still the time by the clock, and the journal tells both. A moment that is not past changes
// nothing.
func Then(ctx context.Context, at time.Time) context.Context {
	return context.WithValue(ctx, thenKey{}, at.UTC().Truncate(time.Microsecond))
}

// happened is when what is done happened: now, or earlier where [Then] said so.
func happened(ctx context.Context, now time.Time) time.Time {
	if at, ok := ctx.Value(thenKey{}).(time.Time); ok && !at.IsZero() && at.Before(now) {
		return at
	}
	return now
}
