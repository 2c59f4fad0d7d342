package db

import (
	"fmt"
	"time"
)

// RowsBetween gives rows of the caller's borough in order of the time in a column and of their
// id: those behind a time and an id, and before another time, at most limit. The slice is used
// again for the next row.
func RowsBetween(r Reader, t Table, since string, from time.Time, fromID string, before time.Time, limit int, each func(values []any) error) error {
	for _, name := range append([]string{t.Name, since}, t.columnNames()...) {
		if !plainName.MatchString(name) {
			return fmt.Errorf("db: %q is no name of a table or a column", name)
		}
	}
	return scanRows(r, t, ` WHERE borough_id = ? AND (`+since+` > ? OR `+since+` = ? AND id > ?) AND `+since+` < ? ORDER BY `+since+`, id LIMIT ?`,
		[]any{r.Borough(), from, from, fromID, before, limit}, each)
}
