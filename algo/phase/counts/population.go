package counts

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Populations reads how many people live in areas from a file with the columns population and
// code or area, or both; a file of daily counts is one. Areas are found by both.
func Populations(r io.Reader) (map[string]int, error) {
	in := csv.NewReader(withoutMark(r))
	in.ReuseRecord, in.TrimLeadingSpace = true, true
	header, err := in.Read()
	if err != nil {
		return nil, errors.New("the file is empty; it needs a header with area or code, and population")
	}
	at := map[string]int{"area": -1, "code": -1, "population": -1}
	for i, h := range header {
		if h = strings.ToLower(strings.TrimSpace(h)); at[h] == -1 {
			at[h] = i
		}
	}
	if at["population"] < 0 || at["area"] < 0 && at["code"] < 0 {
		return nil, fmt.Errorf("there is no column population, or none for area or code; the file has %s", strings.Join(header, ", "))
	}
	people := map[string]int{}
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return people, nil
		}
		if err != nil {
			return nil, err
		}
		n, err := parsePopulation(strings.TrimSpace(record[at["population"]]))
		if err != nil {
			line, _ := in.FieldPos(0)
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		for _, name := range []string{"area", "code"} {
			if i := at[name]; i >= 0 && strings.TrimSpace(record[i]) != "" {
				people[strings.Clone(strings.TrimSpace(record[i]))] = n
			}
		}
	}
}
