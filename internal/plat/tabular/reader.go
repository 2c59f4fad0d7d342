package tabular

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"kith/internal/kernel/fault"
)

// Options say how to read a table. The zero Options suit every file met so far.
type Options struct {
	// Delimiter stands between cells; 0 finds it out from the first row.
	Delimiter byte
	// MaxRow is the most bytes one row may take; 0 means 64 KiB.
	MaxRow int
}

const (
	defaultMaxRow = 64 << 10
	// maxLines is how many lines one row may go over by means of a quoted cell.
	maxLines = 200
)

// Row is one row of a table.
type Row struct {
	// Number is the row as a spreadsheet counts, the first of the file being 1.
	Number int
	// Cells are its cells as they were written, without quotation marks. The
	// slice is used again by the next Read; the strings may be kept, but keep
	// the whole row in memory unless cloned.
	Cells []string
}

// Cell returns the cell at position i without the spaces around it, or "" when
// the row is shorter or i is negative.
func (r Row) Cell(i int) string {
	if i < 0 || i >= len(r.Cells) {
		return ""
	}
	return plain(strings.TrimSpace(r.Cells[i]))
}

// plain undoes [Safe]: the apostrophe of a cell that would else begin like a formula is not
// what somebody wrote.
func plain(cell string) string {
	if rest, marked := strings.CutPrefix(cell, "'"); marked && Safe(rest) == cell {
		return rest
	}
	return cell
}

// RowError is what is wrong with one row. Reading can go on behind it.
type RowError struct {
	Row    Row    // as far as it could be read
	Reason string // for people
}

// Error says which row it is and why.
func (e *RowError) Error() string { return fmt.Sprintf("row %d: %s", e.Row.Number, e.Reason) }

// Reader reads a table row by row. Blank rows are counted and passed over.
type Reader struct {
	lines     *lines
	delimiter byte
	number    int
	width     int // cells a row must have; 0 until it is known
	cells     []string
	peeked    *Row
}

// NewReader returns a Reader of the table in r. Nothing is read yet.
func NewReader(r io.Reader, o Options) *Reader {
	if o.MaxRow <= 0 {
		o.MaxRow = defaultMaxRow
	}
	return &Reader{lines: newLines(r, o.MaxRow), delimiter: o.Delimiter}
}

// Header reads the first row, which names the columns: every later row must
// have as many cells, but for empty ones at the end. An empty file is a fault, and
// so is a first row that cannot be read.
func (r *Reader) Header() ([]string, error) {
	row, err := r.Peek()
	if bad, malformed := errors.AsType[*RowError](err); malformed {
		return nil, fault.New(fault.Invalid, "tabular.first-row", "The first row cannot be read, and it names the columns. "+bad.Reason)
	}
	if err != nil {
		return nil, err
	}
	r.peeked = nil
	header := make([]string, len(row.Cells))
	for i := range row.Cells {
		header[i] = strings.TrimSpace(strings.Clone(row.Cells[i]))
	}
	r.width = len(header)
	return header, nil
}

// Peek returns the first row without taking it, so that a file with no header
// can be told by its shape. It is for use before the first Read.
func (r *Reader) Peek() (Row, error) {
	if r.peeked != nil {
		return *r.peeked, nil
	}
	row, err := r.Read()
	switch {
	case err == io.EOF:
		return Row{}, errEmpty
	case err != nil:
		return Row{}, err
	}
	row.Cells = append([]string(nil), row.Cells...)
	r.peeked = &row
	return row, nil
}

// Expect sets how many cells each row must have, for files with no header.
func (r *Reader) Expect(cells int) { r.width = cells }

// Read returns the next row that is not blank. It returns io.EOF at the end, a
// *RowError for a malformed row, and what the underlying reader returned when
// that fails.
func (r *Reader) Read() (Row, error) {
	if r.peeked != nil {
		row := *r.peeked
		r.peeked = nil
		return row, nil
	}
	for {
		row, err := r.next()
		if err != nil || !blank(row.Cells) {
			return row, err
		}
	}
}

func (r *Reader) next() (Row, error) {
	line, err := r.lines.next()
	if err != nil {
		if tooLong, ok := err.(errLine); ok {
			r.number++
			return Row{}, r.malformed(nil, string(tooLong))
		}
		return Row{}, err
	}
	r.number++
	if r.delimiter == 0 {
		r.delimiter = delimiterOf(line)
	}
	text, ok := decode(line)
	if !ok {
		return Row{}, r.malformed(nil, "The row has a character in it that is no text. Check that the file is a CSV file.")
	}
	if strings.IndexByte(text, '"') < 0 {
		r.cells = split(r.cells[:0], text, r.delimiter)
		return r.whole()
	}
	return r.quoted(text)
}

// quoted reads a row with quotation marks, which may go on over several lines.
// One that never ends costs its first line only.
func (r *Reader) quoted(first string) (Row, error) {
	text := first
	var taken [][]byte
	for {
		cells, state := splitQuoted(r.cells[:0], text, r.delimiter)
		r.cells = cells
		switch state {
		case complete:
			return r.whole()
		case broken:
			r.lines.giveBack(taken)
			return Row{}, r.malformed([]string{first}, "There is text behind a closing quotation mark. Write a quotation mark inside a cell twice.")
		}
		line, err := r.lines.next()
		more, ok := decode(line)
		if err == nil {
			taken = append(taken, bytes.Clone(line))
			text += "\n" + more
		}
		if err != nil || !ok || len(taken) > maxLines || len(text) > r.lines.limit {
			r.lines.giveBack(taken)
			return Row{}, r.malformed([]string{first}, "A quotation mark is opened and never closed.")
		}
	}
}

// whole holds the cells just read to the width of the table.
func (r *Reader) whole() (Row, error) {
	cells := r.cells
	if r.width > 0 && len(cells) != r.width && !blank(cells) {
		for len(cells) > r.width && strings.TrimSpace(cells[len(cells)-1]) == "" {
			cells = cells[:len(cells)-1]
		}
		if len(cells) != r.width {
			return Row{}, r.malformed(cells, fmt.Sprintf("The row has %d cells and should have %d.", len(cells), r.width))
		}
	}
	return Row{Number: r.number, Cells: cells}, nil
}

func (r *Reader) malformed(cells []string, reason string) error {
	return &RowError{Row: Row{Number: r.number, Cells: append([]string(nil), cells...)}, Reason: reason}
}

// decode returns a line as text, unless it holds a NUL. What is not UTF-8 is
// taken for Windows-1252, which old exports are written in; each line is judged
// by itself, so a file stitched together from both reads right.
func decode(line []byte) (string, bool) {
	if bytes.IndexByte(line, 0) >= 0 {
		return "", false
	}
	if utf8.Valid(line) {
		return string(line), true
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(line)
	return string(text), err == nil
}

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}
