package needs

import (
	"kith/internal/plat/db"
	"kith/internal/work/answers"
)

func insertSaid(tx *db.Tx, s Said, key string) (first bool, err error) {
	n, err := tx.Exec(`INSERT INTO needs_said (borough_id, id, request_id, said_key, kind, words, said_by, said_at)
		VALUES (?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING`,
		tx.Borough(), s.ID, s.Request, key, s.Kind, s.Words, s.By, s.At)
	return n == 1, err
}

func saidOf(r db.Reader, id RequestID) ([]Said, error) {
	rows, err := r.Query(`SELECT s.id, s.request_id, s.kind, s.words, s.said_by, s.said_at FROM needs_said s
		WHERE s.borough_id = ? AND s.request_id = ? ORDER BY s.said_at, s.id`, r.Borough(), id)
	return db.Collect(rows, err, func(rows *db.Rows) (s Said, err error) {
		var at db.Time
		err = rows.Scan(&s.ID, &s.Request, &s.Kind, &s.Words, &s.By, &at)
		s.At = at.Time
		return s, err
	})
}

func setAnswers(tx *db.Tx, id RequestID, a answers.Answers) error {
	if err := keepRequest(tx, id, "", true); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE needs_request SET answers = ?, version = version + 1 WHERE borough_id = ? AND id = ?`,
		db.JSON[answers.Answers]{V: a}, tx.Borough(), id)
	return err
}
