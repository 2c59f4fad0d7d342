package lists

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Pairs reads two columns of a list by their headers, as a map from the first to the second: a
// truth of left and right, the clusters of an earlier run, or a group by id. That the first
// stands twice is an error.
func Pairs(r io.Reader, from, to string) (map[string]string, error) {
	in := csv.NewReader(bufio.NewReaderSize(withoutMark(r), 1<<16))
	in.TrimLeadingSpace = true
	header, err := in.Read()
	if errors.Is(err, io.EOF) {
		return nil, errEmpty
	}
	if err != nil {
		return nil, fmt.Errorf("the first row does not name the columns: %w", err)
	}
	at := func(name string) (int, error) {
		i := slices.IndexFunc(header, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), name) })
		if i < 0 {
			return 0, fmt.Errorf("there is no column %q; the file has %s", name, strings.Join(header, ", "))
		}
		return i, nil
	}
	key, err := at(from)
	if err != nil {
		return nil, err
	}
	value, err := at(to)
	if err != nil {
		return nil, err
	}
	all := map[string]string{}
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		k := strings.TrimSpace(record[key])
		if _, twice := all[k]; twice {
			line, _ := in.FieldPos(key)
			return nil, fmt.Errorf("line %d: %q stands in column %s twice", line, k, from)
		}
		all[k] = strings.TrimSpace(record[value])
	}
}
