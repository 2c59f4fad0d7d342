package tabular

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
)

// Writer writes a CSV table in UTF-8. Cells that a spreadsheet would take for a
// formula get an apostrophe in front, see [Safe].
type Writer struct {
	out  *csv.Writer
	safe []string
}

// NewWriter returns a Writer to w; nothing is certain to be there before Flush.
func NewWriter(w io.Writer) *Writer { return &Writer{out: csv.NewWriter(w)} }

// Write writes one row.
func (w *Writer) Write(cells ...string) error {
	w.safe = w.safe[:0]
	for _, c := range cells {
		w.safe = append(w.safe, Safe(c))
	}
	return w.out.Write(w.safe)
}

// Flush writes what is still held back and returns the first error met.
func (w *Writer) Flush() error {
	w.out.Flush()
	return w.out.Error()
}

// Safe returns a cell so that no spreadsheet runs it: text that begins like a
// formula gets an apostrophe in front. Numbers, with their signs, stay as they
// are.
func Safe(cell string) string {
	if cell == "" || !strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return cell
	}
	if _, err := strconv.ParseFloat(cell, 64); err == nil {
		return cell
	}
	return "'" + cell
}
