package db

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// plainName is what a table or a column may be called here. The names come from the schema
// and from declarations in the program, never from people; this is the second lock.
var plainName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// Tables lists the features' tables, those that others refer to first.
func Tables(r Reader) ([]Table, error) { return tables(r) }

// Nullable tells of each column, as "table.column", whether it may hold nothing at all.
func Nullable(r Reader) (map[string]bool, error) {
	rows, err := r.Query(r.Dialect().nullable())
	may := map[string]bool{}
	_, err = Collect(rows, err, func(rows *Rows) (_ struct{}, err error) {
		var table, column string
		var null bool
		err = rows.Scan(&table, &column, &null)
		may[table+"."+column] = null
		return struct{}{}, err
	})
	return may, err
}

// tied is the condition under which a row of the caller's borough has one of the keys.
func tied(r Reader, t Table, by string, keys []string) (string, []any, error) {
	for _, name := range append([]string{t.Name, by}, t.columnNames()...) {
		if !plainName.MatchString(name) {
			return "", nil, fmt.Errorf("db: %q is no name of a table or a column", name)
		}
	}
	marks, args := In(keys)
	return ` WHERE borough_id = ? AND ` + by + ` IN (` + marks + `)`, append([]any{r.Borough()}, args...), nil
}

func (t Table) columnNames() []string {
	all := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		all[i] = c.Name
	}
	return all
}

// RowsWhere gives each row of the caller's borough of which a column is one of some keys,
// the values in the order of the table's columns. The slice is used again for the next row.
func RowsWhere(r Reader, t Table, by string, keys []string, each func(values []any) error) error {
	where, args, err := tied(r, t, by, keys)
	if err != nil {
		return err
	}
	return scanRows(r, t, where+` ORDER BY `+by, args, each)
}

// CountWhere counts those rows.
func CountWhere(r Reader, t Table, by string, keys []string) (n int64, err error) {
	where, args, err := tied(r, t, by, keys)
	if err != nil {
		return 0, err
	}
	return n, r.QueryRow(`SELECT count(*) FROM `+t.Name+where, args...).Scan(&n)
}

// DeleteWhere deletes those rows.
func DeleteWhere(tx *Tx, t Table, by string, keys []string) (int64, error) {
	where, args, err := tied(tx, t, by, keys)
	if err != nil {
		return 0, err
	}
	return tx.Exec(`DELETE FROM `+t.Name+where, args...)
}

// BlankWhere empties columns of those rows: NULL where a column may hold nothing at all, the
// empty value of its kind elsewhere.
func BlankWhere(tx *Tx, t Table, by string, keys []string, columns map[string]bool) (int64, error) {
	where, args, err := tied(tx, t, by, keys)
	if err != nil || len(columns) == 0 {
		return 0, err
	}
	var set []string
	for _, name := range slices.Sorted(maps.Keys(columns)) {
		i := slices.IndexFunc(t.Columns, func(c Column) bool { return c.Name == name })
		if i < 0 {
			return 0, fmt.Errorf("db: %s has no column %q", t.Name, name)
		}
		set = append(set, name+` = `+emptied(t.Columns[i].Kind, columns[name]))
	}
	return tx.Exec(`UPDATE `+t.Name+` SET `+strings.Join(set, `, `)+where, args...)
}

// emptied is the empty value of a kind, as SQL.
func emptied(k Kind, null bool) string {
	switch {
	case null:
		return `NULL`
	case k == Integer || k == Real:
		return `0`
	case k == Boolean:
		return `FALSE`
	case k == Moment:
		return `'1970-01-01T00:00:00.000000Z'`
	}
	return `''`
}
