package answers

import (
	"errors"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

func sessionByHash(r db.Reader, hash string, since time.Time) (Session, error) {
	s := Session{hash: hash}
	var given db.JSON[Answers]
	err := r.QueryRow(`SELECT blueprint, answers, key, receipt, started_at FROM answers_session
		WHERE borough_id = ? AND token_hash = ? AND touched_at >= ?`, r.Borough(), hash, since).
		Scan(&s.Blueprint, &given, &s.Key, &s.Receipt, &s.StartedAt)
	if errors.Is(err, db.ErrNoRows) {
		err = fault.New(fault.NotFound, "answers.no-such-form", "Your answers were not kept this long. Please start again.")
	}
	if s.Answers = given.V; s.Answers == nil {
		s.Answers = Answers{}
	}
	return s, err
}

func saveSession(tx *db.Tx, s Session) error {
	_, err := tx.Exec(`INSERT INTO answers_session (borough_id, token_hash, blueprint, answers, key, receipt, started_at, touched_at)
		VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (borough_id, token_hash) DO UPDATE SET answers = excluded.answers,
		receipt = excluded.receipt, touched_at = excluded.touched_at`,
		tx.Borough(), s.hash, s.Blueprint, db.JSONOf(s.Answers), s.Key, s.Receipt, tx.Now(), tx.Now())
	return err
}

func deleteUntouched(tx *db.Tx) error {
	_, err := tx.Exec(`DELETE FROM answers_session WHERE borough_id = ? AND touched_at < ?`, tx.Borough(), tx.Now().Add(-Kept))
	return err
}
