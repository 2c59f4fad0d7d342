package attributes

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
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
		var ended int
		var past int64
		err := s.db.Write(db.Background(ctx, db.Imports), func(tx *db.Tx) (err error) {
			if ended, err = purgeEnded(tx); err != nil {
				return err
			}
			past, err = dropPast(tx, tx.Now().Add(-stagedKept), atOnce)
			return err
		})
		if err != nil || int64(ended)+past == 0 {
			return err
		}
	}
	return nil
}

// purgeEnded deletes some of what no basis covers any more, and tells the journal for each
// data asset how many they were, with a hash over their ids.
func purgeEnded(tx *db.Tx) (n int, err error) {
	ended, err := endedOf(tx, atOnce)
	if err != nil {
		return 0, err
	}
	for _, asset := range slices.Sorted(maps.Keys(ended)) {
		ids := slices.Sorted(slices.Values(ended[asset]))
		if err := dropThese(tx, ids); err != nil {
			return 0, err
		}
		n += len(ids)
		sum := sha256.Sum256([]byte(strings.Join(ids, "\n")))
		err := journal.Record(tx, journal.Entry{
			Verb: "deleted what the legal basis of a data asset no longer covers", Topic: "attributes.purged",
			Objects: []journal.Object{{Kind: "asset", ID: string(asset)}},
			Data:    map[string]any{"attributes": len(ids), "hash": hex.EncodeToString(sum[:])},
		})
		if err != nil {
			return 0, err
		}
	}
	return n, nil
}

// RegisterJobs has the sweep done.
func (s *Service) RegisterJobs(r *jobs.Registry) { r.Periodic("attributes.sweep", sweepEvery, s.Sweep) }
