package entries

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"kith/internal/plat/tabular"
)

const (
	// mostColumns is how many columns a file may have.
	mostColumns = 200
	// searched is how many rows at the top are searched for the names of the columns.
	searched = 20
)

// Raw is one row of a file as it was handed in.
type Raw struct {
	Number int      `json:"n"` // as a spreadsheet counts
	Cells  []string `json:"c,omitempty"`
	Wrong  string   `json:"w,omitempty"` // why it could not be read at all
}

// Table is a file that is read row by row from below the names of its columns.
type Table struct {
	Header   []string
	Preamble int // rows above it

	reader *tabular.Reader
}

// Open finds the names of the columns, below whatever stands above them. A file that is no table,
// or whose columns have no names, is [fault.Invalid].
func Open(all []byte) (*Table, error) {
	o := tabular.Options{Delimiter: delimiterOf(all)}
	at, header, err := headerOf(tabular.NewReader(bytes.NewReader(all), o))
	if err != nil {
		return nil, err
	}
	t := &Table{reader: tabular.NewReader(bytes.NewReader(all), o), Header: header, Preamble: at - 1}
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
		folded := FoldHeader(c)
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
				all[FoldHeader(n)] = true
			}
		}
		for _, n := range slices.Concat(p.Tells...) {
			all[FoldHeader(n)] = true
		}
	}
	return all
}()

// looksLikeData reports whether a row that should name the columns is about somebody.
func looksLikeData(row []string) bool {
	for _, c := range row {
		quiet := &cells{}
		if quiet.nhs("", c) != "" || len(FoldHeader(c)) >= 9 && allDigits(FoldHeader(c)) {
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

// Next reads at most n rows; none is the end. A row that cannot be read is among them, with why.
func (t *Table) Next(n int) (rows []Raw, err error) {
	for len(rows) < n {
		row, err := t.reader.Read()
		bad, malformed := errors.AsType[*tabular.RowError](err)
		switch {
		case errors.Is(err, io.EOF):
			return rows, nil
		case malformed:
			rows = append(rows, Raw{Number: bad.Row.Number, Cells: cloned(bad.Row.Cells), Wrong: bad.Reason})
		case err != nil:
			return nil, err
		default:
			one := Raw{Number: row.Number, Cells: make([]string, len(row.Cells))}
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
