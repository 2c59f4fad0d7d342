package requests

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/fault"
)

// apartEvery is how often it is looked whether an erasure is not kept apart yet.
const apartEvery = 5 * time.Minute

// KeepsApart has each erasure written to a folder, signed with 32 secret bytes. The folder
// belongs where the backups are: a database that is restored from before an erasure is put
// right by it. It is called once, before the service is used.
func (s *Service) KeepsApart(folder string, seed []byte) { s.folder, s.seed = folder, seed }

// PutApart writes every erasure of the borough that the folder does not hold yet. What is
// there already stays as it is.
func (s *Service) PutApart(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "keep erasures apart from the database")
	missing, err := s.missing(ctx)
	if err != nil || len(missing) == 0 {
		return err
	}
	if err := os.MkdirAll(s.folder, 0o700); err != nil {
		return err
	}
	for _, one := range missing {
		one.sign(s.seed)
		if err := place(filepath.Join(s.folder, one.FileName()), one.Text()); err != nil {
			return err
		}
	}
	return nil
}

// NotApart is how many erasures no file keeps yet: a restore would bring those people back.
func (s *Service) NotApart(ctx context.Context) (int, error) {
	missing, err := s.missing(ctx)
	return len(missing), err
}

func (s *Service) missing(ctx context.Context) ([]Stone, error) {
	if s.folder == "" {
		return nil, nil
	}
	all, err := stones(s.db.Read(ctx))
	if err != nil || len(all) == 0 {
		return nil, err
	}
	files, err := os.ReadDir(s.folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return slices.DeleteFunc(all, func(one Stone) bool {
		return slices.ContainsFunc(files, func(f fs.DirEntry) bool { return f.Name() == one.FileName() })
	}), nil
}

// place writes a file that is there whole or not at all.
func place(path, text string) (err error) {
	aside, err := os.CreateTemp(filepath.Dir(path), ".unfinished-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(aside.Name())
	_, err = aside.WriteString(text)
	if err = errors.Join(err, aside.Sync(), aside.Close()); err != nil {
		return err
	}
	if err = os.Link(aside.Name(), path); errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}

// readStones reads the erasures of the borough in folders; one that is no folder holds none.
// What is wrong with a file is said, each with its name.
func (s *Service) readStones(borough string, folders []string) (all []Stone, wrong []string, err error) {
	for _, folder := range folders {
		files, err := os.ReadDir(folder)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		for _, f := range files {
			if !strings.HasPrefix(f.Name(), borough+"-") || !strings.HasSuffix(f.Name(), fileEnd) {
				continue
			}
			text, err := os.ReadFile(filepath.Join(folder, f.Name()))
			if err != nil {
				return nil, nil, err
			}
			one, err := ParseStone(string(text))
			switch {
			case err != nil:
				wrong = append(wrong, f.Name()+": "+fault.MessageOf(err))
			case one.FileName() != f.Name():
				wrong = append(wrong, f.Name()+" holds the erasure of another borough or request.")
			case !one.genuine(s.seed):
				wrong = append(wrong, f.Name()+" was altered, or was signed with another key.")
			case !slices.ContainsFunc(all, func(s Stone) bool { return s.Request == one.Request }):
				all = append(all, one)
			}
		}
	}
	return all, wrong, nil
}
