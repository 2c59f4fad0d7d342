package contacts

import (
	"context"
	"errors"
	"io"
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
	Name   string // as people know it
	Agency string // an id of the borough's list; "" when each row names its own
	Open   func() (io.ReadCloser, error)
}

// Taken is what came, or in a dry run would come, of a file.
type Taken struct {
	Added      int
	Duplicates int // in the log already, or twice in the file
	Rejected   []Reject
	DryRun     bool
}

// Reject is a row that could not be taken.
type Reject struct {
	Number int // as a spreadsheet counts
	Reason string
	Cells  []string
}

// batch is how many rows are written in one transaction.
const batch = 100

// TakeIn takes a file of contacts in: each row is a contact with somebody who is known. In
// a dry run it changes nothing and says what would come of it. The same row again adds
// nothing; an import that was cut short goes on. A file that is no table, or lacks columns,
// is [fault.Invalid].
func (s *Service) TakeIn(ctx context.Context, f File, dryRun bool) (t Taken, err error) {
	defer fault.Wrap(&err, "take in contacts")
	if err := access.CheckHeld(ctx, importers...); err != nil {
		return Taken{}, err
	}
	rules, err := s.Rules(ctx)
	if err != nil {
		return Taken{}, err
	}
	rows, t, err := s.readFile(ctx, f, rules)
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

// ready is a row that can be taken, with the key by which it is known again.
type ready struct {
	event Event
	hood  string
	key   string
}

// readFile reads the whole file and finds whom each row is about.
func (s *Service) readFile(ctx context.Context, f File, rules *Rules) (rows []ready, t Taken, err error) {
	in, err := f.Open()
	if err != nil {
		return nil, t, err
	}
	defer in.Close()
	table := tabular.NewReader(in, tabular.Options{})
	header, err := table.Header()
	if err != nil {
		return nil, t, err
	}
	_, columns, err := tabular.Recognise(header, []tabular.Layout{layout})
	if err != nil {
		return nil, t, err
	}
	reading := &rowReader{s: s, file: f, rules: rules, columns: columns, now: s.db.Read(ctx).Now(), seen: map[string]bool{}}
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
		switch {
		case err != nil:
			return nil, t, err
		case why != "":
			t.reject(row, why)
		case reading.seen[one.key]:
			t.Duplicates++
		default:
			reading.seen[one.key] = true
			rows = append(rows, one)
		}
	}
}

func (t *Taken) reject(row tabular.Row, why string) {
	t.Rejected = append(t.Rejected, Reject{row.Number, why, slices.Clone(row.Cells)})
}

// foresee counts which rows would be added.
func (s *Service) foresee(ctx context.Context, t *Taken, rows []ready) error {
	r := s.db.Read(ctx)
	for part := range slices.Chunk(rows, batch) {
		keys := make([]string, len(part))
		for i, one := range part {
			keys[i] = one.key
		}
		known, err := countKeys(r, keys)
		if err != nil {
			return err
		}
		t.Duplicates, t.Added = t.Duplicates+known, t.Added+len(part)-known
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
	h.Text(f.Agency)
	if err := h.File(ctx, in); err != nil {
		return imports.Run{}, err
	}
	return imports.New(s.db).Begin(ctx, imports.Plan{Kind: "contacts", Name: f.Name, Hash: h.Sum()})
}

// writeRows keeps rows in steps, each with how far the run has come.
func (s *Service) writeRows(ctx context.Context, run *imports.Run, t *Taken, rows []ready) error {
	run.Counts, run.Done = imports.Counts{Rejected: int64(len(t.Rejected)), Unchanged: int64(t.Duplicates)}, 0
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
	t.Added, t.Duplicates = int(run.Added), int(run.Unchanged)
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := imports.Finish(tx, *run); err != nil {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: "took in a file of contacts", Topic: "contacts.imported",
			Data: map[string]any{"added": run.Added, "known": run.Unchanged, "rejected": run.Rejected},
		})
	})
}

func keepRows(tx *db.Tx, run *imports.Run, part []ready) error {
	for _, one := range part {
		added, err := note(tx, one.event, one.key)
		if err != nil {
			return err
		}
		run.Done++
		if !added {
			run.Unchanged++
			continue
		}
		run.Added++
		if err := tell(tx, one.event, one.hood); err != nil {
			return err
		}
	}
	return nil
}
