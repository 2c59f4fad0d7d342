package census

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/imports"
	"kith/internal/plat/tabular"
)

// How large a file may be: every small area of England and Wales in every category.
const (
	mostRows       = 400_000
	mostCategories = 150
)

// layout are the columns of a table that has a row for each area and category.
var layout = tabular.Layout{Name: "a census table", Columns: []tabular.Column{
	{Field: "count", Names: []string{"observation", "obs_value", "count", "value", "number", "people", "persons"}},
	{Field: "code", Names: []string{"area code", "geography code", "geography_code", "lower tier local authorities code", "electoral wards and divisions code", "local authority code", "ward code", "lad code", "code"}, Optional: true},
	{Field: "name", Names: []string{"area", "area name", "geography", "geography_name", "lower tier local authorities", "electoral wards and divisions", "local authority", "ward", "lad name", "name"}, Optional: true},
	{Field: "measure", Names: []string{"measures", "measures_name", "measure"}, Optional: true},
}}

// wide is a table that has a row for each area and a column for each category.
var wide = tabular.Layout{Name: "a census table", Columns: layout.Columns[1:3]}

// beside are columns that tell nothing of a category.
var beside = []string{"date", "date_name", "geography_type", "geography type", "measures_name", "measures", "measure", "obs_status", "obs_status_name", "rural urban"}

// counted is a count of a file.
type counted struct {
	area, category string
	people         int64
	row            int
}

// file is what a file holds, in its order.
type file struct {
	all        []counted
	categories []string
}

func invalid(format string, a ...any) error {
	return fault.New(fault.Invalid, "census.file", fmt.Sprintf(format, a...))
}

// read reads a whole file. The fault says which row, and how to mend it.
func read(from imports.File) (f file, err error) {
	in, err := from.Open()
	if err != nil {
		return f, err
	}
	defer in.Close()
	table := tabular.NewReader(in, tabular.Options{})
	header, err := table.Header()
	if err != nil {
		return f, err
	}
	cells, err := reading(header)
	if err != nil {
		return f, err
	}
	at := map[[2]string]int{}
	known := map[string]bool{}
	for {
		row, err := table.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return f, invalid("%s. Nothing was taken in.", strings.TrimSuffix(err.Error(), "."))
		}
		found, err := cells(row)
		if err != nil {
			return f, err
		}
		for _, c := range found {
			key := [2]string{c.area, c.category}
			if before, twice := at[key]; twice {
				return f, invalid("Rows %d and %d of the file both count “%s” in %s. The table may be split by a second question. Export it with one question alone.", before, c.row, c.category, c.area)
			}
			at[key] = c.row
			if !known[c.category] {
				known[c.category] = true
				f.categories = append(f.categories, c.category)
			}
			f.all = append(f.all, c)
		}
		if len(f.all) > mostRows || len(f.categories) > mostCategories {
			return f, invalid("The file has more than %d rows or %d categories. Export the table for this borough alone, with fewer categories.", mostRows, mostCategories)
		}
	}
	if len(f.all) == 0 {
		return f, invalid("The file has no counts below its first row. Export the table again, as CSV.")
	}
	return f, nil
}

// reading finds out how the file is laid out, and returns what reads a row of it.
func reading(header []string) (func(tabular.Row) ([]counted, error), error) {
	if columns, missing := layout.Find(header); len(missing) == 0 {
		if noArea(columns) {
			return nil, lacksArea(header)
		}
		category, err := categoryColumn(header, columns)
		if err != nil {
			return nil, err
		}
		return func(row tabular.Row) ([]counted, error) { return long(row, columns, category) }, nil
	}
	columns, _ := wide.Find(header)
	if noArea(columns) {
		return nil, lacksArea(header)
	}
	var at []int
	names := map[int]string{}
	for i, h := range header {
		if !isOf(columns, i) && !isBeside(h) {
			at, names[i] = append(at, i), clean(h)
		}
	}
	if len(at) < 2 {
		return nil, invalid("The file has no column of counts. Name it count, value or observation, or export the table with a column for each category.")
	}
	return func(row tabular.Row) (all []counted, err error) {
		for _, i := range at {
			c, err := countOf(row, columns, names[i], row.Cell(i))
			if err != nil {
				return nil, err
			}
			all = append(all, c)
		}
		return all, nil
	}, nil
}

func noArea(columns tabular.Columns) bool { return columns.Of("code") < 0 && columns.Of("name") < 0 }

func lacksArea(header []string) error {
	return invalid("The first row of the file must name its columns, and none of them is the code or the name of an area. It has: %s. Export the table from ONS or Nomis as CSV, with area code, category and count.", strings.Join(header, ", "))
}

// categoryColumn is the column that is left: neither of the area nor of the count.
func categoryColumn(header []string, columns tabular.Columns) (at int, err error) {
	at = -1
	if i := named(header, columns); i >= 0 {
		return i, nil
	}
	for i, h := range header {
		n := strings.ToLower(strings.TrimSpace(h))
		if isOf(columns, i) || isBeside(h) || strings.HasSuffix(n, " code") || strings.HasSuffix(n, "_code") || n == "" {
			continue
		}
		if at >= 0 {
			return -1, invalid("The file could be split by “%s” or by “%s”. Leave one column of categories: export the table with one question alone.", header[at], h)
		}
		at = i
	}
	if at < 0 {
		return -1, invalid("The file has no column of categories, such as “Ethnic group”. Its columns are: %s.", strings.Join(header, ", "))
	}
	return at, nil
}

// named is the one column that Nomis calls the name of a category, as C2021_ETH_8_NAME; -1 where
// there is none.
func named(header []string, columns tabular.Columns) (at int) {
	at = -1
	for i, h := range header {
		if strings.HasSuffix(strings.ToLower(strings.TrimSpace(h)), "_name") && !isOf(columns, i) && !isBeside(h) {
			if at >= 0 {
				return -1
			}
			at = i
		}
	}
	return at
}

func isOf(columns tabular.Columns, i int) bool {
	for _, at := range columns {
		if at == i {
			return true
		}
	}
	return false
}

func isBeside(header string) bool {
	n := strings.ToLower(strings.TrimSpace(header))
	for _, b := range beside {
		if n == b {
			return true
		}
	}
	return false
}

func long(row tabular.Row, columns tabular.Columns, category int) ([]counted, error) {
	if i := columns.Of("measure"); i >= 0 && strings.Contains(strings.ToLower(row.Cell(i)), "percent") {
		return nil, nil
	}
	name := strings.TrimSpace(row.Cell(category))
	if name == "" {
		return nil, invalid("Row %d of the file has no category. Nothing was taken in.", row.Number)
	}
	c, err := countOf(row, columns, name, row.Cell(columns.Of("count")))
	return []counted{c}, err
}

func countOf(row tabular.Row, columns tabular.Columns, category, text string) (c counted, err error) {
	c = counted{category: category, row: row.Number}
	for _, field := range []string{"code", "name"} {
		if at := columns.Of(field); at >= 0 && c.area == "" {
			c.area = strings.TrimSpace(row.Cell(at))
		}
	}
	if c.area == "" {
		return c, invalid("Row %d of the file has no code of an area, such as E08000010. Nothing was taken in.", row.Number)
	}
	text = strings.NewReplacer(",", "", " ", "", "\u00a0", "").Replace(strings.TrimSpace(text))
	switch c.people, err = strconv.ParseInt(text, 10, 64); {
	case err != nil && hidden(text):
		return c, invalid("Row %d of the file hides a count (%q). A share cannot be reckoned from it. Export a table with fewer categories, for larger areas.", row.Number, text)
	case err != nil:
		return c, invalid("Row %d of the file: %q is not a whole number of people. Export counts, not shares.", row.Number, text)
	case c.people < 0:
		return c, invalid("Row %d of the file counts %d people. A count is nought or more.", row.Number, c.people)
	}
	return c, nil
}

// hidden reports whether a count was kept back by whoever published it.
func hidden(text string) bool {
	switch strings.ToLower(text) {
	case "", "*", "c", "-", "..", ":", "x", "!":
		return true
	}
	return strings.HasPrefix(text, "<")
}

// clean takes the question off the head of a column, and the measure off its end: "Sex:
// Female; measures: Value" is Female.
func clean(header string) string {
	name, _, _ := strings.Cut(header, "; measures")
	if _, after, found := strings.Cut(name, ": "); found {
		name = after
	}
	return strings.TrimSpace(name)
}
