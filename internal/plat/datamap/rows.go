package datamap

import (
	"fmt"
	"slices"

	"kith/internal/plat/db"
)

// Row is one row of a table, the values in the order of the table's columns: a string, an
// int64, a float64, a bool, a time.Time or nil.
type Row struct {
	Table  Table
	Values []any
}

// Value is what stands in a column.
func (r Row) Value(column string) any {
	i := slices.IndexFunc(r.Table.Columns, func(c Column) bool { return c.Name == column })
	if i < 0 {
		return nil
	}
	return r.Values[i]
}

// atOnce is how many keys one statement is asked for.
const atOnce = 200

// Live is the map over a database as it is.
type Live struct {
	Map
	tables map[string]db.Table
	null   map[string]bool
}

// Over ties the map to the tables of a database. A map that does not fit them is an error.
func (m Map) Over(r db.Reader) (*Live, error) {
	tables, err := db.Tables(r)
	if err != nil {
		return nil, err
	}
	if wrong := m.Check(tables); len(wrong) > 0 {
		return nil, fmt.Errorf("datamap: %s", wrong[0])
	}
	l := &Live{Map: m, tables: map[string]db.Table{}}
	for _, t := range tables {
		l.tables[t.Name] = l.ordered(t)
	}
	l.null, err = db.Nullable(r)
	return l, err
}

// ordered is a table with its columns as the map has them.
func (l *Live) ordered(t db.Table) db.Table {
	said, _ := l.Table(t.Name)
	o := db.Table{Name: t.Name}
	for _, c := range said.Columns {
		i := slices.IndexFunc(t.Columns, func(one db.Column) bool { return one.Name == c.Name })
		o.Columns = append(o.Columns, t.Columns[i])
	}
	return o
}

// Rows reads the rows of a table about whoever has one of the ids.
func (l *Live) Rows(r db.Reader, t Table, ids []string) (all []Row, err error) {
	keys, err := l.keys(r, t, ids)
	if err != nil {
		return nil, err
	}
	for some := range slices.Chunk(keys, atOnce) {
		err := db.RowsWhere(r, l.tables[t.Name], t.By, some, func(values []any) error {
			all = append(all, Row{t, slices.Clone(values)})
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// keys are what stands in By of the rows about whoever has one of the ids.
func (l *Live) keys(r db.Reader, t Table, ids []string) ([]string, error) {
	if t.Of == "" {
		return ids, nil
	}
	of, _ := l.Table(t.Of)
	rows, err := l.Rows(r, of, ids)
	if err != nil {
		return nil, err
	}
	var keys []string
	for _, row := range rows {
		if key, ok := row.Value(t.OfColumn).(string); ok && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys, nil
}
