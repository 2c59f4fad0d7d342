package volunteers

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/plat/tabular"
)

// SheetID names a file of volunteers that was handed in.
type SheetID = ident.ID[Sheet]

// Sheet is a file of volunteers that was handed in, with what would come, or came, of each
// row.
type Sheet struct {
	ID       SheetID
	Name     string
	Hash     string
	Taken    bool // its rows were taken in
	HandedBy string
	HandedAt time.Time
	Columns  []string // as the file names them
	Rows     []SheetRow
}

// SheetRow is one row of it.
type SheetRow struct {
	Number   int64
	Cells    []string // as they were
	Said     SheetSaid
	Standing RowStanding
	Why      string // it is not taken
	// Volunteer is who came of it, or who is on the register already.
	Volunteer ID
}

// RowStanding is what comes of a row.
type RowStanding string

// The standings of a row.
const (
	RowNew    RowStanding = "new"    // somebody new, to be added
	RowAdded  RowStanding = "added"  // was added
	RowKnown  RowStanding = "known"  // is on the register already; nothing is changed
	RowFaulty RowStanding = "faulty" // cannot be taken, see why
)

// Count is how many rows stand so.
func (s Sheet) Count(of RowStanding) (n int) {
	for _, r := range s.Rows {
		if r.Standing == of {
			n++
		}
	}
	return n
}

const (
	mostRows   = 2000
	rowsAtOnce = 25
	importKind = "volunteers"
	draftsKept = 7 * 24 * time.Hour
	rowsKept   = 30 * 24 * time.Hour
)

// HandIn reads a file of volunteers and keeps it with what would come of each row; nobody is
// added. The same file again is the same sheet: one not taken yet is judged anew. A file that
// is no table, lacks columns or is too long is [fault.Invalid].
func (s *Service) HandIn(ctx context.Context, name string, open func() (io.ReadCloser, error)) (id SheetID, err error) {
	defer fault.Wrap(&err, "hand in volunteers")
	if err := access.CheckHeld(ctx, keepers...); err != nil {
		return "", err
	}
	hash, err := hashOf(ctx, open)
	if err != nil {
		return "", err
	}
	earlier, found, err := sheetByHash(s.db.Read(ctx), hash)
	if err != nil || found && earlier.Taken {
		return earlier.ID, err
	}
	columns, rows, err := s.judged(ctx, open)
	if err != nil {
		return "", err
	}
	sheet := Sheet{ID: earlier.ID, Name: name, Hash: hash, HandedBy: access.From(ctx).Account, Columns: columns, Rows: rows}
	err = s.db.Write(db.Background(ctx, db.Imports), func(tx *db.Tx) error {
		if found {
			if err := dropSheet(tx, earlier.ID); err != nil {
				return err
			}
		}
		sheet.ID = ident.New[Sheet](tx.Now())
		if err := insertSheet(tx, sheet); err != nil {
			return err
		}
		return insertSheetRows(tx, sheet.ID, rows)
	})
	return sheet.ID, err
}

func hashOf(ctx context.Context, open func() (io.ReadCloser, error)) (string, error) {
	in, err := open()
	if err != nil {
		return "", err
	}
	defer in.Close()
	h := imports.NewHash()
	h.Text(importKind)
	err = h.File(ctx, in)
	return h.Sum(), err
}

// judged reads the file, with the names of its columns, and says of each row what would come
// of it.
func (s *Service) judged(ctx context.Context, open func() (io.ReadCloser, error)) (header []string, rows []SheetRow, err error) {
	in, err := open()
	if err != nil {
		return nil, nil, err
	}
	defer in.Close()
	table := tabular.NewReader(in, tabular.Options{})
	header, err = table.Header()
	if err != nil {
		return nil, nil, err
	}
	_, found, err := tabular.Recognise(header, layouts)
	if err != nil {
		return nil, nil, err
	}
	b, err := s.Rules(ctx)
	if err != nil {
		return nil, nil, err
	}
	j := &judge{s: s, ctx: ctx, r: s.db.Read(ctx), b: b, today: s.Today(ctx), seen: map[string]int64{}}
	for len(rows) <= mostRows {
		one, err := table.Read()
		if errors.Is(err, io.EOF) {
			return header, rows, noRows(rows)
		}
		row, err := j.row(one, err, found)
		if err != nil {
			return nil, nil, err
		}
		rows = append(rows, row)
	}
	return nil, nil, fault.New(fault.Invalid, "volunteers.too-long", fmt.Sprintf("The file has more than %d rows. Split it into files of %d rows or fewer.", mostRows, mostRows))
}

func noRows(rows []SheetRow) error {
	if len(rows) > 0 {
		return nil
	}
	return fault.New(fault.Invalid, "volunteers.empty", "The file has a first row that names the columns and no row behind it.")
}

// judge says what comes of rows.
type judge struct {
	s     *Service
	ctx   context.Context
	r     db.Reader
	b     *rules
	today day.Date
	seen  map[string]int64 // keys of rows above, by which somebody stands twice
}

func (j *judge) row(one tabular.Row, failed error, found tabular.Columns) (row SheetRow, err error) {
	bad, malformed := errors.AsType[*tabular.RowError](failed)
	switch {
	case malformed:
		return faulty(bad.Row, bad.Reason), nil
	case failed != nil:
		return SheetRow{}, failed
	}
	row = SheetRow{Number: int64(one.Number), Cells: slices.Clone(one.Cells), Standing: RowNew}
	said, wrong := readSaid(func(field string) string { return one.Cell(found.Of(field)) }, j.b, j.today)
	if wrong != "" {
		row = faulty(one, wrong)
		row.Said = SheetSaid{Given: said.Given, Family: said.Family}
		return row, nil
	}
	row.Said = said
	return row, j.place(&row)
}

func faulty(row tabular.Row, why string) SheetRow {
	return SheetRow{Number: int64(row.Number), Cells: slices.Clone(row.Cells), Standing: RowFaulty, Why: why}
}

// place finds the neighbourhood of a row, and whether somebody is on the register already or
// stands in the file twice.
func (j *judge) place(row *SheetRow) error {
	routing, err := j.s.places.Route(j.ctx, row.Said.Postcode)
	if err != nil {
		return err
	}
	if wrong := mayLiveAt(routing); wrong != nil {
		row.Standing, row.Why = RowFaulty, fault.MessageOf(wrong)
		return nil
	}
	row.Said.Neighbourhood = routing.Neighbourhood
	row.Said.Easting, row.Said.Northing = gridOf(routing)
	if access.Check(j.ctx, routing.Neighbourhood, keepers...) != nil {
		row.Standing, row.Why = RowFaulty, "They live in a neighbourhood whose volunteers you do not look after. Give the row to its hub."
		return nil
	}
	v := row.Said.volunteer()
	same, err := samePerson(j.r, v.volunteer(j.r.Now()))
	if err != nil {
		return err
	}
	if len(same) > 0 {
		row.Standing, row.Why, row.Volunteer = RowKnown, "On the register already.", same[0].ID
		return nil
	}
	key := fold(v.GivenNames+v.FamilyName) + "/" + string(v.Phone) + "/" + fold(v.Email)
	if above, twice := j.seen[key]; twice {
		row.Standing, row.Why = RowKnown, fmt.Sprintf("The same as row %d.", above)
		return nil
	}
	j.seen[key] = row.Number
	return nil
}

// Sheet reads a file that was handed in, for whoever handed it in and for the whole borough's
// keepers. Names are noted as read.
func (s *Service) Sheet(ctx context.Context, id SheetID) (sheet Sheet, err error) {
	defer fault.Wrap(&err, "sheet %s", id)
	r := s.db.Read(ctx)
	if sheet, err = sheetByID(r, id); err != nil {
		return Sheet{}, err
	}
	if sheet.HandedBy != access.From(ctx).Account {
		if err := access.Check(ctx, "", keepers...); err != nil {
			return Sheet{}, err
		}
	}
	if sheet.Rows, err = sheetRows(r, id); err != nil {
		return Sheet{}, err
	}
	if s.reads != nil {
		_ = s.reads.Saw(ctx, journal.Entry{Verb: "read a file of volunteers", Topic: topicRead, Objects: []journal.Object{{Kind: "sheet", ID: string(id)}}})
	}
	return sheet, nil
}

// Sheets lists the files the caller may see that were handed in lately, the latest first and
// without their rows.
func (s *Service) Sheets(ctx context.Context) (all []Sheet, err error) {
	defer fault.Wrap(&err, "files of volunteers")
	if err := access.CheckHeld(ctx, keepers...); err != nil {
		return nil, err
	}
	all, err = recentSheets(s.db.Read(ctx), 20)
	whole := access.Check(ctx, "", keepers...) == nil
	return slices.DeleteFunc(all, func(one Sheet) bool { return !whole && one.HandedBy != access.From(ctx).Account }), err
}

// TakeIn adds whoever is new in a file, a few in each transaction. Cut short, or asked for
// again, it goes on with the rows that are left: nobody is added twice.
func (s *Service) TakeIn(ctx context.Context, id SheetID) (counts imports.Counts, err error) {
	defer fault.Wrap(&err, "take in sheet %s", id)
	sheet, err := s.Sheet(ctx, id)
	if err != nil {
		return counts, err
	}
	b, err := s.Rules(ctx)
	if err != nil {
		return counts, err
	}
	log := imports.New(s.db)
	run, err := log.Begin(ctx, imports.Plan{Kind: importKind, Name: sheet.Name, Hash: sheet.Hash})
	if err != nil {
		return counts, err
	}
	run.Unchanged, run.Rejected = int64(sheet.Count(RowKnown)), int64(sheet.Count(RowFaulty))
	left := slices.DeleteFunc(sheet.Rows, func(r SheetRow) bool { return r.Standing != RowNew })
	for part := range slices.Chunk(left, rowsAtOnce) {
		next := run
		err := s.db.Write(db.Background(ctx, db.Imports), func(tx *db.Tx) error {
			next = run
			return takeRows(tx, b, sheet, part, &next)
		})
		if err != nil {
			return run.Counts, errors.Join(err, log.Fail(ctx, run, err))
		}
		run = next
	}
	return run.Counts, s.db.Write(ctx, func(tx *db.Tx) error {
		if err := setTaken(tx, id); err != nil {
			return err
		}
		return imports.Finish(tx, run)
	})
}

func takeRows(tx *db.Tx, b *rules, sheet Sheet, rows []SheetRow, run *imports.Run) error {
	for _, row := range rows {
		if err := takeRow(tx, b, sheet.Name, &row); err != nil {
			return err
		}
		if err := saveSheetRow(tx, sheet.ID, row); err != nil {
			return err
		}
		run.Done++
		if row.Standing == RowAdded {
			run.Added++
		} else {
			run.Unchanged++
		}
	}
	return imports.Step(tx, *run)
}

func takeRow(tx *db.Tx, b *rules, file string, row *SheetRow) error {
	n := row.Said.volunteer()
	same, err := samePerson(tx, n.volunteer(tx.Now()))
	if err != nil {
		return err
	}
	if len(same) > 0 {
		row.Standing, row.Why, row.Volunteer = RowKnown, "On the register already.", same[0].ID
		return nil
	}
	v, err := AddOne(tx, n)
	if err != nil {
		return err
	}
	row.Standing, row.Volunteer = RowAdded, v.ID
	for _, h := range row.Said.held(b, file) {
		if mayRecord(b, h, day.Of(tx.Now())) != nil {
			row.Why = "Added without a check that has ended."
			continue
		}
		if _, err := AddCheck(tx, b, v.ID, h); err != nil {
			return err
		}
	}
	return nil
}

// Forget drops files that were never taken in after a week, and the rows of those that were
// after a month: what they say of people is then on the register or not wanted.
func (s *Service) Forget(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "forget files of volunteers")
	return s.db.Write(ctx, func(tx *db.Tx) error {
		return forgetSheets(tx, tx.Now().Add(-draftsKept), tx.Now().Add(-rowsKept))
	})
}
