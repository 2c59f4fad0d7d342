package contacts

import (
	"context"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/plat/tabular"
)

// importers may take a file of contacts in.
var importers = []access.Role{access.Coordinator, access.Manager, access.Analyst}

// Importers are the roles that may take a file of contacts in.
func Importers() []access.Role { return slices.Clone(importers) }

// File is a file of contacts that an agency without Kith sent.
type File struct {
	imports.File
	Agency string // an id of the borough's list; "" when each row names its own
}

// batch is how many rows are written in one transaction.
const batch = 100

// TakeIn takes a file of contacts in: each row is a contact with somebody who is known. In
// a dry run it changes nothing and says what would come of it. The same row again adds
// nothing; an import that was cut short goes on. A file that is no table, or lacks columns,
// is [fault.Invalid].
func (s *Service) TakeIn(ctx context.Context, f File, dryRun bool) (t imports.Taken, err error) {
	defer fault.Wrap(&err, "take in contacts")
	if err := access.CheckHeld(ctx, importers...); err != nil {
		return imports.Taken{}, err
	}
	rules, err := s.Rules(ctx)
	if err != nil {
		return imports.Taken{}, err
	}
	reading := &rowReader{s: s, file: f, rules: rules, now: s.db.Read(ctx).Now()}
	return imports.Rows[ready]{
		Kind: "contacts", Name: f.Name, Told: f.Agency, Open: f.Open, Layout: layout, Batch: batch,
		Read: func(row tabular.Row, columns tabular.Columns) (ready, string, error) {
			return reading.read(ctx, row, columns)
		},
		Key:   func(one ready) string { return one.key },
		Known: countKeys, Keep: keep, Tell: tellTakenIn,
	}.TakeIn(ctx, s.db, dryRun)
}

// ready is a row that can be taken, with the key by which it is known again.
type ready struct {
	event Event
	hood  string
	key   string
}

func keep(tx *db.Tx, one ready) (added bool, err error) {
	if added, err = note(tx, one.event, one.key); err != nil || !added {
		return added, err
	}
	return true, tell(tx, one.event, one.hood)
}

func tellTakenIn(tx *db.Tx, of imports.Counts) error {
	return journal.Record(tx, journal.Entry{
		Verb: "took in a file of contacts", Topic: "contacts.imported",
		Data: map[string]any{"added": of.Added, "known": of.Unchanged, "rejected": of.Rejected},
	})
}
