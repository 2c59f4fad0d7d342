package intakeweb

import (
	"context"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/words"
)

const halfHour = 30 * time.Minute

// by says until when something is promised, as people say it: "by 2pm today", "by 10am on
// Thursday 2 April". It is never earlier than the promise: the time is rounded up to the
// half hour.
func by(ctx context.Context, at, now time.Time) string {
	at = at.In(day.London)
	if rest := at.Sub(at.Truncate(halfHour)); rest > 0 {
		at = at.Add(halfHour - rest)
	}
	if at.Format("15:04") == "00:00" {
		at = at.Add(-time.Minute) // midnight belongs to two days
	}
	return words.When(ctx, at, now)
}
