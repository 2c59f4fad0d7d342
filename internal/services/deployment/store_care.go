package deployment

import (
	"errors"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
	"kith/internal/registers/staff"
)

func insertCheckIn(tx *db.Tx, c CheckIn) error {
	_, err := tx.Exec(`INSERT INTO deployment_check_in (borough_id, id, worker_id, how, hours, needs, at, by) VALUES (?,?,?,?,?,?,?,?)`,
		tx.Borough(), c.ID, c.Worker, c.How, c.Hours, c.Needs, c.At, c.By)
	return err
}

const checkInColumns = `id, worker_id, how, hours, needs, at, by, settled_at, settled_by`

func scanCheckIn(rows *db.Rows) (c CheckIn, err error) {
	var at db.Time
	var settled db.NullTime
	err = rows.Scan(&c.ID, &c.Worker, &c.How, &c.Hours, &c.Needs, &at, &c.By, &settled, &c.SettledBy)
	c.At, c.SettledAt = at.Time, settled.Time
	return c, err
}

// lastCheckIns reads the latest check-in of everybody.
func lastCheckIns(r db.Reader) (map[staff.ID]CheckIn, error) {
	rows, err := r.Query(`SELECT `+checkInColumns+` FROM deployment_check_in c WHERE c.borough_id = ?
		AND NOT EXISTS (SELECT 1 FROM deployment_check_in d WHERE d.borough_id = c.borough_id AND d.worker_id = c.worker_id
			AND (d.at > c.at OR d.at = c.at AND d.id > c.id))`, r.Borough())
	all, err := db.Collect(rows, err, scanCheckIn)
	last := map[staff.ID]CheckIn{}
	for _, c := range all {
		last[c.Worker] = c
	}
	return last, err
}

func checkInsOf(r db.Reader, id staff.ID) ([]CheckIn, error) {
	rows, err := r.Query(`SELECT `+checkInColumns+` FROM deployment_check_in WHERE borough_id = ? AND worker_id = ? ORDER BY at DESC, id DESC LIMIT 50`, r.Borough(), id)
	return db.Collect(rows, err, scanCheckIn)
}

// settle notes that what somebody needed was seen to. It reports false where it was before.
func settle(tx *db.Tx, id CheckInID, of staff.ID) (bool, error) {
	n, err := tx.Exec(`UPDATE deployment_check_in SET settled_at = ?, settled_by = ? WHERE borough_id = ? AND id = ? AND worker_id = ? AND settled_at IS NULL`,
		tx.Now(), tx.Actor(), tx.Borough(), id, of)
	return n == 1, err
}

// insertNotice notes that a manager is told. It reports false when they were before.
func insertNotice(tx *db.Tx, id staff.ID, due day.Date) (bool, error) {
	n, err := tx.Exec(`INSERT INTO deployment_notice (borough_id, worker_id, due_on, told_at, mailed) VALUES (?,?,?,?,'') ON CONFLICT DO NOTHING`,
		tx.Borough(), id, due, tx.Now())
	return n == 1, err
}

// setMailed notes how far the mail of a notice has come, if it stood as was.
func setMailed(tx *db.Tx, id staff.ID, due day.Date, was, is string) (bool, error) {
	n, err := tx.Exec(`UPDATE deployment_notice SET mailed = ? WHERE borough_id = ? AND worker_id = ? AND due_on = ? AND mailed = ?`,
		is, tx.Borough(), id, due, was)
	return n == 1, err
}

func insertReturn(tx *db.Tx, back Return) error {
	_, err := tx.Exec(`INSERT INTO deployment_return (borough_id, id, worker_id, ended_on, handed_to, learnt, thanks, at, by) VALUES (?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), back.ID, back.Worker, back.EndedOn, back.HandedTo, back.Learnt, back.Thanks, back.At, back.By)
	return err
}

func returnsOf(r db.Reader, id staff.ID) ([]Return, error) {
	rows, err := r.Query(`SELECT id, worker_id, ended_on, handed_to, learnt, thanks, at, by FROM deployment_return
		WHERE borough_id = ? AND worker_id = ? ORDER BY at DESC, id DESC`, r.Borough(), id)
	return db.Collect(rows, err, func(rows *db.Rows) (back Return, err error) {
		var at db.Time
		err = rows.Scan(&back.ID, &back.Worker, &back.EndedOn, &back.HandedTo, &back.Learnt, &back.Thanks, &at, &back.By)
		back.At = at.Time
		return back, err
	})
}

func endFeed(tx *db.Tx, id staff.ID) (bool, error) {
	n, err := tx.Exec(`UPDATE deployment_feed SET ended_at = ?, ended_by = ? WHERE borough_id = ? AND worker_id = ? AND ended_at IS NULL`,
		tx.Now(), tx.Actor(), tx.Borough(), id)
	return n == 1, err
}

func insertFeed(tx *db.Tx, hash string, id staff.ID) error {
	_, err := tx.Exec(`INSERT INTO deployment_feed (borough_id, hash, worker_id, made_at, made_by) VALUES (?,?,?,?,?)`,
		tx.Borough(), hash, id, tx.Now(), tx.Actor())
	return err
}

// feedOf reads whose a feed in use is.
func feedOf(r db.Reader, hash string) (id staff.ID, found bool, err error) {
	err = r.QueryRow(`SELECT worker_id FROM deployment_feed WHERE borough_id = ? AND hash = ? AND ended_at IS NULL`, r.Borough(), hash).Scan(&id)
	if errors.Is(err, db.ErrNoRows) {
		return "", false, nil
	}
	return id, err == nil, err
}

func hasFeed(r db.Reader, id staff.ID) (bool, error) {
	var one int
	err := r.QueryRow(`SELECT 1 FROM deployment_feed WHERE borough_id = ? AND worker_id = ? AND ended_at IS NULL`, r.Borough(), id).Scan(&one)
	if errors.Is(err, db.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}
