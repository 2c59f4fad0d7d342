package updates

import (
	"errors"
	"time"

	"kith/internal/feature"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
)

const columns = `f.id, f.request_id, q.reference, f.record_id, f.neighbourhood, f.asked_at, f.until, f.answer, f.words, f.answered_at`

type scanner interface{ Scan(dest ...any) error }

func scanFeedback(row scanner) (f Feedback, err error) {
	var asked, until db.Time
	var answered db.NullTime
	err = row.Scan(&f.ID, &f.Request, &f.Reference, &f.Record, &f.Neighbourhood, &asked, &until, &f.Answer, &f.Words, &answered)
	f.AskedAt, f.Until, f.AnsweredAt = asked.Time, until.Time, answered.Time
	return f, err
}

// insertFeedback keeps a question. It reports false when it was asked before.
func insertFeedback(tx *db.Tx, f Feedback, key, tokenHash string) (first bool, err error) {
	n, err := tx.Exec(`INSERT INTO updates_feedback (borough_id, id, request_id, record_id, neighbourhood, dedupe_key, token_hash,
		asked_at, until, answer, words) VALUES (?,?,?,?,?,?,?,?,?,'','') ON CONFLICT DO NOTHING`,
		tx.Borough(), f.ID, f.Request, f.Record, f.Neighbourhood, key, tokenHash, f.AskedAt, f.Until)
	return n == 1, err
}

func feedbackByToken(r db.Reader, tokenHash string) (Feedback, bool, error) {
	f, err := scanFeedback(r.QueryRow(`SELECT `+columns+` FROM updates_feedback f
		JOIN needs_request q ON q.borough_id = f.borough_id AND q.id = f.request_id
		WHERE f.borough_id = ? AND f.token_hash = ?`, r.Borough(), tokenHash))
	if errors.Is(err, db.ErrNoRows) {
		return Feedback{}, false, nil
	}
	return f, err == nil, err
}

// answerFeedback keeps an answer. It reports false when there is one already or the link is
// too old.
func answerFeedback(tx *db.Tx, f Feedback) (first bool, err error) {
	n, err := tx.Exec(`UPDATE updates_feedback SET answer = ?, words = ?, answered_at = ?
		WHERE borough_id = ? AND id = ? AND answer = '' AND until >= ?`, f.Answer, f.Words, tx.Now(), tx.Borough(), f.ID, tx.Now())
	return n == 1, err
}

// latestOpen is the latest request of a person that has not ended.
func latestOpen(r db.Reader, records []people.RecordID) (id needs.RequestID, found bool, err error) {
	marks, ids := db.In(records)
	err = r.QueryRow(`SELECT q.id FROM needs_request q WHERE q.borough_id = ? AND q.record_id IN (`+marks+`) AND q.state <> ?
		ORDER BY q.received_at DESC, q.id DESC LIMIT 1`, append(append([]any{r.Borough()}, ids...), needs.Closed)...).Scan(&id)
	if errors.Is(err, db.ErrNoRows) {
		return "", false, nil
	}
	return id, err == nil, err
}

func tallyAnswers(r db.Reader, from, until time.Time) (feature.Tally, error) {
	rows, err := r.Query(`SELECT f.neighbourhood, f.answer, COUNT(*) FROM updates_feedback f
		WHERE f.borough_id = ? AND f.answered_at >= ? AND f.answered_at < ? GROUP BY f.neighbourhood, f.answer`, r.Borough(), from, until)
	counted, err := db.Collect(rows, err, func(rows *db.Rows) (c feature.Row, err error) {
		err = rows.Scan(&c.Neighbourhood, &c.Kind, &c.Value)
		c.Of = c.Value
		return c, err
	})
	return feature.Sum(counted), err
}

// answered lists answers, the latest first. hoods are the neighbourhoods they may be of; nil
// is any.
func answered(r db.Reader, hoods []string, answer Answer, from, until time.Time, limit int) ([]Feedback, error) {
	narrow, args := "", []any{r.Borough(), from, until}
	if hoods != nil {
		marks, ids := db.In(hoods)
		narrow, args = ` AND f.neighbourhood IN (`+marks+`)`, append(args, ids...)
	}
	if answer != "" {
		narrow, args = narrow+` AND f.answer = ?`, append(args, answer)
	}
	rows, err := r.Query(`SELECT `+columns+` FROM updates_feedback f
		JOIN needs_request q ON q.borough_id = f.borough_id AND q.id = f.request_id
		WHERE f.borough_id = ? AND f.answered_at >= ? AND f.answered_at < ?`+narrow+`
		ORDER BY f.answered_at DESC, f.id DESC LIMIT ?`, append(args, limit)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Feedback, error) { return scanFeedback(rows) })
}
