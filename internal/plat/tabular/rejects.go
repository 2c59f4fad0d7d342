package tabular

import (
	"io"
	"strconv"
)

// Rejects keeps the rows that an import could not take, as a CSV table: the
// file, the row as a spreadsheet counts, the reason, and the cells as they were.
type Rejects struct {
	out   *Writer // nil when nobody wants them
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

// Add keeps one row. The reason is a sentence for whoever mends the file.
func (r *Rejects) Add(file string, row Row, reason string) error {
	r.count++
	if r.out == nil {
		return nil
	}
	if !r.begun {
		r.begun = true
		if err := r.out.Write("file", "row", "reason", "cells"); err != nil {
			return err
		}
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
