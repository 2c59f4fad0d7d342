package settings

import (
	"context"
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
	"kith/internal/plat/journal"
)

// mostJobs is how many jobs are listed.
const mostJobs = 100

// DeadJobs lists the work that failed too often and came to rest, the latest first, at
// most 100.
func (s *Service) DeadJobs(ctx context.Context) (dead []jobs.Dead, err error) {
	defer fault.Wrap(&err, "list dead jobs")
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return nil, err
	}
	return s.jobs.Dead(ctx, mostJobs)
}

// SendAgain has a piece of work that came to rest done once more, and tells the journal
// who asked for it. One that is not at rest is [fault.NotFound].
func (s *Service) SendAgain(ctx context.Context, id int64) (err error) {
	defer fault.Wrap(&err, "send job %d again", id)
	if err := access.CheckHeld(ctx, keepers...); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := s.jobs.SendAgainTx(tx, id); err != nil {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: "had a piece of work done again", Topic: "settings.sent-again",
			Objects: []journal.Object{{Kind: "job", ID: strconv.FormatInt(id, 10)}},
		})
	})
}
