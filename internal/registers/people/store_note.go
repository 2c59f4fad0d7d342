package people

import "kith/internal/plat/db"

func insertNote(tx *db.Tx, n Note) error {
	_, err := tx.Exec(`INSERT INTO people_note (borough_id, id, record_id, said, health, written_by, written_at) VALUES (?,?,?,?,?,?,?)`,
		tx.Borough(), n.ID, n.Record, n.Text, n.Health, n.By, n.At)
	return err
}

func notesOf(r db.Reader, records []RecordID, limit int) ([]Note, error) {
	marks, ids := db.In(records)
	args := append(append([]any{r.Borough()}, ids...), limit)
	rows, err := r.Query(`SELECT n.id, n.record_id, n.said, n.health, n.written_by, n.written_at FROM people_note n
		WHERE n.borough_id = ? AND n.record_id IN (`+marks+`) ORDER BY n.written_at DESC, n.id DESC LIMIT ?`, args...)
	return db.Collect(rows, err, func(rows *db.Rows) (n Note, err error) {
		var at db.Time
		err = rows.Scan(&n.ID, &n.Record, &n.Text, &n.Health, &n.By, &at)
		n.At = at.Time
		return n, err
	})
}
