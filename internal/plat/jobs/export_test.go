package jobs

import (
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"kith/internal/plat/db"
)

// soon tries a failed job again at once.
type soon struct{}

func (soon) NextRetry(*rivertype.JobRow) time.Time { return time.Now().Add(10 * time.Millisecond) }

// NewImpatient is New without the waiting: failed jobs are tried again at once,
// and running ones have little time to end.
func NewImpatient(d *db.DB, r *Registry, borough string) (*Jobs, error) {
	return newJobs(d, r, borough, slog.New(slog.DiscardHandler), func(c *river.Config) {
		c.TestOnly = true // no waiting at random before the first rescue
		c.RetryPolicy = soon{}
		c.FetchCooldown, c.FetchPollInterval = 10*time.Millisecond, 20*time.Millisecond
		c.SoftStopTimeout = 50 * time.Millisecond
		c.JobStuckThreshold = 50 * time.Millisecond
	})
}
