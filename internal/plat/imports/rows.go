package imports

import (
	"context"
	"errors"
	"io"
	"slices"

	"kith/internal/plat/db"
	"kith/internal/plat/tabular"
)

// Rows is how the rows of one kind of file are taken in: each by itself, and known again by
// its key, so that the same row in another file, or in the same once more, adds nothing.
type Rows[T any] struct {
	Kind   string // of the [Plan]
	Name   string // of the file, as people know it
	Told   string // what tells the import from another of the same file; "" nothing
	Open   func() (io.ReadCloser, error)
	Layout tabular.Layout
	Batch  int // rows written in one transaction

	// Read makes something of a row, or says what is wrong with it in a sentence for whoever
	// mends the file.
	Read func(row tabular.Row, columns tabular.Columns) (one T, why string, err error)
	Key  func(one T) string
	// Known counts which of some keys are there already.
	Known func(r db.Reader, keys []string) (int, error)
	// Keep writes one; added is false where it is there already.
	Keep func(tx *db.Tx, one T) (added bool, err error)
	// Tell tells the journal of the whole, in the transaction that ends it.
	Tell func(tx *db.Tx, of Counts) error
}

// Taken is what came, or in a dry run would come, of a file.
type Taken struct {
	Added    int
	Known    int // there already, or twice in the file
	Rejected []Reject
	DryRun   bool
	Columns  []string // of the file, as it names them
}

// File is a table that somebody handed in.
type File struct {
	Name   string // as people know it
	Open   func() (io.ReadCloser, error)
	Passed string // what of it is not read, in words: other sheets of a workbook
}

// Reject is a row that could not be taken.
type Reject struct {
	Number int // as a spreadsheet counts
	Reason string
	Cells  []string
}

// TakeIn takes the file in. In a dry run it changes nothing and says what would come of it;
// an import that was cut short goes on. A file that is no table, or lacks columns, is
// [fault.Invalid].
func (w Rows[T]) TakeIn(ctx context.Context, d *db.DB, dryRun bool) (t Taken, err error) {
	rows, t, err := w.read()
	if err != nil {
		return Taken{}, err
	}
	if t.DryRun = dryRun; dryRun {
		return t, w.foresee(d.Read(ctx), &t, rows)
	}
	run, err := w.begin(ctx, d)
	if err != nil {
		return Taken{}, err
	}
	if err := w.write(ctx, d, &run, &t, rows); err != nil {
		return t, errors.Join(err, New(d).Fail(ctx, run, err))
	}
	return t, nil
}

// read reads the whole file.
func (w Rows[T]) read() (rows []T, t Taken, err error) {
	in, err := w.Open()
	if err != nil {
		return nil, t, err
	}
	defer in.Close()
	table := tabular.NewReader(in, tabular.Options{})
	header, err := table.Header()
	if err != nil {
		return nil, t, err
	}
	t.Columns = slices.Clone(header)
	_, columns, err := tabular.Recognise(header, []tabular.Layout{w.Layout})
	if err != nil {
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
		one, why, err := w.Read(row, columns)
		switch {
		case err != nil:
			return nil, t, err
		case why != "":
			t.reject(row, why)
		case seen[w.Key(one)]:
			t.Known++
		default:
			seen[w.Key(one)] = true
			rows = append(rows, one)
		}
	}
}

func (t *Taken) reject(row tabular.Row, why string) {
	t.Rejected = append(t.Rejected, Reject{row.Number, why, slices.Clone(row.Cells)})
}

// foresee counts which rows would be added.
func (w Rows[T]) foresee(r db.Reader, t *Taken, rows []T) error {
	for part := range slices.Chunk(rows, w.Batch) {
		keys := make([]string, len(part))
		for i, one := range part {
			keys[i] = w.Key(one)
		}
		known, err := w.Known(r, keys)
		if err != nil {
			return err
		}
		t.Known, t.Added = t.Known+known, t.Added+len(part)-known
	}
	return nil
}

func (w Rows[T]) begin(ctx context.Context, d *db.DB) (Run, error) {
	in, err := w.Open()
	if err != nil {
		return Run{}, err
	}
	defer in.Close()
	h := NewHash()
	h.Text(w.Told)
	if err := h.File(ctx, in); err != nil {
		return Run{}, err
	}
	return New(d).Begin(ctx, Plan{Kind: w.Kind, Name: w.Name, Hash: h.Sum()})
}

// write keeps rows in steps, each with how far the run has come. A run that was cut short
// begins at the first row again: what is there already is passed over.
func (w Rows[T]) write(ctx context.Context, d *db.DB, run *Run, t *Taken, rows []T) error {
	run.Counts, run.Done = Counts{Rejected: int64(len(t.Rejected)), Unchanged: int64(t.Known)}, 0
	for part := range slices.Chunk(rows, w.Batch) {
		var now Run
		err := d.Write(db.Background(ctx, db.Imports), func(tx *db.Tx) error {
			now = *run
			if err := w.keep(tx, &now, part); err != nil {
				return err
			}
			return Step(tx, now)
		})
		if err != nil {
			return err
		}
		*run = now
	}
	t.Added, t.Known = int(run.Added), int(run.Unchanged)
	return d.Write(ctx, func(tx *db.Tx) error {
		if err := Finish(tx, *run); err != nil {
			return err
		}
		return w.Tell(tx, run.Counts)
	})
}

func (w Rows[T]) keep(tx *db.Tx, run *Run, part []T) error {
	for _, one := range part {
		added, err := w.Keep(tx, one)
		if err != nil {
			return err
		}
		if run.Done++; added {
			run.Added++
		} else {
			run.Unchanged++
		}
	}
	return nil
}
