package staff

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/plat/tabular"
)

// batch is how many rows are written in one transaction.
const batch = 50

// ready is a row that can be taken.
type ready struct {
	details Details
	at      *grid.Point
}

// TakeIn takes a list in: each row is somebody who is offered. In a dry run it changes
// nothing and says what would come of it. Whoever is on the list by their work e-mail
// already stays as they are; an import that was cut short goes on. A file that is no table,
// or lacks columns, is [fault.Invalid].
func (s *Service) TakeIn(ctx context.Context, f imports.File, dryRun bool) (t imports.Taken, err error) {
	defer fault.Wrap(&err, "take in staff")
	if err := access.CheckHeld(ctx, keepers...); err != nil {
		return imports.Taken{}, err
	}
	reading, err := s.rowReader(ctx)
	if err != nil {
		return imports.Taken{}, err
	}
	return imports.Rows[ready]{
		Kind: "staff", Name: f.Name, Open: f.Open, Layout: layout, Batch: batch,
		Read: func(row tabular.Row, columns tabular.Columns) (ready, string, error) {
			return reading.read(ctx, row, columns)
		},
		Key:   func(one ready) string { return fold(one.details.Email) },
		Known: countEmails, Keep: keep, Tell: tellTakenIn,
	}.TakeIn(ctx, s.db, dryRun)
}

func keep(tx *db.Tx, one ready) (added bool, err error) {
	known, err := countEmails(tx, []string{fold(one.details.Email)})
	if err != nil || known > 0 {
		return false, err
	}
	_, err = AddOne(tx, one.details, one.at)
	return err == nil, err
}

func tellTakenIn(tx *db.Tx, of imports.Counts) error {
	return journal.Record(tx, journal.Entry{
		Verb: "took in a list of staff", Topic: "staff.imported",
		Data: map[string]any{"added": of.Added, "known": of.Unchanged, "rejected": of.Rejected},
	})
}
