package jobs

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/riverqueue/river"

	"kith/internal/plat/db"
)

// Left is a job that is still to be done, as a backup carries it to another database.
type Left struct {
	Kind        string          `json:"kind"`
	Queue       string          `json:"queue"`
	Args        json.RawMessage `json:"args"` // as the job library keeps them
	MaxAttempts int             `json:"max_attempts"`
	Due         time.Time       `json:"due"`
}

// LeftIn lists the jobs of every borough that are still to be done, the oldest first, and
// counts those that were given up.
func LeftIn(r db.Reader) (all []Left, dead int, err error) {
	rows, err := r.Query(`SELECT kind, queue, ` + r.Dialect().JSONText("args") + `, max_attempts, scheduled_at
		FROM river_job WHERE state IN ('available', 'pending', 'retryable', 'running', 'scheduled') ORDER BY id`)
	all, err = db.Collect(rows, err, func(rows *db.Rows) (l Left, err error) {
		var args string
		err = rows.Scan(&l.Kind, &l.Queue, &args, &l.MaxAttempts, &l.Due)
		l.Args = json.RawMessage(args)
		return l, err
	})
	if err != nil {
		return nil, 0, fmt.Errorf("jobs: reading what is left to do: %w", err)
	}
	err = r.QueryRow(`SELECT count(*) FROM river_job WHERE state IN ('cancelled', 'discarded')`).Scan(&dead)
	return all, dead, err
}

// Carry adds jobs that were left to do in another database. Their attempts begin anew.
func Carry(tx *db.Tx, d *db.DB, all []Left) error {
	if len(all) == 0 {
		return nil
	}
	library, err := open(d, &river.Config{})
	if err != nil {
		return err
	}
	batch := make([]river.InsertManyParams, len(all))
	for i, l := range all {
		batch[i] = river.InsertManyParams{
			Args:       carried{l},
			InsertOpts: &river.InsertOpts{Queue: l.Queue, MaxAttempts: l.MaxAttempts, ScheduledAt: l.Due},
		}
	}
	if err := library.insert(tx, batch); err != nil {
		return fmt.Errorf("jobs: carrying over what is left to do: %w", err)
	}
	return nil
}

// carried is a job whose arguments stay as they are.
type carried struct{ Left }

// Kind implements river.JobArgs.
func (c carried) Kind() string { return c.Left.Kind }

// MarshalJSON gives the arguments alone.
func (c carried) MarshalJSON() ([]byte, error) { return c.Args, nil }
