package staff

import (
	"context"
	"errors"
	"io"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/plat/tabular"
)

// File is a list of people whom a service or a partner lends.
type File struct {
	Name string // as people know it
	Open func() (io.ReadCloser, error)
}

// Taken is what came, or in a dry run would come, of a file.
type Taken struct {
	Added    int
	Known    int // on the list already, or twice in the file
	Rejected []Reject
	DryRun   bool
}

// Reject is a row that could not be taken.
type Reject struct {
	Number int // as a spreadsheet counts
	Reason string
	Cells  []string
}

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
func (s *Service) TakeIn(ctx context.Context, f File, dryRun bool) (t Taken, err error) {
	defer fault.Wrap(&err, "take in staff")
	if err := access.CheckHeld(ctx, keepers...); err != nil {
		return Taken{}, err
	}
	rows, t, err := s.readFile(ctx, f)
	if err != nil {
		return Taken{}, err
	}
	if t.DryRun = dryRun; dryRun {
		return t, s.foresee(ctx, &t, rows)
	}
	run, err := s.begin(ctx, f)
	if err != nil {
		return Taken{}, err
	}
	if err := s.writeRows(ctx, &run, &t, rows); err != nil {
		return t, errors.Join(err, imports.New(s.db).Fail(ctx, run, err))
	}
	return t, nil
}

func (s *Service) readFile(ctx context.Context, f File) (rows []ready, t Taken, err error) {
	in, err := f.Open()
	if err != nil {
		return nil, t, err
	}
	defer in.Close()
	reading, err := s.rowReader(ctx)
	if err != nil {
		return nil, t, err
	}
	table := tabular.NewReader(in, tabular.Options{})
	header, err := table.Header()
	if err != nil {
		return nil, t, err
	}
	if _, reading.columns, err = tabular.Recognise(header, []tabular.Layout{layout}); err != nil {
		return nil, t, err
	}
	seen := map[string]bool{}
	for {
		row, err := table.Read()
		if errors.Is(err, io.EOF) {
			return rows, t, nil
		}
		if bad, ok := errors.AsType[*tabular.RowError](err); ok {
			t.reject(bad.Row, bad.Reason)
			continue
		}
		if err != nil {
			return nil, t, err
		}
		one, why, err := reading.read(ctx, row)
		switch key := fold(one.details.Email); {
		case err != nil:
			return nil, t, err
		case why != "":
			t.reject(row, why)
		case seen[key]:
			t.Known++
		default:
			seen[key] = true
			rows = append(rows, one)
		}
	}
}

func (t *Taken) reject(row tabular.Row, why string) {
	t.Rejected = append(t.Rejected, Reject{row.Number, why, slices.Clone(row.Cells)})
}

// foresee counts who would be added.
func (s *Service) foresee(ctx context.Context, t *Taken, rows []ready) error {
	r := s.db.Read(ctx)
	for part := range slices.Chunk(rows, batch) {
		var keys []string
		for _, one := range part {
			keys = append(keys, fold(one.details.Email))
		}
		known, err := countEmails(r, keys)
		if err != nil {
			return err
		}
		t.Known, t.Added = t.Known+known, t.Added+len(part)-known
	}
	return nil
}

func (s *Service) begin(ctx context.Context, f File) (imports.Run, error) {
	in, err := f.Open()
	if err != nil {
		return imports.Run{}, err
	}
	defer in.Close()
	h := imports.NewHash()
	if err := h.File(ctx, in); err != nil {
		return imports.Run{}, err
	}
	return imports.New(s.db).Begin(ctx, imports.Plan{Kind: "staff", Name: f.Name, Hash: h.Sum()})
}

// writeRows puts people on the list in steps, each with how far the run has come.
func (s *Service) writeRows(ctx context.Context, run *imports.Run, t *Taken, rows []ready) error {
	run.Counts, run.Done = imports.Counts{Rejected: int64(len(t.Rejected)), Unchanged: int64(t.Known)}, 0
	for part := range slices.Chunk(rows, batch) {
		var now imports.Run
		err := s.db.Write(db.Background(ctx, db.Imports), func(tx *db.Tx) error {
			now = *run
			if err := keepRows(tx, &now, part); err != nil {
				return err
			}
			return imports.Step(tx, now)
		})
		if err != nil {
			return err
		}
		*run = now
	}
	t.Added, t.Known = int(run.Added), int(run.Unchanged)
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := imports.Finish(tx, *run); err != nil {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: "took in a list of staff", Topic: "staff.imported",
			Data: map[string]any{"added": run.Added, "known": run.Unchanged, "rejected": run.Rejected},
		})
	})
}

func keepRows(tx *db.Tx, run *imports.Run, part []ready) error {
	for _, one := range part {
		run.Done++
		known, err := countEmails(tx, []string{fold(one.details.Email)})
		if err != nil {
			return err
		}
		if known > 0 {
			run.Unchanged++
			continue
		}
		if _, err := AddOne(tx, one.details, one.at); err != nil {
			return err
		}
		run.Added++
	}
	return nil
}
