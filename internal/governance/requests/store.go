package requests

import (
	"errors"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/datamap"
	"kith/internal/plat/db"
)

const columns = `id, kind, about, subject_id, said, received_on, due_on, extended, identity, identity_by, state, outcome, told, result,
	made_by, closed_by, closed_at, version`

func scan(row interface{ Scan(dest ...any) error }) (q Request, err error) {
	var at db.NullTime
	var result db.JSON[Result]
	err = row.Scan(&q.ID, &q.Kind, &q.About, &q.Subject, &q.Said, &q.Received, &q.Due, &q.Extended, &q.Identity, &q.IdentityBy, &q.State,
		&q.Outcome, &q.Told, &result, &q.MadeBy, &q.ClosedBy, &at, &q.Version)
	q.ClosedAt, q.Result = at.Time, result.V
	return q, err
}

func all(r db.Reader) ([]Request, error) {
	rows, err := r.Query(`SELECT `+columns+` FROM requests_request WHERE borough_id = ?
		ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, due_on, id LIMIT 500`, r.Borough())
	return db.Collect(rows, err, func(rows *db.Rows) (Request, error) { return scan(rows) })
}

func byID(r db.Reader, id ID) (Request, error) {
	q, err := scan(r.QueryRow(`SELECT `+columns+` FROM requests_request WHERE borough_id = ? AND id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		return q, fault.New(fault.NotFound, "requests.no-such", "There is no such request.")
	}
	return q, err
}

func insert(tx *db.Tx, q Request) error {
	_, err := tx.Exec(`INSERT INTO requests_request (borough_id, `+columns+`) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), q.ID, q.Kind, q.About, q.Subject, q.Said, q.Received, q.Due, q.Extended, q.Identity, q.IdentityBy, q.State,
		q.Outcome, q.Told, db.JSONOf(q.Result), q.MadeBy, q.ClosedBy, db.NullTimeOf(q.ClosedAt), q.Version)
	return err
}

func update(tx *db.Tx, q Request) (bool, error) {
	n, err := tx.Exec(`UPDATE requests_request SET said = ?, due_on = ?, extended = ?, identity = ?, identity_by = ?, state = ?, outcome = ?,
		told = ?, result = ?, closed_by = ?, closed_at = ?, version = version + 1 WHERE borough_id = ? AND id = ? AND version = ?`,
		q.Said, q.Due, q.Extended, q.Identity, q.IdentityBy, q.State, q.Outcome, q.Told, db.JSONOf(q.Result), q.ClosedBy,
		db.NullTimeOf(q.ClosedAt), tx.Borough(), q.ID, q.Version)
	return n == 1, err
}

// decisions are the values that were decided on, each with whether it is left out.
func decisions(r db.Reader, id ID) (map[string]bool, error) {
	rows, err := r.Query(`SELECT mark, left_out FROM requests_decision WHERE borough_id = ? AND request_id = ?`, r.Borough(), id)
	decided := map[string]bool{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (_ struct{}, err error) {
		var mark string
		var left bool
		err = rows.Scan(&mark, &left)
		decided[mark] = left
		return struct{}{}, err
	})
	return decided, err
}

func decide(tx *db.Tx, id ID, mark string, left bool) error {
	_, err := tx.Exec(`INSERT INTO requests_decision (borough_id, request_id, mark, left_out, decided_by, decided_at) VALUES (?,?,?,?,?,?)
		ON CONFLICT (borough_id, request_id, mark) DO UPDATE SET left_out = excluded.left_out, decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
		tx.Borough(), id, mark, left, tx.Actor(), tx.Now())
	return err
}

func keepCopy(tx *db.Tx, id ID, file []byte) error {
	_, err := tx.Exec(`INSERT INTO requests_copy (borough_id, request_id, file, made_at) VALUES (?,?,?,?)`, tx.Borough(), id, string(file), tx.Now())
	return err
}

func copyOf(r db.Reader, id ID) ([]byte, error) {
	var file string
	err := r.QueryRow(`SELECT file FROM requests_copy WHERE borough_id = ? AND request_id = ?`, r.Borough(), id).Scan(&file)
	if errors.Is(err, db.ErrNoRows) {
		return nil, fault.New(fault.NotFound, "requests.no-copy", "There is no copy. It is made when the request is released, and deleted 30 days after.")
	}
	return []byte(file), err
}

func dropCopies(tx *db.Tx, before time.Time) (int64, error) {
	return tx.Exec(`DELETE FROM requests_copy WHERE borough_id = ? AND made_at < ?`, tx.Borough(), before)
}

func bury(tx *db.Tx, id ID, about datamap.About, subject string) error {
	_, err := tx.Exec(`INSERT INTO requests_tombstone (borough_id, subject_id, about, request_id, erased_at, erased_by) VALUES (?,?,?,?,?,?)
		ON CONFLICT (borough_id, subject_id) DO NOTHING`, tx.Borough(), subject, about, id, tx.Now(), tx.Actor())
	return err
}

// buryAt is bury for an erasure of earlier.
func buryAt(tx *db.Tx, one Stone, subject string) error {
	_, err := tx.Exec(`INSERT INTO requests_tombstone (borough_id, subject_id, about, request_id, erased_at, erased_by) VALUES (?,?,?,?,?,?)
		ON CONFLICT (borough_id, subject_id) DO NOTHING`, tx.Borough(), subject, one.About, one.Request, one.ErasedAt, one.ErasedBy)
	return err
}

// stones are all erasures of the borough, by their tombstones.
func stones(r db.Reader) (all []Stone, err error) {
	rows, err := r.Query(`SELECT request_id, about, subject_id, erased_at, erased_by FROM requests_tombstone
		WHERE borough_id = ? ORDER BY request_id, subject_id`, r.Borough())
	_, err = db.Collect(rows, err, func(rows *db.Rows) (_ struct{}, err error) {
		one := Stone{Borough: r.Borough()}
		var subject string
		var at db.Time
		if err = rows.Scan(&one.Request, &one.About, &subject, &at, &one.ErasedBy); err != nil {
			return struct{}{}, err
		}
		if n := len(all); n == 0 || all[n-1].Request != one.Request {
			one.ErasedAt = at.Time
			all = append(all, one)
		}
		last := &all[len(all)-1]
		last.Subjects = append(last.Subjects, subject)
		return struct{}{}, nil
	})
	return all, err
}

func buried(r db.Reader, subject string) (bool, error) {
	var n int
	err := r.QueryRow(`SELECT count(*) FROM requests_tombstone WHERE borough_id = ? AND subject_id = ?`, r.Borough(), subject).Scan(&n)
	return n > 0, err
}

// Holds says why nothing of a person may be purged: they asked about their data and wait for
// the answer.
func (s *Service) Holds(r db.Reader, record string) (string, error) {
	var n int
	err := r.QueryRow(`SELECT count(*) FROM requests_request WHERE borough_id = ? AND subject_id = ? AND state = 'open'`, r.Borough(), record).Scan(&n)
	if n > 0 {
		return "They asked about their data and wait for the answer.", err
	}
	return "", err
}
