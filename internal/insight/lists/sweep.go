package lists

import (
	"context"
	"errors"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

const (
	// cellsKept is how long a file is kept as it was handed in.
	cellsKept = 28 * 24 * time.Hour
	// draftsKept is how long a file is kept that was never switched on.
	draftsKept = 7 * 24 * time.Hour
	atOnce     = 500
)

// Sweep forgets files that were never switched on, the cells of those that were, the rows of
// versions that count no more once the data asset's time has passed, and everything of a list
// whose legal basis has ended.
func (s *Service) Sweep(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "sweep lists")
	all, err := everyVersion(s.db.Read(ctx))
	if err != nil {
		return err
	}
	now := s.db.Read(ctx).Now()
	for _, v := range all {
		cells, rows, keep := v.due(now, s.kept(ctx, v))
		if cells {
			err = errors.Join(err, s.forget(ctx, func(tx *db.Tx) (int64, error) { return dropParts(tx, v.ID, 20) }))
		}
		if rows {
			err = errors.Join(err, s.forget(ctx, func(tx *db.Tx) (int64, error) { return dropRows(tx, v.ID, atOnce) }))
		}
		if !keep {
			err = errors.Join(err, s.db.Write(ctx, func(tx *db.Tx) error { return dropVersion(tx, v.ID) }))
		}
	}
	return err
}

// kept is how long the rows of a version are kept after it counts no more; below 0 when
// nothing of its list may be kept.
func (s *Service) kept(ctx context.Context, v Version) time.Duration {
	if v.Asset == "" {
		return draftsKept
	}
	a, err := s.assets.Get(ctx, v.Asset)
	switch {
	case err != nil:
		return draftsKept
	case !a.Readable(day.Of(s.db.Read(ctx).Now())):
		return -1
	}
	return time.Duration(a.KeepDays) * 24 * time.Hour
}

// due says what of a version is to be forgotten, and whether anything of it stays.
func (v Version) due(now time.Time, kept time.Duration) (cells, rows, keep bool) {
	age := now.Sub(v.HandedAt)
	switch {
	case kept < 0:
		return true, true, v.State == Current || v.State == Past
	case v.State == Current || v.State.Working():
		return age > cellsKept, false, true
	case v.State == Past:
		return age > cellsKept, now.Sub(v.OnAt) > kept, true
	}
	return age > draftsKept, age > draftsKept, age <= draftsKept
}

// forget deletes in steps.
func (s *Service) forget(ctx context.Context, some func(tx *db.Tx) (int64, error)) error {
	for n := int64(1); n > 0; {
		err := s.db.Write(db.Background(ctx, db.Imports), func(tx *db.Tx) (err error) {
			n, err = some(tx)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
