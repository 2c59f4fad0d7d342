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

// saveSession keeps a form unless it has been sent: a page saved late, from another tab,
// must not open it again. It reports whether the form was kept.
func saveSession(tx *db.Tx, s Session) (bool, error) {
	n, err := tx.Exec(`INSERT INTO answers_session (borough_id, token_hash, blueprint, answers, key, receipt, started_at, touched_at)
		VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (borough_id, token_hash) DO UPDATE SET blueprint = excluded.blueprint, answers = excluded.answers,
		key = excluded.key, receipt = excluded.receipt, touched_at = excluded.touched_at
		WHERE answers_session.receipt = ''`,
		tx.Borough(), s.hash, s.Blueprint, db.JSONOf(s.Answers), s.Key, s.Receipt, tx.Now(), tx.Now())
	return n == 1, err
}

func deleteSession(tx *db.Tx, hash string) error {
	_, err := tx.Exec(`DELETE FROM answers_session WHERE borough_id = ? AND token_hash = ?`, tx.Borough(), hash)
	return err
}

func deleteUntouched(tx *db.Tx) error {
	_, err := tx.Exec(`DELETE FROM answers_session WHERE borough_id = ? AND touched_at < ?`, tx.Borough(), tx.Now().Add(-Kept))
	return err
}
