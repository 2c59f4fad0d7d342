package imports

import (
	"kith/internal/plat/db"
)

const columns = `id, kind, name, hash, state, holder, mark, done, added, changed, unchanged, rejected, note, actor,
	started_at, touched_at, finished_at`

func scan(row interface{ Scan(dest ...any) error }) (r Run, err error) {
	var finished db.NullTime
	err = row.Scan(&r.ID, &r.Kind, &r.Name, &r.Hash, &r.State, &r.holder, &r.Mark, &r.Done, &r.Added, &r.Changed,
		&r.Unchanged, &r.Rejected, &r.Note, &r.Actor, &r.StartedAt, &r.TouchedAt, &finished)
	r.FinishedAt = finished.Time
	return r, err
}

func unfinished(r db.Reader, p Plan) (Run, error) {
	return scan(r.QueryRow(`SELECT `+columns+` FROM imports_run
		WHERE borough_id = ? AND kind = ? AND hash = ? AND state <> ? ORDER BY started_at DESC, id DESC LIMIT 1`,
		r.Borough(), p.Kind, p.Hash, Finished))
}

func insert(tx *db.Tx, r Run) error {
	_, err := tx.Exec(`INSERT INTO imports_run (borough_id, `+columns+`) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), r.ID, r.Kind, r.Name, r.Hash, r.State, r.holder, r.Mark, r.Done, r.Added, r.Changed, r.Unchanged,
		r.Rejected, r.Note, r.Actor, r.StartedAt, r.TouchedAt, db.NullTimeOf(r.FinishedAt))
	return err
}

// take puts the run into this program's hands.
func take(tx *db.Tx, r Run) error {
	_, err := tx.Exec(`UPDATE imports_run SET holder = ?, state = ?, touched_at = ? WHERE borough_id = ? AND id = ?`,
		r.holder, r.State, r.TouchedAt, tx.Borough(), r.ID)
	return err
}

func update(tx *db.Tx, r Run, state State, note string) error {
	var finished db.NullTime
	if state != Running {
		finished = db.NullTimeOf(tx.Now())
	}
	n, err := tx.Exec(`UPDATE imports_run SET state = ?, mark = ?, done = ?, added = ?, changed = ?, unchanged = ?,
		rejected = ?, note = ?, touched_at = ?, finished_at = ? WHERE borough_id = ? AND id = ? AND holder = ?`,
		state, r.Mark, r.Done, r.Added, r.Changed, r.Unchanged, r.Rejected, note, tx.Now(), finished,
		tx.Borough(), r.ID, r.holder)
	if err == nil && n == 0 {
		return errTaken
	}
	return err
}

func recent(r db.Reader, limit int) ([]Run, error) {
	rows, err := r.Query(`SELECT `+columns+` FROM imports_run WHERE borough_id = ?
		ORDER BY started_at DESC, id DESC LIMIT ?`, r.Borough(), limit)
	return db.Collect(rows, err, func(rows *db.Rows) (Run, error) { return scan(rows) })
}
