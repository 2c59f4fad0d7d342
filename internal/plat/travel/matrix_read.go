package travel

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"kith/internal/plat/tabular"
)

const (
	mostNames   = 2000
	mostEntry   = 10_000_000 // seconds or metres
	mostMistake = 10         // that are told at once
	widestRow   = 1 << 20    // bytes
)

// part is one table of a file: seconds, or metres.
type part struct {
	measure string
	columns []string
	names   []string // of the rows
	entries []int32
	column  map[string]int
	row     map[string]int
}

// ReadMatrix reads a file of ways, as CSV or a workbook. It holds two tables one below the
// other. The first cell of each is "seconds" or "metres"; its first row and its first column
// name the places. A cell is a whole number, or "-" where there is no way. What is missing,
// below 0, too large, named twice or not square is [fault.Invalid], naming row and column;
// several mistakes are told at once.
func ReadMatrix(fileName string, all []byte) (*Measured, error) {
	text, err := tabular.AsText(fileName, all)
	if err != nil {
		return nil, err
	}
	parts, err := readParts(tabular.NewReader(bytes.NewReader(text), tabular.Options{MaxRow: widestRow}))
	if err != nil {
		return nil, err
	}
	return joined(parts)
}

func joined(parts map[string]*part) (*Measured, error) {
	s, m := parts["seconds"], parts["metres"]
	for measure, p := range map[string]*part{"seconds": s, "metres": m} {
		if p == nil {
			return nil, wrongMatrix("The file has no table of %s. Write “%s” into the first cell of one.", measure, measure)
		}
	}
	for _, one := range [][2]*part{{s, m}, {m, s}} {
		for _, name := range one[0].names {
			if _, has := one[1].row[plainName(name)]; !has {
				return nil, wrongMatrix("“%s” is in the table of %s and not in that of %s.", name, one[0].measure, one[1].measure)
			}
		}
	}
	t := &Measured{Names: s.names, Seconds: s.entries}
	t.Metres = t.sorted(m.names, m.entries)
	for i := range t.Seconds {
		if from, to := t.Names[i/len(t.Names)], t.Names[i%len(t.Names)]; (t.Seconds[i] < 0) != (t.Metres[i] < 0) {
			return nil, wrongMatrix("From “%s” to “%s” there is no way in one table, and one in the other.", from, to)
		}
	}
	return t, nil
}

// readParts reads rows until the end. A row that begins with a measure begins a table.
func readParts(r *tabular.Reader) (map[string]*part, error) {
	parts := map[string]*part{}
	var now *part
	var wrong mistakes
	for {
		row, err := r.Read()
		var malformed *tabular.RowError
		switch {
		case err == io.EOF:
			if now != nil {
				wrong.add(now.square())
			}
			return parts, wrong.err()
		case errors.As(err, &malformed):
			return nil, wrongMatrix("Row %d: %s", malformed.Row.Number, malformed.Reason)
		case err != nil:
			return nil, err
		}
		measure := measureOf(row.Cell(0))
		switch {
		case measure != "":
			if now != nil {
				wrong.add(now.square())
			}
			if now, err = begin(measure, row); err != nil {
				return nil, err
			}
			if parts[measure] != nil {
				return nil, wrongMatrix("Row %d begins a second table of %s.", row.Number, measure)
			}
			parts[measure] = now
		case now == nil:
			return nil, wrongMatrix("The first cell is “%s”. Write “seconds” or “metres” there, and the names of the places beside and below it.", row.Cell(0))
		default:
			now.add(row, &wrong)
		}
	}
}

func measureOf(cell string) string {
	switch strings.ToLower(cell) {
	case "seconds", "second", "s":
		return "seconds"
	case "metres", "meters", "metre", "m":
		return "metres"
	}
	return ""
}

// begin reads the names of the columns.
func begin(measure string, row tabular.Row) (*part, error) {
	p := &part{measure: measure, column: map[string]int{}, row: map[string]int{}}
	last := len(row.Cells) - 1
	for last > 0 && row.Cell(last) == "" {
		last--
	}
	for i := 1; i <= last; i++ {
		name := strings.Clone(row.Cell(i))
		if name == "" {
			return nil, wrongMatrix("Row %d: column %d has no name.", row.Number, i+1)
		}
		if _, twice := p.column[plainName(name)]; twice {
			return nil, wrongMatrix("Row %d: two columns are named “%s”.", row.Number, name)
		}
		p.column[plainName(name)] = len(p.columns)
		p.columns = append(p.columns, name)
	}
	if n := len(p.columns); n == 0 || n > mostNames {
		return nil, wrongMatrix("Row %d names %d places; a table holds 1 to %d.", row.Number, n, mostNames)
	}
	return p, nil
}

// add reads one row of numbers.
func (p *part) add(row tabular.Row, wrong *mistakes) {
	name := strings.Clone(row.Cell(0))
	_, twice := p.row[plainName(name)]
	_, known := p.column[plainName(name)]
	switch {
	case name == "":
		wrong.addf("Row %d of %s has no name.", row.Number, p.measure)
		return
	case twice:
		wrong.addf("Row %d: “%s” has two rows of %s.", row.Number, name, p.measure)
		return
	case !known:
		wrong.addf("Row %d: “%s” has a row of %s and no column.", row.Number, name, p.measure)
		return
	}
	for i := len(p.columns) + 1; i < len(row.Cells); i++ {
		if row.Cell(i) != "" {
			wrong.addf("Row %d (%s): there is “%s” in column %d, which has no name.", row.Number, name, row.Cell(i), i+1)
		}
	}
	p.row[plainName(name)] = len(p.names)
	p.names = append(p.names, name)
	for i, column := range p.columns {
		entry, problem := entryOf(row.Cell(i + 1))
		if problem != "" {
			wrong.addf("Row %d, from “%s” to “%s”: %s", row.Number, name, column, problem)
		}
		p.entries = append(p.entries, entry)
	}
}

func entryOf(cell string) (entry int32, problem string) {
	switch cell {
	case "":
		return noWay, "nothing is written. Write a number, or “-” where there is no way."
	case "-", "–", "none":
		return noWay, ""
	}
	v, err := strconv.ParseFloat(cell, 64)
	switch {
	case err != nil || math.IsNaN(v):
		return noWay, "“" + cell + "” is no number."
	case v < 0:
		return noWay, cell + " is below 0. Write “-” where there is no way."
	case v > mostEntry:
		return noWay, cell + " is too large."
	}
	return int32(math.Round(v)), ""
}

// square holds a finished part to having a row for each column, and brings its columns into
// the order of its rows.
func (p *part) square() string {
	for _, column := range p.columns {
		if _, has := p.row[plainName(column)]; !has {
			return "“" + column + "” has a column of " + p.measure + " and no row."
		}
	}
	if len(p.names) != len(p.columns) {
		return "" // told already, row by row
	}
	n := len(p.names)
	same := make([]int32, n*n)
	for i := range n {
		for j, name := range p.names {
			same[i*n+j] = p.entries[i*n+p.column[plainName(name)]]
		}
	}
	p.entries = same
	return ""
}

// mistakes are told several at a time, so that a file is not handed in once for each.
type mistakes struct {
	told []string
	more int
}

func (m *mistakes) add(what string) {
	switch {
	case what == "":
	case len(m.told) == mostMistake:
		m.more++
	default:
		m.told = append(m.told, what)
	}
}

func (m *mistakes) addf(format string, args ...any) {
	m.add(fmt.Sprintf(format, args...))
}

func (m *mistakes) err() error {
	if len(m.told) == 0 {
		return nil
	}
	text := strings.Join(m.told, " ")
	if m.more > 0 {
		text += " There are " + strconv.Itoa(m.more) + " more."
	}
	return wrongMatrix("%s", text)
}
