package tabular

import (
	"io"
	"slices"
	"strconv"
)

// Rejects keeps the rows that an import could not take, as a CSV table: the
// file, the row as a spreadsheet counts, the reason, and the cells as they were.
type Rejects struct {
	out   *Writer // nil when nobody wants them
	names []string
	begun bool
	count int64
}

// NewRejects returns a Rejects that writes to w, or one that only counts when w
// is nil.
func NewRejects(w io.Writer) *Rejects {
	if w == nil {
		return &Rejects{}
	}
	return &Rejects{out: NewWriter(w)}
}

// own head what stands before the cells.
var own = []string{"file", "row", "reason"}

// Named keeps the columns of the file at the head of the cells, so that the rows can be
// mended and handed in as a file of their own. What stands before the cells in a file of
// rejects that was handed in is not kept twice.
func (r *Rejects) Named(columns []string) { r.names = columns }

// again reports whether the file is itself one of rejects.
func (r *Rejects) again() bool {
	return len(r.names) > len(own) && slices.Equal(r.names[:len(own)], own)
}

// head are the names of the columns.
func (r *Rejects) head() []string {
	switch {
	case len(r.names) == 0:
		return append(slices.Clone(own), "cells")
	case r.again():
		return r.names
	}
	return append(slices.Clone(own), r.names...)
}

// Add keeps one row. The reason is a sentence for whoever mends the file.
func (r *Rejects) Add(file string, row Row, reason string) error {
	r.count++
	if r.out == nil {
		return nil
	}
	if !r.begun {
		r.begun = true
		if err := r.out.Write(r.head()...); err != nil {
			return err
		}
	}
	if r.again() {
		row.Cells = row.Cells[min(len(row.Cells), len(own)):]
	}
	return r.out.Write(append([]string{file, strconv.Itoa(row.Number), reason}, row.Cells...)...)
}

// Count returns how many rows were kept.
func (r *Rejects) Count() int64 { return r.count }

// Flush writes what is still held back.
func (r *Rejects) Flush() error {
	if r.out == nil {
		return nil
	}
	return r.out.Flush()
}
