package calls

import (
	"errors"
	"time"

	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/work/tasks"
)

const waitingColumns = ` COUNT(*), COALESCE(SUM(CASE WHEN t.due_at < ? THEN 1 ELSE 0 END), 0),
	COALESCE(SUM(CASE WHEN t.priority IN ('emergency', 'urgent') THEN 1 ELSE 0 END), 0)`

// openOf is which open calls are counted, behind those of the borough.
func openOf(r db.Reader, hoods []string, everywhere bool) (where string, args []any) {
	kindMarks, kinds := db.In(tasks.ByPhone())
	where = ` AND t.closed_at IS NULL AND t.kind IN (` + kindMarks + `)`
	args = append([]any{r.Borough()}, kinds...)
	if !everywhere {
		marks, ids := db.In(hoods)
		where, args = where+` AND t.neighbourhood IN (`+marks+`)`, append(args, ids...)
	}
	return where, args
}

func scanWaiting(rows *db.Rows) (w Waiting, err error) {
	err = rows.Scan(&w.Name, &w.All, &w.Late, &w.Pressed)
	return w, err
}

func countWaiting(r db.Reader, hoods []string, everywhere bool) ([]Waiting, error) {
	where, args := openOf(r, hoods, everywhere)
	rows, err := r.Query(`SELECT t.neighbourhood,`+waitingColumns+` FROM tasks_task t WHERE t.borough_id = ?`+where+` GROUP BY t.neighbourhood ORDER BY t.neighbourhood`,
		append([]any{r.Now()}, args...)...)
	return db.Collect(rows, err, scanWaiting)
}

func countLanguages(r db.Reader, hoods []string, everywhere bool) ([]Waiting, error) {
	where, args := openOf(r, hoods, everywhere)
	rows, err := r.Query(`SELECT p.language,`+waitingColumns+` FROM tasks_task t
		JOIN people_record p ON p.borough_id = t.borough_id AND p.id = t.record_id WHERE t.borough_id = ?`+where+`
		AND p.language <> '' GROUP BY p.language ORDER BY p.language`, append([]any{r.Now()}, args...)...)
	return db.Collect(rows, err, scanWaiting)
}

// openCalls reads the open calls of a hub that may be given to staff: those nobody has, and
// those staff have, the soonest due first.
func openCalls(r db.Reader, hood string, limit int) ([]candidate, error) {
	kindMarks, kinds := db.In(tasks.ByPhone())
	args := append([]any{r.Borough(), hood}, kinds...)
	rows, err := r.Query(`SELECT `+candidateColumns+candidateTables+` WHERE t.borough_id = ? AND t.neighbourhood = ? AND t.closed_at IS NULL
		AND t.kind IN (`+kindMarks+`) AND t.assignee_kind IN ('', 'account') AND t.labels IN ('[]', 'null') ORDER BY t.due_at, t.id LIMIT ?`, append(args, limit)...)
	return db.Collect(rows, err, scanCandidate)
}

func noteOf(r db.Reader, id contacts.LeaseID) (note string, err error) {
	err = r.QueryRow(`SELECT n.note FROM calls_note n WHERE n.borough_id = ? AND n.lease_id = ?`, r.Borough(), id).Scan(&note)
	if errors.Is(err, db.ErrNoRows) {
		return "", nil
	}
	return note, err
}

// keepNote keeps what is typed, and forgets what was typed in calls that are over.
func keepNote(tx *db.Tx, id contacts.LeaseID, until time.Time, note string) error {
	_, err := tx.Exec(`INSERT INTO calls_note (borough_id, lease_id, note, until) VALUES (?,?,?,?)
		ON CONFLICT (borough_id, lease_id) DO UPDATE SET note = excluded.note, until = excluded.until`, tx.Borough(), id, note, until)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`DELETE FROM calls_note WHERE borough_id = ? AND until < ?`, tx.Borough(), tx.Now().Add(-24*time.Hour))
	return err
}

func dropNote(tx *db.Tx, id contacts.LeaseID) error {
	_, err := tx.Exec(`DELETE FROM calls_note WHERE borough_id = ? AND lease_id = ?`, tx.Borough(), id)
	return err
}
