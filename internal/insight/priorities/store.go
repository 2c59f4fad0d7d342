package priorities

import "kith/internal/plat/db"

const columns = `p.id, p.name, p.why, p.owner, p.measure, p.target, p.most, p.due, p.version, p.made_at, p.by_name, p.ended_at, p.end_why`

// all reads every priority, in the order they were named.
func all(r db.Reader) ([]Priority, error) {
	rows, err := r.Query(`SELECT `+columns+` FROM priorities_priority p WHERE p.borough_id = ? ORDER BY p.made_at, p.id`, r.Borough())
	return db.Collect(rows, err, func(rows *db.Rows) (p Priority, err error) {
		var made db.Time
		var ended db.NullTime
		var due string
		err = rows.Scan(&p.ID, &p.Name, &p.Why, &p.Owner, &p.Measure, &p.Target, &p.Most, &due, &p.Version, &made, &p.ByName, &ended, &p.EndWhy)
		p.MadeAt, p.Ended = made.Time, ended.Time
		if err == nil && due != "" {
			err = p.Due.UnmarshalText([]byte(due))
		}
		return p, err
	})
}

func notes(r db.Reader, id ID) ([]Note, error) {
	rows, err := r.Query(`SELECT n.noted_at, n.noted_by, n.by_name, n.note FROM priorities_note n WHERE n.borough_id = ? AND n.priority_id = ? ORDER BY n.number DESC`,
		r.Borough(), id)
	return db.Collect(rows, err, func(rows *db.Rows) (n Note, err error) {
		var at db.Time
		err = rows.Scan(&at, &n.By, &n.Name, &n.Text)
		n.At = at.Time
		return n, err
	})
}

func insert(tx *db.Tx, p Priority) error {
	_, err := tx.Exec(`INSERT INTO priorities_priority (borough_id, id, name, why, owner, measure, target, most, due, version, made_at, made_by, by_name, end_why)
		VALUES (?,?,?,?,?,?,?,?,?,1,?,?,?,'')`,
		tx.Borough(), p.ID, p.Name, p.Why, p.Owner, p.Measure, p.Target, p.Most, dueText(p.Wish), tx.Now(), tx.Actor(), p.ByName)
	return err
}

func dueText(w Wish) string {
	if w.Due.IsZero() {
		return ""
	}
	return w.Due.String()
}

// update changes an open priority whose version was seen.
func update(tx *db.Tx, id ID, version int64, w Wish) (bool, error) {
	n, err := tx.Exec(`UPDATE priorities_priority SET name = ?, why = ?, owner = ?, measure = ?, target = ?, most = ?, due = ?, version = version + 1
		WHERE borough_id = ? AND id = ? AND version = ? AND ended_at IS NULL`,
		w.Name, w.Why, w.Owner, w.Measure, w.Target, w.Most, dueText(w), tx.Borough(), id, version)
	return n == 1, err
}

func end(tx *db.Tx, id ID, why string) (bool, error) {
	n, err := tx.Exec(`UPDATE priorities_priority SET ended_at = ?, end_why = ?, version = version + 1 WHERE borough_id = ? AND id = ? AND ended_at IS NULL`,
		tx.Now(), why, tx.Borough(), id)
	return n == 1, err
}

// insertNote adds a note to an open priority.
func insertNote(tx *db.Tx, id ID, note Note) (bool, error) {
	n, err := tx.Exec(`INSERT INTO priorities_note (borough_id, priority_id, number, noted_at, noted_by, by_name, note)
		SELECT p.borough_id, p.id, (SELECT COALESCE(MAX(l.number), 0) + 1 FROM priorities_note l WHERE l.borough_id = ? AND l.priority_id = ?), ?, ?, ?, ?
		FROM priorities_priority p WHERE p.borough_id = ? AND p.id = ? AND p.ended_at IS NULL`,
		tx.Borough(), id, note.At, note.By, note.Name, note.Text, tx.Borough(), id)
	return n == 1, err
}
