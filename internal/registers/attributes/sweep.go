package attributes

import (
	"context"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
	"kith/internal/plat/journal"
)

// Service deletes what may not be kept.
type Service struct{ db *db.DB }

// New returns the service over a database.
func New(d *db.DB) *Service { return &Service{db: d} }

const (
	sweepEvery = time.Hour
	atOnce     = 500 // deleted in one transaction
	mostSteps  = 400 // in one sweep; the next goes on
	// stagedKept is how long a load is kept that was never switched on.
	stagedKept = 7 * 24 * time.Hour
)

// Sweep deletes what may be read no more: attributes whose basis has ended, which the journal
// is told of, and those of lists that were replaced.
func (s *Service) Sweep(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "sweep attributes")
	for range mostSteps {
		var ended, past int64
		err := s.db.Write(db.Background(ctx, db.Imports), func(tx *db.Tx) (err error) {
			if ended, err = dropEnded(tx, atOnce); err != nil {
				return err
			}
			if past, err = dropPast(tx, tx.Now().Add(-stagedKept), atOnce); err != nil || ended == 0 {
				return err
			}
			return journal.Record(tx, journal.Entry{
				Verb: "deleted what the legal basis of a data asset no longer covers", Topic: "attributes.purged",
				Data: map[string]any{"attributes": ended},
			})
		})
		if err != nil || ended+past == 0 {
			return err
		}
	}
	return nil
}

// RegisterJobs has the sweep done.
func (s *Service) RegisterJobs(r *jobs.Registry) { r.Periodic("attributes.sweep", sweepEvery, s.Sweep) }
