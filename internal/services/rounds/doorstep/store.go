package doorstep

import (
	"encoding/base64"
	"errors"
	"time"

	"kith/internal/plat/db"
	"kith/internal/services/rounds"
)

func putTaken(tx *db.Tx, s rounds.Stop, account string) error {
	_, err := tx.Exec(`INSERT INTO doorstep_taken (borough_id, stop_id, account, round_id, taken_at) VALUES (?,?,?,?,?)
		ON CONFLICT (borough_id, stop_id, account) DO UPDATE SET round_id = excluded.round_id, taken_at = excluded.taken_at`,
		tx.Borough(), s.ID, account, s.Round, tx.Now())
	return err
}

// tookAlong reports whether somebody ever took a stop along on a phone.
func tookAlong(r db.Reader, id rounds.StopID, account string) (took bool, err error) {
	var n int64
	err = r.QueryRow(`SELECT COUNT(*) FROM doorstep_taken t WHERE t.borough_id = ? AND t.stop_id = ? AND t.account = ?`, r.Borough(), id, account).Scan(&n)
	return n > 0, err
}

type scanner interface{ Scan(dest ...any) error }

const unsettledColumns = `u.outcome_key, u.stop_id, u.round_id, u.neighbourhood, u.account, u.account_name, u.outcome, u.received, u.note, u.concern, u.unopened,
	u.said_at, u.sent_at, u.why, u.checked, u.state, u.settled_at, u.settled_by, u.reason, u.version`

func scanUnsettled(row scanner) (u Unsettled, err error) {
	var said, sent db.Time
	var settled db.NullTime
	err = row.Scan(&u.Key, &u.Stop, &u.Round, &u.Neighbourhood, &u.Driver.Account, &u.Driver.Name, &u.Outcome, &u.Received, &u.Note, &u.Concern, &u.Unopened,
		&said, &sent, &u.Why, &u.Checked, &u.State, &settled, &u.SettledBy, &u.Reason, &u.Version)
	u.At, u.SentAt, u.SettledAt = said.Time, sent.Time, settled.Time
	return u, err
}

func insertUnsettled(tx *db.Tx, u Unsettled) error {
	_, err := tx.Exec(`INSERT INTO doorstep_unsettled (borough_id, outcome_key, stop_id, round_id, neighbourhood, account, account_name, outcome, received, note,
		concern, unopened, said_at, sent_at, why, checked, state, settled_by, reason, version) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), u.Key, u.Stop, u.Round, u.Neighbourhood, u.Driver.Account, u.Driver.Name, u.Outcome, u.Received, u.Note,
		u.Concern, u.Unopened, u.At, u.SentAt, u.Why, u.Checked, u.State, u.SettledBy, u.Reason, u.Version)
	return err
}

func saveUnsettled(tx *db.Tx, u Unsettled) error {
	n, err := tx.Exec(`UPDATE doorstep_unsettled SET state = ?, settled_at = ?, settled_by = ?, reason = ?, version = version + 1
		WHERE borough_id = ? AND outcome_key = ? AND version = ?`,
		u.State, db.NullTimeOf(u.SettledAt), u.SettledBy, u.Reason, tx.Borough(), u.Key, u.Version)
	return orStale(n, err)
}

func unsettledByKey(r db.Reader, key string) (u Unsettled, found bool, err error) {
	u, err = scanUnsettled(r.QueryRow(`SELECT `+unsettledColumns+` FROM doorstep_unsettled u WHERE u.borough_id = ? AND u.outcome_key = ?`, r.Borough(), key))
	if errors.Is(err, db.ErrNoRows) {
		return Unsettled{}, false, nil
	}
	return u, err == nil, err
}

func openUnsettled(r db.Reader) ([]Unsettled, error) {
	rows, err := r.Query(`SELECT `+unsettledColumns+` FROM doorstep_unsettled u WHERE u.borough_id = ? AND u.state = 'open' ORDER BY u.said_at, u.outcome_key`, r.Borough())
	return db.Collect(rows, err, func(rows *db.Rows) (Unsettled, error) { return scanUnsettled(rows) })
}

// insertPhoto keeps a picture as text, which both engines hold alike. One that is there already
// is left as it is.
func insertPhoto(tx *db.Tx, p Photo) (added bool, err error) {
	n, err := tx.Exec(`INSERT INTO doorstep_photo (borough_id, photo_key, stop_id, outcome_key, account, jpeg, taken_at, added_at) VALUES (?,?,?,?,?,?,?,?)
		ON CONFLICT (borough_id, photo_key) DO NOTHING`,
		tx.Borough(), p.Key, p.Stop, p.Outcome, p.Account, base64.StdEncoding.EncodeToString(p.JPEG), p.TakenAt, p.AddedAt)
	return n > 0, err
}

func photoByKey(r db.Reader, key string) (p Photo, err error) {
	var text string
	var taken, added db.Time
	err = r.QueryRow(`SELECT p.photo_key, p.stop_id, p.outcome_key, p.account, p.jpeg, p.taken_at, p.added_at FROM doorstep_photo p
		WHERE p.borough_id = ? AND p.photo_key = ?`, r.Borough(), key).Scan(&p.Key, &p.Stop, &p.Outcome, &p.Account, &text, &taken, &added)
	if err != nil {
		return Photo{}, orNone(err)
	}
	p.TakenAt, p.AddedAt = taken.Time, added.Time
	p.JPEG, err = base64.StdEncoding.DecodeString(text)
	return p, err
}

func photosOfStop(r db.Reader, id rounds.StopID) ([]Photo, error) {
	rows, err := r.Query(`SELECT p.photo_key, p.stop_id, p.outcome_key, p.account, p.taken_at, p.added_at FROM doorstep_photo p
		WHERE p.borough_id = ? AND p.stop_id = ? ORDER BY p.taken_at, p.photo_key`, r.Borough(), id)
	return db.Collect(rows, err, func(rows *db.Rows) (p Photo, err error) {
		var taken, added db.Time
		err = rows.Scan(&p.Key, &p.Stop, &p.Outcome, &p.Account, &taken, &added)
		p.TakenAt, p.AddedAt = taken.Time, added.Time
		return p, err
	})
}

func dropOld(tx *db.Tx, before time.Time) error {
	if _, err := tx.Exec(`DELETE FROM doorstep_photo WHERE borough_id = ? AND added_at < ?`, tx.Borough(), before); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM doorstep_taken WHERE borough_id = ? AND taken_at < ?`, tx.Borough(), before)
	return err
}

// orStale is the error of a save that met no row.
func orStale(n int64, err error) error {
	if err == nil && n == 0 {
		return stale()
	}
	return err
}

// orNone is the error of a look-up that may find nothing.
func orNone(err error) error {
	if errors.Is(err, db.ErrNoRows) {
		return noSuch("photo")
	}
	return err
}
