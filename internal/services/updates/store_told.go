package updates

import (
	"errors"
	"time"

	"kith/internal/plat/db"
	"kith/internal/registers/accounts"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
)

// insertTold keeps what is told. It reports false when it was told before.
func insertTold(tx *db.Tx, t Told) (first bool, err error) {
	n, err := tx.Exec(`INSERT INTO updates_told (borough_id, id, run_id, event, role, destination, neighbourhood, told_at)
		VALUES (?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING`,
		tx.Borough(), t.ID, t.Run, t.event, t.Role, t.Destination, t.Neighbourhood, t.At)
	return n == 1, err
}

func insertToldTo(tx *db.Tx, id ToldID, account accounts.ID, read bool) error {
	var at db.NullTime
	if read {
		at = db.NullTimeOf(tx.Now())
	}
	_, err := tx.Exec(`INSERT INTO updates_told_to (borough_id, told_id, account_id, mail, read_at) VALUES (?,?,?,'',?)`,
		tx.Borough(), id, account, at)
	return err
}

const toldColumns = `o.id, o.run_id, o.event, o.role, o.destination, o.neighbourhood, o.told_at, u.request_id, u.protocol, u.work,
	s.happened, s.outcome, s.said, s.note, u.record_id,
	CASE WHEN p.restricted THEN 'Restricted' ELSE COALESCE(p.given_names, '') END,
	CASE WHEN p.restricted THEN '' ELSE COALESCE(p.family_name, '') END, COALESCE(p.restricted, FALSE)`

const toldJoins = `
	JOIN protocols_run u ON u.borough_id = o.borough_id AND u.id = o.run_id
	JOIN protocols_step s ON s.borough_id = o.borough_id AND s.run_id = o.run_id AND s.seq = o.event
	LEFT JOIN people_record p ON p.borough_id = o.borough_id AND p.id = u.record_id`

func scanTold(row scanner, more ...any) (t Told, err error) {
	var work db.JSON[protocols.Work]
	var at db.Time
	var given, family string
	var restricted bool
	into := []any{
		&t.ID, &t.Run, &t.event, &t.Role, &t.Destination, &t.Neighbourhood, &at, &t.Request, &t.Protocol, &work,
		&t.Happened, &t.Outcome, &t.Said, &t.Note, &t.Record, &given, &family, &restricted,
	}
	err = row.Scan(append(into, more...)...)
	t.At, t.labels, t.Who = at.Time, work.V.Labels, people.ShortName(given, family)
	if restricted {
		t.labels = append(t.labels, needs.Restricted)
	}
	return t, err
}

func unreadBy(r db.Reader, account string, limit int) ([]Told, error) {
	rows, err := r.Query(`SELECT `+toldColumns+` FROM updates_told_to x
		JOIN updates_told o ON o.borough_id = x.borough_id AND o.id = x.told_id`+toldJoins+`
		WHERE x.borough_id = ? AND x.account_id = ? AND x.read_at IS NULL ORDER BY o.told_at, o.id LIMIT ?`, r.Borough(), account, limit)
	return db.Collect(rows, err, func(rows *db.Rows) (Told, error) { return scanTold(rows) })
}

func readBy(r db.Reader, account string, since time.Time, limit int) ([]Told, error) {
	rows, err := r.Query(`SELECT `+toldColumns+`, x.read_at FROM updates_told_to x
		JOIN updates_told o ON o.borough_id = x.borough_id AND o.id = x.told_id`+toldJoins+`
		WHERE x.borough_id = ? AND x.account_id = ? AND x.read_at >= ? ORDER BY o.told_at DESC, o.id DESC LIMIT ?`, r.Borough(), account, since, limit)
	return db.Collect(rows, err, func(rows *db.Rows) (Told, error) {
		var read db.Time
		t, err := scanTold(rows, &read)
		t.ReadAt = read.Time
		return t, err
	})
}

// unreadByAll lists what nobody has read that was told before a time, or told nobody. hoods
// are the neighbourhoods it may be of; nil is any.
func unreadByAll(r db.Reader, hoods []string, before time.Time, limit int) ([]Told, error) {
	narrow, args := "", []any{r.Borough(), before}
	if hoods != nil {
		marks, ids := db.In(hoods)
		narrow, args = ` AND o.neighbourhood IN (`+marks+`)`, append(args, ids...)
	}
	rows, err := r.Query(`SELECT `+toldColumns+` FROM updates_told o`+toldJoins+`
		WHERE o.borough_id = ?
		AND NOT EXISTS (SELECT 1 FROM updates_told_to x WHERE x.borough_id = o.borough_id AND x.told_id = o.id AND x.read_at IS NOT NULL)
		AND (o.told_at <= ? OR NOT EXISTS (SELECT 1 FROM updates_told_to x
			JOIN accounts_account a ON a.borough_id = x.borough_id AND a.id = x.account_id
			WHERE x.borough_id = o.borough_id AND x.told_id = o.id AND a.disabled_at IS NULL))`+narrow+`
		ORDER BY o.told_at, o.id LIMIT ?`, append(args, limit)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Told, error) { return scanTold(rows) })
}

// toldTo is whose work a note is of, and whether it was told an account.
func toldTo(tx *db.Tx, id ToldID, account string) (hood string, mine, found bool, err error) {
	err = tx.QueryRow(`SELECT o.neighbourhood, EXISTS (SELECT 1 FROM updates_told_to x WHERE x.borough_id = o.borough_id AND x.told_id = o.id AND x.account_id = ?)
		FROM updates_told o WHERE o.borough_id = ? AND o.id = ?`, account, tx.Borough(), id).Scan(&hood, &mine)
	if errors.Is(err, db.ErrNoRows) {
		return "", false, false, nil
	}
	return hood, mine, err == nil, err
}

// markToldRead notes that an account has read a note. It reports false when it had before.
func markToldRead(tx *db.Tx, id ToldID, account string) (first bool, err error) {
	n, err := tx.Exec(`INSERT INTO updates_told_to (borough_id, told_id, account_id, mail, read_at) VALUES (?,?,?,'',?)
		ON CONFLICT (borough_id, told_id, account_id) DO UPDATE SET read_at = excluded.read_at WHERE updates_told_to.borough_id = excluded.borough_id AND updates_told_to.read_at IS NULL`,
		tx.Borough(), id, account, tx.Now())
	return n == 1, err
}

// toMail lists who is still to be written to of a note: who has not read it, and to whom
// nothing went about another note that they have not read since a time.
func toMail(r db.Reader, id ToldID, since time.Time) ([]accounts.ID, error) {
	rows, err := r.Query(`SELECT x.account_id FROM updates_told_to x WHERE x.borough_id = ? AND x.told_id = ? AND x.read_at IS NULL AND x.mail = ''
		AND NOT EXISTS (SELECT 1 FROM updates_told_to y WHERE y.borough_id = x.borough_id AND y.account_id = x.account_id
			AND y.told_id <> x.told_id AND y.read_at IS NULL AND y.mailed_at >= ?) ORDER BY x.account_id`, r.Borough(), id, since)
	return db.Collect(rows, err, func(rows *db.Rows) (a accounts.ID, err error) {
		err = rows.Scan(&a)
		return a, err
	})
}

// setMail notes how far the mail to an account about a note has come, if it stood as was.
func setMail(tx *db.Tx, id ToldID, account accounts.ID, was, is mailState) (first bool, err error) {
	n, err := tx.Exec(`UPDATE updates_told_to SET mail = ?, mailed_at = ? WHERE borough_id = ? AND told_id = ? AND account_id = ? AND mail = ?`,
		is, tx.Now(), tx.Borough(), id, account, was)
	return n == 1, err
}
