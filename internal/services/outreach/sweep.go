package outreach

import (
	"context"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
)

// How long things are kept: what a file says of people only for as long as somebody works
// with it, and by what a row is known again for a year.
const (
	draftsKept = 24 * time.Hour
	rowsKept   = 30 * 24 * time.Hour
	keysKept   = 365 * 24 * time.Hour

	sweepEvery = time.Hour
)

// Sweep forgets lists that were never begun and the rows of those that are long done.
func (s *Service) Sweep(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "sweep lists")
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := dropOld(tx, []State{Reading, Draft}, tx.Now().Add(-draftsKept)); err != nil {
			return err
		}
		if err := dropOld(tx, []State{Done}, tx.Now().Add(-rowsKept)); err != nil {
			return err
		}
		return dropKeys(tx, tx.Now().Add(-keysKept))
	})
}

// RegisterJobs has lists gone on with and forgotten.
func (s *Service) RegisterJobs(r *jobs.Registry) {
	r.Periodic("outreach.go-on", GoOnEvery, s.GoOn, jobs.Timeout(10*time.Minute))
	r.Periodic("outreach.sweep", sweepEvery, s.Sweep)
}
