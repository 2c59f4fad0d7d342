package jobs

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

// Dead is a job that is not tried any more.
type Dead struct {
	ID       int64
	Kind     string
	Args     json.RawMessage // as they were enqueued, as JSON
	Attempts int
	Error    string // of the last attempt, in the program's words
	DiedAt   time.Time
}

var (
	dead = []rivertype.JobState{rivertype.JobStateDiscarded, rivertype.JobStateCancelled}

	errNoJob = fault.New(fault.NotFound, "jobs.none",
		"This is not waiting to be sent again. Somebody else may have done it; go back to the list.")
)

// Dead returns the dead jobs of the caller's borough, the latest first and at
// most limit. They are kept for 90 days. Do not call it within a Write.
func (j *Jobs) Dead(ctx context.Context, limit int) ([]Dead, error) {
	which := river.NewJobListParams().
		Queues(db.CallerOf(ctx).Borough).States(dead...).
		OrderBy(river.JobListOrderByFinalizedAt, river.SortOrderDesc).First(limit)
	rows, err := j.engine.list(ctx, which)
	if err != nil {
		return nil, fmt.Errorf("jobs: listing the dead: %w", err)
	}
	list := make([]Dead, len(rows))
	for i, row := range rows {
		if list[i], err = deadOf(row); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func deadOf(row *rivertype.JobRow) (Dead, error) {
	var w work
	if err := json.Unmarshal(row.EncodedArgs, &w); err != nil {
		return Dead{}, fmt.Errorf("jobs: job %d cannot be read: %w", row.ID, err)
	}
	var args bytes.Buffer // PostgreSQL spaces JSON out
	if err := json.Compact(&args, w.Args); err != nil {
		return Dead{}, fmt.Errorf("jobs: the arguments of job %d cannot be read: %w", row.ID, err)
	}
	d := Dead{ID: row.ID, Kind: row.Kind, Args: args.Bytes(), Attempts: row.Attempt}
	if n := len(row.Errors); n > 0 {
		d.Error = strings.TrimPrefix(row.Errors[n-1].Error, "JobCancelError: ")
	}
	if row.FinalizedAt != nil {
		d.DiedAt = *row.FinalizedAt
	}
	return d, nil
}

// SendAgain has a dead job of the caller's borough run once more, at once. It
// is a fault of kind NotFound when there is no such job or it is not dead.
func (j *Jobs) SendAgain(ctx context.Context, id int64) error {
	return j.d.Write(ctx, func(tx *db.Tx) error { return j.SendAgainTx(tx, id) })
}

// SendAgainTx is SendAgain as part of a transaction, such as one that records
// who asked for it.
func (j *Jobs) SendAgainTx(tx *db.Tx, id int64) error {
	row, err := j.engine.job(tx, id)
	if errors.Is(err, rivertype.ErrNotFound) {
		return errNoJob
	}
	if err != nil {
		return fmt.Errorf("jobs: finding job %d: %w", id, err)
	}
	if row.Queue != tx.Borough() || !slices.Contains(dead, row.State) {
		return errNoJob
	}
	return j.engine.retry(tx, id)
}
