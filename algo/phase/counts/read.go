package counts

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"kith/algo/phase"
)

// Options says how a file is read. The zero value takes a file as it is.
type Options struct {
	Populations map[string]int // people by code, or by area where there is no code, for a file without a column for them
	Hidden      int            // the largest count that a star may hide; default 4
	Latest      phase.Day      // no row may be of a later day; 0 for no such bound
}

// File is what a file says.
type File struct {
	Vintages []phase.Vintage // by as_of, oldest first; one, as of its last day, where there is no such column
	Dated    bool            // the file has a column as_of
	Areas    []Area          // in the order they are first named
	Notes    []string        // what was taken in a way of its own
}

// longest is how many days an area may span; more is a mistyped year.
const longest = 4000

// Read reads a file with the columns area, date and cases, and, where they are there, code,
// population, as_of (the day on which the row was published so) and pool (areas that share
// what is learnt). Others are left alone.
//
// A date is written 2020-10-18. A count is a whole number; empty or NA is a missing day; a
// star, <5 or 1-4 is a hidden one; one below zero is a correction of earlier days, and is taken
// as missing. A row that stands there twice with the same count is taken once, with another
// count it is an error. An error names the line; notes tell the rest.
func Read(r io.Reader, o Options) (*File, error) {
	in := csv.NewReader(bufio.NewReaderSize(withoutMark(r), 1<<16))
	in.ReuseRecord, in.TrimLeadingSpace = true, true
	header, err := in.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("the file is empty; it needs a header with area, date and cases")
	}
	if err != nil {
		return nil, err
	}
	at, err := columnsOf(header)
	if err != nil {
		return nil, err
	}
	g := NewRows(o, at.asOf >= 0)
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return g.File()
		}
		if err != nil {
			return nil, err
		}
		line, _ := in.FieldPos(0)
		if err := g.Add(at.row(record), line); err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
	}
}

// withoutMark is r without the byte order mark that spreadsheets put in front.
func withoutMark(r io.Reader) io.Reader {
	b := bufio.NewReader(r)
	if mark, err := b.Peek(3); err == nil && string(mark) == "\ufeff" {
		_, _ = b.Discard(3)
	}
	return b
}

// columns are where a record has what; -1 where it has not.
type columns struct{ area, code, date, cases, population, asOf, pool int }

func columnsOf(header []string) (columns, error) {
	at := make(map[string]int, len(header))
	for i, h := range header {
		h = strings.ToLower(strings.TrimSpace(h))
		if _, twice := at[h]; twice && h != "" {
			return columns{}, fmt.Errorf("the header %q stands there twice", h)
		}
		at[h] = i
	}
	var missing []string
	find := func(name string, needed bool) int {
		i, ok := at[name]
		if ok {
			return i
		}
		if needed {
			missing = append(missing, name)
		}
		return -1
	}
	c := columns{
		area: find("area", true), date: find("date", true), cases: find("cases", true),
		code: find("code", false), population: find("population", false), asOf: find("as_of", false), pool: find("pool", false),
	}
	if missing != nil {
		return c, fmt.Errorf("there is no column %s; the file has %s", strings.Join(missing, ", "), strings.Join(header, ", "))
	}
	return c, nil
}

// row is what a record says.
func (c columns) row(record []string) Row {
	cell := func(i int) string {
		if i < 0 {
			return ""
		}
		return strings.TrimSpace(record[i])
	}
	return Row{
		Area: cell(c.area), Code: cell(c.code), Date: cell(c.date), Cases: cell(c.cases),
		Population: cell(c.population), AsOf: cell(c.asOf), Pool: cell(c.pool),
	}
}
