package outreach

import (
	"errors"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

const listColumns = `l.id, l.name, l.from_list, l.hash, l.state, l.handed_by, l.handed_at, l.begun_by, l.begun_at, l.done_at, l.columns`

type scanner interface{ Scan(dest ...any) error }

func scanList(row scanner) (l List, err error) {
	var handed db.Time
	var begun, done db.NullTime
	var columns db.JSON[[]string]
	err = row.Scan(&l.ID, &l.Name, &l.From, &l.Hash, &l.State, &l.HandedBy, &handed, &l.BegunBy, &begun, &done, &columns)
	l.HandedAt, l.BegunAt, l.DoneAt = handed.Time, begun.Time, done.Time
	l.Columns = columns.V
	return l, err
}

func insertList(tx *db.Tx, l List) error {
	_, err := tx.Exec(`INSERT INTO outreach_list (borough_id, id, name, from_list, hash, state, handed_by, handed_at, begun_by, columns)
		VALUES (?,?,?,?,?,?,?,?,'',?)`, tx.Borough(), l.ID, l.Name, l.From, l.Hash, l.State, l.HandedBy, l.HandedAt, db.JSONOf(l.Columns))
	return err
}

func listByID(r db.Reader, id ListID) (List, error) {
	l, err := scanList(r.QueryRow(`SELECT `+listColumns+` FROM outreach_list l WHERE l.borough_id = ? AND l.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = noSuchList()
	}
	return l, err
}

// latestOf is the newest list of a file, the furthest first.
func latestOf(r db.Reader, hash string) (l List, found bool, err error) {
	l, err = scanList(r.QueryRow(`SELECT `+listColumns+` FROM outreach_list l WHERE l.borough_id = ? AND l.hash = ?
		ORDER BY CASE WHEN l.state IN ('begun', 'done') THEN 0 ELSE 1 END, l.handed_at DESC, l.id DESC LIMIT 1`, r.Borough(), hash))
	if errors.Is(err, db.ErrNoRows) {
		return List{}, false, nil
	}
	return l, err == nil, err
}

// listsOf lists those that an account handed in, or all of them where it is "".
func listsOf(r db.Reader, account string, limit int) ([]List, error) {
	rows, err := r.Query(`SELECT `+listColumns+` FROM outreach_list l WHERE l.borough_id = ? AND l.state <> ? AND (? = '' OR l.handed_by = ?)
		ORDER BY l.handed_at DESC, l.id DESC LIMIT ?`, r.Borough(), Reading, account, account, limit)
	return db.Collect(rows, err, func(rows *db.Rows) (List, error) { return scanList(rows) })
}

func listsIn(r db.Reader, state State) ([]List, error) {
	rows, err := r.Query(`SELECT `+listColumns+` FROM outreach_list l WHERE l.borough_id = ? AND l.state = ? ORDER BY l.handed_at, l.id`,
		r.Borough(), state)
	return db.Collect(rows, err, func(rows *db.Rows) (List, error) { return scanList(rows) })
}

var errNotSo = fault.New(fault.Conflict, "outreach.moved-on", "Somebody else has gone on with this list. Open it again to see how it stands.")

func setState(tx *db.Tx, id ListID, from, to State) error {
	done := db.NullTime{}
	if to == Done {
		done = db.NullTimeOf(tx.Now())
	}
	n, err := tx.Exec(`UPDATE outreach_list SET state = ?, done_at = ? WHERE borough_id = ? AND id = ? AND state = ?`, to, done, tx.Borough(), id, from)
	if err == nil && n == 0 {
		return errNotSo
	}
	return err
}

func setBegun(tx *db.Tx, id ListID, by string) error {
	n, err := tx.Exec(`UPDATE outreach_list SET state = ?, begun_by = ?, begun_at = ? WHERE borough_id = ? AND id = ? AND state = ?`,
		Begun, by, tx.Now(), tx.Borough(), id, Draft)
	if err == nil && n == 0 {
		return errNotSo
	}
	return err
}

// dropDrafts drops what was handed in and not begun of a file.
func dropDrafts(tx *db.Tx, hash string) error {
	if _, err := tx.Exec(`DELETE FROM outreach_row WHERE borough_id = ? AND list_id IN (
		SELECT l.id FROM outreach_list l WHERE l.borough_id = ? AND l.hash = ? AND l.state IN (?, ?))`,
		tx.Borough(), tx.Borough(), hash, Reading, Draft); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM outreach_list WHERE borough_id = ? AND hash = ? AND state IN (?, ?)`, tx.Borough(), hash, Reading, Draft)
	return err
}

// dropOld drops lists in some states that were handed in before a time.
func dropOld(tx *db.Tx, states []State, before time.Time) error {
	marks, values := db.In(states)
	if _, err := tx.Exec(`DELETE FROM outreach_row WHERE borough_id = ? AND list_id IN (
		SELECT l.id FROM outreach_list l WHERE l.borough_id = ? AND l.handed_at < ? AND COALESCE(l.done_at, l.handed_at) < ? AND l.state IN (`+marks+`))`,
		append([]any{tx.Borough(), tx.Borough(), before, before}, values...)...); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM outreach_list WHERE borough_id = ? AND handed_at < ? AND COALESCE(done_at, handed_at) < ? AND state IN (`+marks+`)`,
		append([]any{tx.Borough(), before, before}, values...)...)
	return err
}

func isTaken(r db.Reader, key string) (bool, error) {
	var n int
	err := r.QueryRow(`SELECT COUNT(*) FROM outreach_taken k WHERE k.borough_id = ? AND k.row_key = ?`, r.Borough(), key).Scan(&n)
	return n > 0, err
}

// takeKey notes that a row is taken; first is false when it was before.
func takeKey(tx *db.Tx, key string, list ListID) (first bool, err error) {
	n, err := tx.Exec(`INSERT INTO outreach_taken (borough_id, row_key, list_id, taken_at) VALUES (?,?,?,?) ON CONFLICT DO NOTHING`,
		tx.Borough(), key, list, tx.Now())
	return n == 1, err
}

func dropKeys(tx *db.Tx, before time.Time) error {
	_, err := tx.Exec(`DELETE FROM outreach_taken WHERE borough_id = ? AND taken_at < ?`, tx.Borough(), before)
	return err
}

// seesPerson reports whether somebody may see a person: one of their records is enough.
func seesPerson(r db.Reader, who access.Principal, id people.PersonID) (bool, error) {
	records, err := people.Records(r, id)
	if err != nil || len(records) == 0 {
		return false, err
	}
	marks, ids := db.In(records)
	cond, args := people.Visible(who)
	var n int
	err = r.QueryRow(`SELECT COUNT(*) FROM people_record p WHERE p.borough_id = ? AND p.id IN (`+marks+`) AND `+cond,
		append(append([]any{r.Borough()}, ids...), args...)...).Scan(&n)
	return n > 0, err
}
