package lists

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/imports"
	"kith/internal/plat/tabular"
)

const (
	// mostRows is how many rows a file may have.
	mostRows = 100_000
	// mostColumns is how many columns.
	mostColumns = 200
	// inPart is how many rows are kept together as they were handed in.
	inPart = 200
	// searched is how many rows at the top are searched for the names of the columns.
	searched = 20
)

// HandIn keeps a file, with a guess of what it is. Nothing is read from it yet. The same file
// again is the same version, and again is true. A file that is no table, has no names of
// columns, is too long or belongs elsewhere is [fault.Invalid].
func (s *Service) HandIn(ctx context.Context, f imports.File) (id VersionID, again bool, err error) {
	defer fault.Wrap(&err, "hand in a list")
	if err := access.CheckHeld(ctx, takers...); err != nil {
		return "", false, err
	}
	all, err := contents(f)
	if err != nil {
		return "", false, err
	}
	sum := sha256.Sum256(all)
	v := Version{Name: f.Name, Hash: hex.EncodeToString(sum[:]), State: Reading, HandedBy: access.From(ctx).Account}
	earlier, found, err := byHash(s.db.Read(ctx), v.Hash)
	if err != nil || found {
		return earlier.ID, found, err
	}
	t, err := open(all)
	if err != nil {
		return "", false, err
	}
	v.Preamble = t.preamble
	if err := s.guess(ctx, &v, t.header); err != nil {
		return "", false, err
	}
	return v.ID, false, s.keep(ctx, &v, t)
}

func contents(f imports.File) ([]byte, error) {
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return io.ReadAll(in)
}

// guess says what a file seems to be: as somebody said of the same columns before, or by the
// profile that its headers tell.
func (s *Service) guess(ctx context.Context, v *Version, header []string) error {
	saved, found, err := savedFor(s.db.Read(ctx), headersHash(header))
	if err != nil {
		return err
	}
	if found && len(saved.Columns) == len(header) {
		v.Asset, v.Profile, v.Kind, v.Columns = saved.Asset, saved.Profile, saved.Kind, saved.Columns
		return nil
	}
	p := recognise(header)
	if p.Elsewhere != "" {
		return fault.New(fault.Invalid, "lists.elsewhere", p.Elsewhere)
	}
	v.Asset, v.Profile, v.Kind, v.Columns = p.Asset, p.ID, p.Kind, p.columnsOf(header)
	return nil
}

func headersHash(header []string) string {
	folded := make([]string, len(header))
	for i, h := range header {
		folded[i] = foldHeader(h)
	}
	sum := sha256.Sum256([]byte(strings.Join(folded, "\n")))
	return hex.EncodeToString(sum[:16])
}

// keep keeps the file as it is, in steps.
func (s *Service) keep(ctx context.Context, v *Version, t *table) error {
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		v.ID, v.HandedAt = ident.New[Version](tx.Now()), tx.Now()
		return insertVersion(tx, *v)
	})
	if err != nil {
		return err
	}
	v.Number = 1
	for part := 0; ; part++ {
		rows, err := t.next(inPart)
		if err != nil {
			return err
		}
		if v.Rows += len(rows); v.Rows > mostRows {
			return invalid(fmt.Sprintf("The file has more than %d rows. Split it.", mostRows))
		}
		if len(rows) == 0 {
			break
		}
		if err := s.db.Write(db.Background(ctx, db.Imports), func(tx *db.Tx) error { return insertPart(tx, v.ID, part, rows) }); err != nil {
			return err
		}
	}
	if v.Rows == 0 {
		return invalid("The file has the names of the columns and no row below them.")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		now := *v
		now.State = HandedIn
		if err := updateVersion(tx, &now); err != nil {
			return err
		}
		return tell(tx, now, "handed in a list of people", "lists.handed-in", map[string]any{"rows": now.Rows})
	})
}

// table is a file that is read row by row from below the names of its columns.
type table struct {
	reader   *tabular.Reader
	header   []string
	preamble int
}

// open finds the names of the columns, below whatever stands above them.
func open(all []byte) (*table, error) {
	o := tabular.Options{Delimiter: delimiterOf(all)}
	at, header, err := headerOf(tabular.NewReader(bytes.NewReader(all), o))
	if err != nil {
		return nil, err
	}
	t := &table{reader: tabular.NewReader(bytes.NewReader(all), o), header: header, preamble: at - 1}
	for {
		row, err := t.reader.Read()
		if bad, ok := errors.AsType[*tabular.RowError](err); ok {
			row = bad.Row
		} else if err != nil {
			return nil, err
		}
		if row.Number >= at {
			t.reader.Expect(len(header))
			return t, nil
		}
	}
}

// headerOf finds the row that names the columns: the one of the first rows that names most
// that are known, or else the first with two cells or more.
func headerOf(r *tabular.Reader) (at int, header []string, err error) {
	most, first, told := 1, 0, []string(nil)
	for range searched {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if _, ok := errors.AsType[*tabular.RowError](err); ok {
			continue
		}
		if err != nil {
			return 0, nil, err
		}
		cells := trimmed(row.Cells)
		if first == 0 && len(cells) > 1 {
			first, told = row.Number, cells
		}
		if n := namesIn(cells); n > most {
			most, at, header = n, row.Number, cells
		}
	}
	switch {
	case at > 0:
	case first == 0:
		return 0, nil, invalid("There is no table in this file. Its columns need names in one row, and there have to be two columns or more.")
	default:
		at, header = first, told
	}
	if len(header) > mostColumns {
		return 0, nil, invalid(fmt.Sprintf("The file has %d columns, and may have %d. Take out those that nobody needs.", len(header), mostColumns))
	}
	if looksLikeData(header) {
		return 0, nil, invalid("The first row seems to be about somebody. The file needs a row above it that names the columns.")
	}
	return at, header, nil
}

// trimmed are the cells of a row without the empty ones at its end.
func trimmed(cells []string) []string {
	all := make([]string, len(cells))
	for i, c := range cells {
		all[i] = strings.Clone(strings.Trim(c, " \t\ufeff\u00a0"))
	}
	for len(all) > 0 && all[len(all)-1] == "" {
		all = all[:len(all)-1]
	}
	return all
}

// namesIn counts the cells that are names of columns we know.
func namesIn(cells []string) (n int) {
	for _, c := range cells {
		folded := foldHeader(c)
		if _, known := fieldOf[folded]; known && folded != "" || factNames[folded] {
			n++
		}
	}
	return n
}

// factNames are the headers of facts, and those by which profiles are told.
var factNames = func() map[string]bool {
	all := map[string]bool{}
	for _, p := range known.Profiles {
		for _, f := range p.Facts {
			for _, n := range f.Names {
				all[foldHeader(n)] = true
			}
		}
		for _, n := range slices.Concat(p.Tells...) {
			all[foldHeader(n)] = true
		}
	}
	return all
}()

// looksLikeData reports whether a row that should name the columns is about somebody.
func looksLikeData(row []string) bool {
	for _, c := range row {
		quiet := &cells{}
		if quiet.nhs("", c) != "" || len(foldHeader(c)) >= 9 && allDigits(foldHeader(c)) {
			return true
		}
	}
	return false
}

// delimiterOf is what stands between the cells: of the usual ones that of which some line at
// the top has most.
func delimiterOf(all []byte) byte {
	if len(all) > 1 && (all[0] == 0xFF && all[1] == 0xFE || all[0] == 0xFE && all[1] == 0xFF) {
		return 0 // UTF-16 is turned first; the reader finds out
	}
	best, most := byte(','), 0
	lines := bytes.SplitN(all[:min(len(all), 64<<10)], []byte("\n"), searched+1)
	for _, line := range lines[:min(len(lines), searched)] {
		for _, d := range []byte(",;\t|") {
			if n := bytes.Count(line, []byte{d}); n > most {
				best, most = d, n
			}
		}
	}
	return best
}

// next reads at most n rows.
func (t *table) next(n int) (rows []cell, err error) {
	for len(rows) < n {
		row, err := t.reader.Read()
		bad, malformed := errors.AsType[*tabular.RowError](err)
		switch {
		case errors.Is(err, io.EOF):
			return rows, nil
		case malformed:
			rows = append(rows, cell{Number: bad.Row.Number, Cells: cloned(bad.Row.Cells), Wrong: bad.Reason})
		case err != nil:
			return nil, err
		default:
			one := cell{Number: row.Number, Cells: make([]string, len(row.Cells))}
			for i := range row.Cells {
				one.Cells[i] = row.Cell(i)
			}
			rows = append(rows, one)
		}
	}
	return rows, nil
}

func cloned(cells []string) []string {
	all := make([]string, len(cells))
	for i, c := range cells {
		all[i] = strings.Clone(c[:min(len(c), 4*longestCell)])
	}
	return all
}
