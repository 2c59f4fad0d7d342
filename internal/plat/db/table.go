package db

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
)

// Kind is what sort of value a column holds, whatever the engine calls it.
type Kind string

// The kinds there are. The values of a column are, in this order, a string, an int64, a
// float64, a bool or a time.Time, or nil.
const (
	Text    Kind = "text"
	Integer Kind = "integer"
	Real    Kind = "real"
	Boolean Kind = "boolean"
	Moment  Kind = "time"
)

// kinds are the kinds by what either engine calls them.
var kinds = map[string]Kind{
	"text": Text, "bigint": Integer, "integer": Integer, "smallint": Integer, "double precision": Real, "boolean": Boolean,
	"timestamptz": Moment, "timestamp with time zone": Moment,
}

// Column is a column as both engines know it.
type Column struct {
	Name string `json:"name"`
	Kind Kind   `json:"kind"`
}

// Table is a table as both engines know it.
type Table struct {
	Name    string   `json:"name"`
	Columns []Column `json:"columns"`
}

// names returns the columns as a list within a statement.
func (t Table) names() string {
	all := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		all[i] = c.Name
	}
	return strings.Join(all, ", ")
}

// tables lists the tables that the features' migrations made, those that others refer to
// before those that refer to them. The job library's and the list of migrations are no
// part of it.
func tables(r Reader) ([]Table, error) {
	rows, err := r.Query(r.Dialect().columns())
	type column struct{ table, name, declared string }
	found, err := Collect(rows, err, func(rows *Rows) (c column, err error) {
		return c, rows.Scan(&c.table, &c.name, &c.declared)
	})
	if err != nil {
		return nil, err
	}
	var all []Table
	for _, c := range found {
		if c.table == versionTable || strings.HasPrefix(c.table, "river_") {
			continue
		}
		kind, ok := kinds[strings.ToLower(c.declared)]
		if !ok {
			return nil, fmt.Errorf("db: %s.%s is a %s, which the engines do not have in common", c.table, c.name, c.declared)
		}
		if n := len(all); n == 0 || all[n-1].Name != c.table {
			all = append(all, Table{Name: c.table})
		}
		last := &all[len(all)-1]
		last.Columns = append(last.Columns, Column{c.name, kind})
	}
	return inOrder(r, all)
}

// inOrder puts tables behind those that they refer to.
func inOrder(r Reader, all []Table) ([]Table, error) {
	rows, err := r.Query(r.Dialect().references())
	refers := map[string][]string{}
	_, err = Collect(rows, err, func(rows *Rows) (_ struct{}, err error) {
		var from, to string
		err = rows.Scan(&from, &to)
		refers[from] = append(refers[from], to)
		return struct{}{}, err
	})
	if err != nil {
		return nil, err
	}
	depth := map[string]int{}
	var deep func(name string) int
	deep = func(name string) int {
		if d, known := depth[name]; known {
			return d
		}
		depth[name] = 0 // a table that refers to itself is no deeper for it
		for _, to := range refers[name] {
			if to != name {
				depth[name] = max(depth[name], deep(to)+1)
			}
		}
		return depth[name]
	}
	slices.SortStableFunc(all, func(a, b Table) int { return cmp.Compare(deep(a.Name), deep(b.Name)) })
	return all, nil
}

// Applied returns the versions of the migrations that have been run, in order.
func Applied(ctx context.Context, d *DB) ([]int64, error) {
	run, err := ranVersions(ctx, d)
	versions := make([]int64, 0, len(run))
	for v := range run {
		versions = append(versions, v)
	}
	slices.Sort(versions)
	return versions, err
}
