package outreach

import (
	"errors"
	"strings"

	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

const rowColumns = `w.number, w.row_key, w.cells, w.said, w.standing, w.why, w.found, w.same_as, w.record_id, w.kept_back, w.run_id, w.done_at`

func scanRow(row scanner) (w Row, err error) {
	var cells db.JSON[[]string]
	var said db.JSON[Said]
	var found db.JSON[[]Found]
	var done db.NullTime
	err = row.Scan(&w.Number, &w.Key, &cells, &said, &w.Standing, &w.Why, &found, &w.SameAs, &w.Record, &w.KeptBack, &w.Run, &done)
	w.Cells, w.Said, w.Found, w.DoneAt = cells.V, said.V, found.V, done.Time
	return w, err
}

func insertRows(tx *db.Tx, list ListID, rows []Row) error {
	var args []any
	for _, w := range rows {
		args = append(args, tx.Borough(), list, w.Number, w.Key, db.JSONOf(w.Cells), db.JSONOf(w.Said), w.Standing, w.Why,
			db.JSONOf(w.Found), w.SameAs, w.Record, w.KeptBack, w.Run)
	}
	_, err := tx.Exec(`INSERT INTO outreach_row (borough_id, list_id, number, row_key, cells, said, standing, why, found, same_as, record_id, kept_back, run_id)
		VALUES `+strings.Repeat(",(?,?,?,?,?,?,?,?,?,?,?,?,?)", len(rows))[1:], args...)
	return err
}

// rowsOf lists the rows of a list, in the order of the file; nil standings are all.
func rowsOf(r db.Reader, list ListID, standings []Standing) ([]Row, error) {
	where, args := ``, []any{r.Borough(), list}
	if standings != nil {
		marks, values := db.In(standings)
		where, args = ` AND w.standing IN (`+marks+`)`, append(args, values...)
	}
	rows, err := r.Query(`SELECT `+rowColumns+` FROM outreach_row w WHERE w.borough_id = ? AND w.list_id = ?`+where+` ORDER BY w.number`, args...)
	return db.Collect(rows, err, func(rows *db.Rows) (Row, error) { return scanRow(rows) })
}

func rowOf(r db.Reader, list ListID, number int) (Row, error) {
	w, err := scanRow(r.QueryRow(`SELECT `+rowColumns+` FROM outreach_row w WHERE w.borough_id = ? AND w.list_id = ? AND w.number = ?`, r.Borough(), list, number))
	if errors.Is(err, db.ErrNoRows) {
		err = noSuchList()
	}
	return w, err
}

// saveRow keeps what comes of a row that stood as it was read.
func saveRow(tx *db.Tx, list ListID, w Row, was Standing) error {
	n, err := tx.Exec(`UPDATE outreach_row SET standing = ?, why = ?, record_id = ?, run_id = ?, done_at = ?
		WHERE borough_id = ? AND list_id = ? AND number = ? AND standing = ?`,
		w.Standing, w.Why, w.Record, w.Run, db.NullTimeOf(w.DoneAt), tx.Borough(), list, w.Number, was)
	if err == nil && n == 0 {
		return errNotSo
	}
	return err
}

// keepRecord keeps whose record was made for a row that nothing has begun of yet.
func keepRecord(tx *db.Tx, list ListID, number int, record people.RecordID) error {
	n, err := tx.Exec(`UPDATE outreach_row SET record_id = ? WHERE borough_id = ? AND list_id = ? AND number = ? AND record_id = ''`,
		record, tx.Borough(), list, number)
	if err == nil && n == 0 {
		return errNotSo
	}
	return err
}
