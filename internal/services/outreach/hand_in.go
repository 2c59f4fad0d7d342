package outreach

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/plat/tabular"
)

// File is a file of people whom another team could not reach.
type File struct {
	Name string // as people know it
	From string // whose list it is: an id of contacts.yaml
	Open func() (io.ReadCloser, error)
}

// mostRows is how many rows a file may have.
const mostRows = 1000

// atOnce is how many rows are kept in one transaction.
const atOnce = 100

// HandIn reads a file and keeps it as a draft, with what would come of each row. Nobody is
// added and no check begins. The same file again is the same list: a draft is looked at
// anew, one that was begun is returned as it is, and again is true. A file that is no table, lacks columns or
// is too long is [fault.Invalid]; a list from which the caller may begin nothing is
// [fault.Forbidden].
func (s *Service) HandIn(ctx context.Context, f File) (id ListID, again bool, err error) {
	defer fault.Wrap(&err, "hand in a list")
	if err := s.mayHandIn(ctx, f.From); err != nil {
		return "", false, err
	}
	hash, err := hashOf(ctx, f)
	if err != nil {
		return "", false, err
	}
	earlier, found, err := latestOf(s.db.Read(ctx), hash)
	if err != nil {
		return "", false, err
	}
	if found && (earlier.State == Begun || earlier.State == Done) {
		if _, err := s.seen(ctx, earlier.ID); err != nil {
			return "", false, fault.New(fault.Conflict, "outreach.handed-in", "Somebody else has taken this file in already.")
		}
		return earlier.ID, true, nil
	}
	columns, rows, err := s.judged(ctx, f)
	if err != nil {
		return "", false, err
	}
	id, err = s.keep(ctx, List{Name: f.Name, From: f.From, Hash: hash, Columns: columns}, rows)
	return id, false, err
}

func (s *Service) mayHandIn(ctx context.Context, list string) error {
	offered, err := s.Offered(ctx)
	if err != nil {
		return err
	}
	for _, l := range offered {
		if l.ID == list {
			return nil
		}
	}
	return fault.New(fault.Forbidden, "outreach.not-yours", "Your role may not begin checks from this list. Ask the coordination point.")
}

func hashOf(ctx context.Context, f File) (string, error) {
	in, err := f.Open()
	if err != nil {
		return "", err
	}
	defer in.Close()
	h := imports.NewHash()
	h.Text(f.From)
	err = h.File(ctx, in)
	return h.Sum(), err
}

// judged reads the file, with the names of its columns, and says of each row what would come
// of it.
func (s *Service) judged(ctx context.Context, f File) (columns []string, rows []Row, err error) {
	in, err := f.Open()
	if err != nil {
		return nil, nil, err
	}
	defer in.Close()
	table := tabular.NewReader(in, tabular.Options{})
	header, err := table.Header()
	if err != nil {
		return nil, nil, err
	}
	_, found, err := tabular.Recognise(header, layouts)
	if err != nil {
		return nil, nil, err
	}
	j, err := s.judging(ctx, f.From)
	if err != nil {
		return nil, nil, err
	}
	for len(rows) <= mostRows {
		one, err := table.Read()
		if errors.Is(err, io.EOF) {
			return slices.Clone(header), rows, none(rows)
		}
		row, err := j.read(one, err, found)
		if err != nil {
			return nil, nil, err
		}
		rows = append(rows, row)
	}
	return nil, nil, fault.New(fault.Invalid, "outreach.too-long", fmt.Sprintf("The file has more than %d rows. Split it into files of %d rows or fewer.", mostRows, mostRows))
}

func none(rows []Row) error {
	if len(rows) > 0 {
		return nil
	}
	return fault.New(fault.Invalid, "outreach.empty", "The file has a first row that names the columns and no row behind it.")
}

// read judges one row of the table, or of what is wrong with it.
func (j *judge) read(one tabular.Row, failed error, found tabular.Columns) (row Row, err error) {
	bad, malformed := errors.AsType[*tabular.RowError](failed)
	switch {
	case malformed:
		return Row{Number: bad.Row.Number, Cells: slices.Clone(bad.Row.Cells), Standing: Faulty, Why: bad.Reason}, nil
	case failed != nil:
		return Row{}, failed
	}
	said, wrong := read(func(field string) string { return one.Cell(found.Of(field)) }, today(j.r))
	if wrong != "" {
		return Row{Number: one.Number, Cells: slices.Clone(one.Cells), Standing: Faulty, Why: wrong}, nil
	}
	if row, err = j.row(one.Number, said); err == nil {
		row.Cells = slices.Clone(one.Cells)
	}
	return row, err
}

// keep keeps a list as a draft, in steps, instead of earlier drafts of the same file.
func (s *Service) keep(ctx context.Context, l List, rows []Row) (ListID, error) {
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		if err := dropDrafts(tx, l.Hash); err != nil {
			return err
		}
		l.ID, l.State, l.HandedBy, l.HandedAt = ident.New[List](tx.Now()), Reading, access.From(ctx).Account, tx.Now()
		return insertList(tx, l)
	})
	if err != nil {
		return "", err
	}
	for part := range slices.Chunk(rows, atOnce) {
		if err := s.db.Write(db.Background(ctx, db.Imports), func(tx *db.Tx) error { return insertRows(tx, l.ID, part) }); err != nil {
			return "", err
		}
	}
	return l.ID, s.db.Write(ctx, func(tx *db.Tx) error {
		if err := setState(tx, l.ID, Reading, Draft); err != nil {
			return err
		}
		return tell(tx, l, "handed in a list of people who could not be reached", "outreach.handed-in", map[string]any{"list": l.From, "rows": len(rows)})
	})
}

func tell(tx *db.Tx, l List, verb, topic string, data map[string]any) error {
	return journal.Record(tx, journal.Entry{Verb: verb, Topic: topic, Objects: []journal.Object{{Kind: "list", ID: string(l.ID)}}, Data: data})
}
