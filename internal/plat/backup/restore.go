package backup

import (
	"context"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
)

// Target is where a backup is restored to.
type Target struct {
	DB         *db.DB // that nobody uses, and that holds nothing
	Migrations []db.Migrations
	// Keys keeps the keys of the installation, before anything is written.
	Keys func(map[string][]byte) error
}

// Restore puts everything of a backup into an empty database of either engine, whole or not
// at all, and makes sure that what is there then is what was written. The schema is that of
// the program that made it; db.Migrate brings it up to date. It is a [fault.Invalid] as [Check]
// says, a [fault.Conflict] when the database is not empty, and [fault.Unavailable] for a backup
// of a newer program. open gives the file, from its beginning; it may be called more than
// once.
func (t Target) Restore(ctx context.Context, file func() (io.ReadCloser, error), identities []age.Identity) (h Head, c Counts, err error) {
	defer fault.Wrap(&err, "restore a backup")
	h, err = t.prepare(ctx, file, identities)
	if err != nil {
		return h, c, err
	}
	var sums []summed
	err = t.DB.Fill(ctx, func(tx *db.Tx) error {
		c, sums, err = t.fill(tx, file, identities)
		return err
	})
	if err != nil {
		return h, c, err
	}
	return h, c, t.compare(ctx, sums)
}

// prepare keeps the keys and makes the schema that the backup was made of.
func (t Target) prepare(ctx context.Context, file func() (io.ReadCloser, error), identities []age.Identity) (Head, error) {
	f, err := file()
	if err != nil {
		return Head{}, err
	}
	defer f.Close()
	r, err := open(f, identities)
	if err != nil {
		return Head{}, err
	}
	if err := t.holdsNothing(ctx); err != nil {
		return r.head, err
	}
	if err := t.Keys(r.keys); err != nil {
		return r.head, err
	}
	if err := db.MigrateTo(ctx, t.DB, t.Migrations, r.head.Migrations); err != nil {
		return r.head, err
	}
	return r.head, jobs.Migrate(ctx, t.DB)
}

var errNotEmpty = fault.New(fault.Conflict, "backup.not-empty",
	"The database holds records already, and they would be mixed. Restore into an empty one: another data folder, or a new PostgreSQL database.")

// holdsNothing makes sure that there is no row in any table.
func (t Target) holdsNothing(ctx context.Context) error {
	return t.DB.Snapshot(ctx, func(s *db.Snapshot) error {
		tables, err := s.Tables()
		if err != nil {
			return err
		}
		for _, one := range tables {
			if err := s.Rows(one, func([]any) error { return errNotEmpty }); err != nil {
				return err
			}
		}
		return nil
	})
}

func (t Target) fill(tx *db.Tx, file func() (io.ReadCloser, error), identities []age.Identity) (Counts, []summed, error) {
	f, err := file()
	if err != nil {
		return Counts{}, nil, err
	}
	defer f.Close()
	r, err := open(f, identities)
	if err != nil {
		return Counts{}, nil, err
	}
	err = r.each(into{tx, t.DB})
	return r.counts, r.sums, err
}

// into puts what is in a backup into a database.
type into struct {
	tx *db.Tx
	d  *db.DB
}

func (i into) table(t db.Table, next func() ([]any, error)) error {
	_, err := i.tx.Load(t, next)
	return err
}

func (i into) jobs(left []jobs.Left) error { return jobs.Carry(i.tx, i.d, left) }

// compare takes the sums again over what the database holds.
func (t Target) compare(ctx context.Context, sums []summed) error {
	return t.DB.Snapshot(ctx, func(s *db.Snapshot) error {
		for _, want := range sums {
			got, buffer := sum{}, []byte(nil)
			err := s.Rows(want.table, func(values []any) (err error) {
				buffer, err = appendRow(buffer[:0], values)
				got.add(buffer)
				return err
			})
			if err != nil {
				return err
			}
			if got.rows != want.Rows || got.String() != want.Sum {
				return errors.Join(errOther, fmt.Errorf("%s: %d rows of %d", want.table.Name, got.rows, want.Rows))
			}
		}
		return nil
	})
}

var errOther = fault.New(fault.Internal, "backup.other",
	"The database does not hold what the backup does. Do not work with it: keep both, and restore into another one.")
