package datamap

import (
	"fmt"
	"slices"
	"time"

	"kith/internal/plat/db"
)

// DueRow is a row that is past its time: its id, since when it counts, and whom it is about.
type DueRow struct {
	ID     string
	At     time.Time
	Person string
}

// Due lists rows of a table, in order of the time in a column and of their id: those behind a
// time and an id, and before another time, at most limit.
func (l *Live) Due(r db.Reader, table, since string, from time.Time, fromID string, before time.Time, limit int) (all []DueRow, err error) {
	t, known := l.Table(table)
	if !known || t.Class(since) != Time || t.Class("id") != ID {
		return nil, fmt.Errorf("datamap: %s has no id, or no time %s", table, since)
	}
	err = db.RowsBetween(r, l.tables[table], since, from, fromID, before, limit, func(values []any) error {
		row := Row{t, values}
		id, _ := row.Value("id").(string)
		at, _ := row.Value(since).(time.Time)
		person := ""
		if t.About == Person && t.Of == "" {
			person, _ = row.Value(t.By).(string)
		}
		all = append(all, DueRow{id, at, person})
		return nil
	})
	return all, err
}

// Purge does with rows of a table what is done when somebody is erased: it deletes or
// blanks them. A table that is kept then is a mistake in the program.
func (l *Live) Purge(tx *db.Tx, table string, ids []string) error {
	t, known := l.Table(table)
	if !known || t.Erase != Delete && t.Erase != Blank {
		return fmt.Errorf("datamap: %s is not purged", table)
	}
	for some := range slices.Chunk(ids, atOnce) {
		var err error
		if t.Erase == Delete {
			_, err = db.DeleteWhere(tx, l.tables[table], "id", some)
		} else {
			_, err = db.BlankWhere(tx, l.tables[table], "id", some, l.blanks(t))
		}
		if err != nil {
			return err
		}
	}
	return nil
}
