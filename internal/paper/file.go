package paper

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

// ending is that of every file we put into the folder; no other file there is touched.
const ending = ".paper.pdf"

// file puts a pack into the folder, whole or not at all, for its owner alone to read. A later
// one of the same day takes the place of the one before.
func (s *Service) file(p printed) (err error) {
	if s.dir == "" {
		return nil
	}
	defer fault.Wrap(&err, "put a pack into %s", s.dir)
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(s.dir, ".writing-*"+ending) // for its owner alone
	if err != nil {
		return err
	}
	_, err = f.Write(p.file)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(s.dir, p.Called()+ending))
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// forget removes packs that are a week old, here and in the folder.
func (s *Service) forget(ctx context.Context, today day.Date) error {
	first := today.AddDays(1 - Kept)
	if err := s.DB.Write(ctx, func(tx *db.Tx) error { return dropBefore(tx, first) }); err != nil || s.dir == "" {
		return err
	}
	files, err := os.ReadDir(s.dir)
	if err != nil {
		return nil // it is not there yet
	}
	for _, f := range files {
		name, ours := strings.CutSuffix(f.Name(), ending)
		if !ours || len(name) < len("2006-01-02") {
			continue
		}
		if d, err := day.ParseDate(name[len(name)-len("2006-01-02"):]); err == nil && d.Before(first) {
			if err := os.Remove(filepath.Join(s.dir, f.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
