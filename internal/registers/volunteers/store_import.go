package volunteers

import (
	"errors"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

const sheetColumns = `i.id, i.name, i.hash, i.state, i.handed_by, i.handed_at, i.columns`

const (
	stateDraft = "draft"
	stateTaken = "taken"
)

func scanSheet(from scanner) (s Sheet, err error) {
	var state string
	var at db.Time
	var columns db.JSON[[]string]
	err = from.Scan(&s.ID, &s.Name, &s.Hash, &state, &s.HandedBy, &at, &columns)
	s.Taken, s.HandedAt, s.Columns = state == stateTaken, at.Time, columns.V
	return s, err
}

func sheetByID(r db.Reader, id SheetID) (Sheet, error) {
	s, err := scanSheet(r.QueryRow(`SELECT `+sheetColumns+` FROM volunteers_import i WHERE i.borough_id = ? AND i.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = fault.New(fault.NotFound, "volunteers.no-sheet", "There is no such file any more. Hand it in again.")
	}
	return s, err
}

func sheetByHash(r db.Reader, hash string) (Sheet, bool, error) {
	s, err := scanSheet(r.QueryRow(`SELECT `+sheetColumns+` FROM volunteers_import i WHERE i.borough_id = ? AND i.hash = ?`, r.Borough(), hash))
	if errors.Is(err, db.ErrNoRows) {
		return Sheet{}, false, nil
	}
	return s, err == nil, err
}

func insertSheet(tx *db.Tx, s Sheet) error {
	_, err := tx.Exec(`INSERT INTO volunteers_import (borough_id, id, name, hash, state, handed_by, handed_at, columns) VALUES (?,?,?,?,?,?,?,?)`,
		tx.Borough(), s.ID, s.Name, s.Hash, stateDraft, s.HandedBy, tx.Now(), db.JSONOf(s.Columns))
	return err
}

const sheetRowColumns = `w.number, w.cells, w.said, w.standing, w.why, w.volunteer_id`

func insertSheetRows(tx *db.Tx, id SheetID, rows []SheetRow) error {
	for len(rows) > 0 {
		part := rows[:min(len(rows), 100)]
		rows = rows[len(part):]
		var args []any
		for _, w := range part {
			args = append(args, tx.Borough(), id, w.Number, db.JSONOf(w.Cells), db.JSONOf(w.Said), w.Standing, w.Why, w.Volunteer)
		}
		if _, err := tx.Exec(`INSERT INTO volunteers_import_row (borough_id, import_id, number, cells, said, standing, why, volunteer_id) VALUES `+
			strings.TrimSuffix(strings.Repeat("(?,?,?,?,?,?,?,?),", len(part)), ","), args...); err != nil {
			return err
		}
	}
	return nil
}

func sheetRows(r db.Reader, id SheetID) ([]SheetRow, error) {
	rows, err := r.Query(`SELECT `+sheetRowColumns+` FROM volunteers_import_row w WHERE w.borough_id = ? AND w.import_id = ? ORDER BY w.number`, r.Borough(), id)
	return db.Collect(rows, err, func(rows *db.Rows) (w SheetRow, err error) {
		var cells db.JSON[[]string]
		var said db.JSON[SheetSaid]
		err = rows.Scan(&w.Number, &cells, &said, &w.Standing, &w.Why, &w.Volunteer)
		w.Cells, w.Said = cells.V, said.V
		return w, err
	})
}

func saveSheetRow(tx *db.Tx, id SheetID, w SheetRow) error {
	_, err := tx.Exec(`UPDATE volunteers_import_row SET standing = ?, why = ?, volunteer_id = ? WHERE borough_id = ? AND import_id = ? AND number = ?`,
		w.Standing, w.Why, w.Volunteer, tx.Borough(), id, w.Number)
	return err
}

func setTaken(tx *db.Tx, id SheetID) error {
	_, err := tx.Exec(`UPDATE volunteers_import SET state = ? WHERE borough_id = ? AND id = ?`, stateTaken, tx.Borough(), id)
	return err
}

func dropSheet(tx *db.Tx, id SheetID) error {
	if _, err := tx.Exec(`DELETE FROM volunteers_import_row WHERE borough_id = ? AND import_id = ?`, tx.Borough(), id); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM volunteers_import WHERE borough_id = ? AND id = ?`, tx.Borough(), id)
	return err
}

// forgetSheets drops drafts handed in before one time, and what rows of files taken in before
// another say.
func forgetSheets(tx *db.Tx, drafts, taken time.Time) error {
	rows, err := tx.Query(`SELECT `+sheetColumns+` FROM volunteers_import i WHERE i.borough_id = ? AND (i.state = ? AND i.handed_at < ? OR i.state = ? AND i.handed_at < ?)`,
		tx.Borough(), stateDraft, drafts, stateTaken, taken)
	old, err := db.Collect(rows, err, func(rows *db.Rows) (Sheet, error) { return scanSheet(rows) })
	if err != nil {
		return err
	}
	for _, s := range old {
		if s.Taken {
			_, err = tx.Exec(`DELETE FROM volunteers_import_row WHERE borough_id = ? AND import_id = ?`, tx.Borough(), s.ID)
		} else {
			err = dropSheet(tx, s.ID)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func recentSheets(r db.Reader, limit int) ([]Sheet, error) {
	rows, err := r.Query(`SELECT `+sheetColumns+` FROM volunteers_import i WHERE i.borough_id = ? ORDER BY i.handed_at DESC, i.id DESC LIMIT ?`, r.Borough(), limit)
	return db.Collect(rows, err, func(rows *db.Rows) (Sheet, error) { return scanSheet(rows) })
}
