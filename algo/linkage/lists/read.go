package lists

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kith/algo/linkage"
)

// Read reads a list with the columns of a schema. Where beside is not nil, the table shares
// its words, to be linked with it, and has its schema.
//
// A header that the schema names and the file lacks is an error, and so is a line with another
// number of cells than the header has: a shifted line would be somebody else. The error says
// which line.
func Read(r io.Reader, s *linkage.Schema, beside *linkage.Table) (*linkage.Table, error) {
	t, err := made(s, beside)
	if err != nil {
		return nil, err
	}
	in := csv.NewReader(bufio.NewReaderSize(withoutMark(r), 1<<16))
	in.ReuseRecord, in.TrimLeadingSpace = true, true
	header, err := in.Read()
	if errors.Is(err, io.EOF) {
		return nil, errEmpty
	}
	if err != nil {
		return nil, fmt.Errorf("the first row does not name the columns: %w", err)
	}
	if !written(header) {
		return nil, errors.New("the file is no table in text; a workbook is to be saved as CSV first")
	}
	id, cells, err := places(header, t.Schema())
	if err != nil {
		return nil, err
	}
	values := make([]string, len(cells))
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		if err != nil {
			return nil, err
		}
		for i, from := range cells {
			values[i] = joined(record, from)
		}
		t.Add(strings.Clone(strings.TrimSpace(record[id])), values...)
	}
}

var errEmpty = errors.New("the file is empty: choose another, whose first row names the columns")

// written reports whether a header is text: a workbook or a picture that is called .csv is not.
func written(header []string) bool {
	return !slices.ContainsFunc(header, func(h string) bool {
		return !utf8.ValidString(h) && strings.ContainsFunc(h, unicode.IsControl) || strings.HasPrefix(h, "PK\x03\x04") || strings.ContainsRune(h, 0)
	})
}

func made(s *linkage.Schema, beside *linkage.Table) (*linkage.Table, error) {
	if beside != nil {
		return beside.Beside(), nil
	}
	return linkage.NewTable(s)
}

// withoutMark is r without the byte order mark that spreadsheets put in front.
func withoutMark(r io.Reader) io.Reader {
	b := bufio.NewReader(r)
	if mark, err := b.Peek(3); err == nil && string(mark) == "\ufeff" {
		_, _ = b.Discard(3)
	}
	return b
}

// places finds the cell of the id and the cells of each column.
func places(header []string, s *linkage.Schema) (id int, cells [][]int, err error) {
	at := make(map[string]int, len(header))
	for i, h := range header {
		if h = strings.ToLower(strings.TrimSpace(h)); h != "" {
			if _, twice := at[h]; twice {
				return 0, nil, fmt.Errorf("the header %q stands there twice", h)
			}
			at[h] = i
		}
	}
	find := func(name string) (int, error) {
		if i, ok := at[strings.ToLower(name)]; ok {
			return i, nil
		}
		return 0, fmt.Errorf("the schema %q asks for a column %q; the file has %s", s.Name, name, strings.Join(header, ", "))
	}
	if id, err = find(s.ID); err != nil {
		return 0, nil, err
	}
	for _, c := range s.Columns {
		var from []int
		for _, name := range c.Headers() {
			i, err := find(name)
			if err != nil {
				return 0, nil, err
			}
			from = append(from, i)
		}
		cells = append(cells, from)
	}
	return id, cells, nil
}

// joined is the cells of a column with a space between them.
func joined(record []string, from []int) string {
	if len(from) == 1 {
		return record[from[0]]
	}
	var parts []string
	for _, i := range from {
		if v := strings.TrimSpace(record[i]); v != "" {
			parts = append(parts, v)
		}
	}
	return strings.Join(parts, " ")
}
