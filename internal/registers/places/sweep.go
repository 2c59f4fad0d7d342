package places

import (
	"cmp"
	"context"
	"time"

	"kith/internal/plat/db"
)

// abandonedAfter is how long nothing is written to a directory that is being loaded until
// it is taken for one that a program died over.
const abandonedAfter = 10 * time.Minute

// sweepAbandoned takes away what loads that were never taken up again have left, and what
// sweeps that were cut short have.
func (s *Service) sweepAbandoned(ctx context.Context) error {
	r := s.db.Read(ctx)
	abandoned, err := abandonedDirectories(r, r.Now().Add(-abandonedAfter))
	if err != nil {
		return err
	}
	for _, d := range abandoned {
		err := s.db.Write(ctx, func(tx *db.Tx) error { return replaceDirectory(tx, d.id) })
		if err != nil {
			return err
		}
	}
	return s.sweepEmptied(ctx)
}

// sweepEmptied takes the entries of replaced directories away.
func (s *Service) sweepEmptied(ctx context.Context) error {
	all, err := directoriesIn(s.db.Read(ctx), "", stateReplaced)
	if err != nil {
		return err
	}
	for _, d := range all {
		empty, err := isEmpty(s.db.Read(ctx), d.id)
		if err != nil {
			return err
		}
		if empty {
			continue
		}
		if err := s.sweep(ctx, d.id, deleteEntries); err != nil {
			return err
		}
	}
	return nil
}

// sweepReplaced takes away what older directories of the product say of postcodes that the
// new one has. What they alone have stays: postcodes that have ended since.
func (s *Service) sweepReplaced(ctx context.Context, newer directory) error {
	all, err := directoriesIn(s.db.Read(ctx), newer.Product, stateCurrent)
	if err != nil {
		return err
	}
	for _, older := range all {
		if cmp.Or(cmp.Compare(older.Vintage, newer.Vintage), cmp.Compare(older.id, newer.id)) >= 0 {
			continue
		}
		err := s.sweep(ctx, older.id, func(tx *db.Tx, id int64, after, bound string) error {
			return deleteKnown(tx, id, newer.id, after, bound)
		})
		if err != nil {
			return err
		}
		empty, err := isEmpty(s.db.Read(ctx), older.id)
		if err != nil {
			return err
		}
		if !empty {
			continue
		}
		if err := s.db.Write(ctx, func(tx *db.Tx) error { return replaceDirectory(tx, older.id) }); err != nil {
			return err
		}
	}
	return s.sweepEmptied(ctx)
}

// sweepRows is how many entries a step of a sweep looks at to begin with.
const sweepRows = 1000

// sweep goes through a directory's entries in steps, each a transaction of its own.
func (s *Service) sweep(ctx context.Context, id int64, step func(tx *db.Tx, id int64, after, bound string) error) error {
	after := ""
	p := pace{batches: 1}
	for bound := ""; bound != highest; after = bound {
		var err error
		if bound, err = boundOf(s.db.Read(ctx), id, after, sweepRows*p.batches); err != nil {
			return err
		}
		bound = cmp.Or(bound, highest)
		var took time.Duration
		err = s.db.Write(ctx, func(tx *db.Tx) error {
			began := time.Now()
			defer func() { took = time.Since(began) }()
			return step(tx, id, after, bound)
		})
		if err != nil {
			return err
		}
		p.took(took)
	}
	return nil
}
