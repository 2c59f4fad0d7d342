package requests

import (
	"context"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
)

const (
	sweepEvery = time.Hour
	// copyKept is how long a copy that was handed out is kept.
	copyKept = 30 * 24 * time.Hour
)

// Sweep deletes copies that were handed out 30 days ago.
func (s *Service) Sweep(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "sweep copies of personal data")
	return s.db.Write(ctx, func(tx *db.Tx) error {
		_, err := dropCopies(tx, tx.Now().Add(-copyKept))
		return err
	})
}

// RegisterJobs has the sweep done, and erasures kept apart.
func (s *Service) RegisterJobs(r *jobs.Registry) {
	r.Periodic("requests.sweep", sweepEvery, s.Sweep)
	r.Periodic("requests.apart", apartEvery, s.PutApart)
}
