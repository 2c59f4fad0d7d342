package lists

import (
	"slices"
	"strings"

	"kith/internal/insight/entries"
	"kith/internal/plat/db"
	"kith/internal/registers/assets"
	"kith/internal/registers/people"
)

const rowColumns = `w.version_id, w.number, w.row_key, w.hash, w.standing, w.entry, w.remarks, w.why, w.match, w.record_id, w.kept_back, w.found, w.touch, w.touch_why`

func scanRow(rows *db.Rows) (w Row, err error) {
	var entry db.JSON[entries.Entry]
	var remarks db.JSON[[]entries.Remark]
	var found db.JSON[[]Found]
	err = rows.Scan(&w.Version, &w.Number, &w.Key, &w.Hash, &w.Standing, &entry, &remarks, &w.Why, &w.Match, &w.Record, &w.KeptBack, &found, &w.touch, &w.touchWhy)
	w.Entry, w.Remarks, w.Found = entry.V, remarks.V, found.V
	return w, err
}

// atATime is how many rows one statement writes.
const atATime = 40

var rowMarks = `(` + strings.TrimSuffix(strings.Repeat("?,", 13), ",") + `)`

func insertRows(tx *db.Tx, id VersionID, all []Row) error {
	for part := range slices.Chunk(all, atATime) {
		var args []any
		for _, w := range part {
			args = append(args, tx.Borough(), id, w.Number, w.Key, w.Hash, w.Standing, db.JSONOf(w.Entry), db.JSONOf(w.Remarks), w.Why, w.Match,
				w.Record, w.KeptBack, db.JSONOf(w.Found))
		}
		_, err := tx.Exec(`INSERT INTO lists_row (borough_id, version_id, number, row_key, hash, standing, entry, remarks, why, match,
			record_id, kept_back, found) VALUES `+rowMarks+strings.Repeat(`,`+rowMarks, len(part)-1), args...)
		if err != nil {
			return err
		}
	}
	return nil
}

// dropRows deletes at most n rows of a version.
func dropRows(tx *db.Tx, id VersionID, n int) (int64, error) {
	return tx.Exec(`DELETE FROM lists_row WHERE borough_id = ? AND version_id = ? AND number IN (
		SELECT w.number FROM lists_row w WHERE w.borough_id = ? AND w.version_id = ? LIMIT ?)`,
		tx.Borough(), id, tx.Borough(), id, n)
}

func dropParts(tx *db.Tx, id VersionID, n int) (int64, error) {
	return tx.Exec(`DELETE FROM lists_part WHERE borough_id = ? AND version_id = ? AND part IN (
		SELECT p.part FROM lists_part p WHERE p.borough_id = ? AND p.version_id = ? LIMIT ?)`,
		tx.Borough(), id, tx.Borough(), id, n)
}

// rowFilter says which rows of a version are wanted.
type rowFilter struct {
	standings []Standing
	matches   []Match
	touch     Touch // how they stand; "" is in any way
	after     int   // rows behind this number, unless first
	first     bool
	limit     int
}

func rowsOf(r db.Reader, id VersionID, f rowFilter) ([]Row, error) {
	where, args := `w.borough_id = ? AND w.version_id = ?`, []any{r.Borough(), id}
	if len(f.standings) > 0 {
		marks, values := db.In(f.standings)
		where, args = where+` AND w.standing IN (`+marks+`)`, append(args, values...)
	}
	if len(f.matches) > 0 {
		marks, values := db.In(f.matches)
		where, args = where+` AND w.match IN (`+marks+`)`, append(args, values...)
	}
	if f.touch != "" {
		where, args = where+` AND w.touch = ?`, append(args, f.touch)
	}
	if !f.first {
		where, args = where+` AND w.number > ?`, append(args, f.after)
	}
	rows, err := r.Query(`SELECT `+rowColumns+` FROM lists_row w WHERE w.borough_id = ? AND `+where+` ORDER BY w.number LIMIT ?`,
		append(append([]any{r.Borough()}, args...), f.limit)...)
	return db.Collect(rows, err, scanRow)
}

// everyRow reads all rows of a version whose people are on its list.
func everyRow(r db.Reader, id VersionID) ([]Row, error) {
	return rowsOf(r, id, rowFilter{standings: OnList(), first: true, limit: mostRows + 1})
}

// earlier are rows of versions of a list before the current one, of some keys: the latest of
// each.
func earlier(r db.Reader, asset assets.ID, not VersionID, keys []string) (map[string]Row, error) {
	found := map[string]Row{}
	for part := range slices.Chunk(keys, 300) {
		marks, values := db.In(part)
		rows, err := r.Query(`SELECT `+rowColumns+` FROM lists_row w
			JOIN lists_version v ON v.borough_id = w.borough_id AND v.id = w.version_id
			WHERE w.borough_id = ? AND v.asset_id = ? AND v.state = 'past' AND v.id <> ? AND w.row_key IN (`+marks+`)
			ORDER BY v.on_at, w.number`, append([]any{r.Borough(), asset, not}, values...)...)
		all, err := db.Collect(rows, err, scanRow)
		if err != nil {
			return nil, err
		}
		for _, w := range all {
			if slices.Contains(OnList(), w.Standing) {
				found[w.Key] = w
			}
		}
	}
	return found, nil
}

// setRecord says who a row is, once.
func setRecord(tx *db.Tx, id VersionID, number int, record people.RecordID) (bool, error) {
	n, err := tx.Exec(`UPDATE lists_row SET record_id = ? WHERE borough_id = ? AND version_id = ? AND number = ? AND record_id = ''`,
		record, tx.Borough(), id, number)
	return n == 1, err
}
