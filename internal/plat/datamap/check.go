package datamap

import (
	"fmt"
	"strings"

	"kith/internal/plat/db"
)

// Check compares the map with the tables there are. Each thing that is wrong is told with
// how to mend it: a column that is not classified, one that is gone, a table nobody names.
func (m Map) Check(tables []db.Table) (wrong []string) {
	there := map[string]bool{}
	for _, t := range tables {
		there[t.Name] = true
		said, known := m.Table(t.Name)
		if !known {
			wrong = append(wrong, fmt.Sprintf("the table %s is not classified: add to data.map of its package “table %s about …” and its columns %s",
				t.Name, t.Name, strings.Join(names(t), " ")))
			continue
		}
		wrong = append(wrong, said.compare(t)...)
	}
	for _, t := range m.Tables {
		if !there[t.Name] {
			wrong = append(wrong, "data.map names "+t.Name+", which is no table: take it out")
		}
	}
	return wrong
}

func (t Table) compare(live db.Table) (wrong []string) {
	there := map[string]bool{}
	for _, name := range names(live) {
		there[name] = true
		if t.Class(name) == "" {
			wrong = append(wrong, fmt.Sprintf("the column %s.%s is not classified: say in data.map what it holds", t.Name, name))
		}
	}
	for _, c := range t.Columns {
		if !there[c.Name] {
			wrong = append(wrong, "data.map names "+t.Name+"."+c.Name+", which is no column: take it out")
		}
	}
	return wrong
}

// names are the columns to be classified: all but the borough, which every table has.
func names(t db.Table) (all []string) {
	for _, c := range t.Columns {
		if c.Name != "borough_id" {
			all = append(all, c.Name)
		}
	}
	return all
}
