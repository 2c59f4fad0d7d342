package deployment

import (
	"errors"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/registers/staff"
)

const columns = `s.id, s.worker_id, w.name, s.hub, s.post, s.shift, s.on_day, s.seat, s.from_at, s.to_at, s.name, s.place, s.asks, s.given_at, s.given_by, s.ended_at, s.ended_why`

const fromShifts = ` FROM deployment_shift s JOIN staff_worker w ON w.borough_id = s.borough_id AND w.id = s.worker_id WHERE s.borough_id = ?`

type scanner interface{ Scan(dest ...any) error }

func scanHeld(row scanner) (h Held, err error) {
	var from, to, given db.Time
	var ended db.NullTime
	var asked db.JSON[asks]
	err = row.Scan(&h.ID, &h.Worker, &h.Who, &h.Hub, &h.Post, &h.Shift, &h.Day, &h.Number, &from, &to, &h.Name, &h.Place, &asked, &given, &h.GivenBy, &ended, &h.EndedWhy)
	h.From, h.To, h.GivenAt, h.EndedAt, h.asks = from.Time, to.Time, given.Time, ended.Time, asked.V
	return h, err
}

func collect(rows *db.Rows, err error) ([]Held, error) {
	return db.Collect(rows, err, func(rows *db.Rows) (Held, error) { return scanHeld(rows) })
}

// insertHeld gives a seat to somebody. It reports false where somebody has it already.
func insertHeld(tx *db.Tx, h Held) (bool, error) {
	n, err := tx.Exec(`INSERT INTO deployment_shift (borough_id, id, worker_id, hub, post, shift, on_day, seat, from_at, to_at, name, place, asks, given_at, given_by)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING`,
		tx.Borough(), h.ID, h.Worker, h.Hub, h.Post, h.Shift, h.Day, h.Number, h.From, h.To, h.Name, h.Place, db.JSONOf(h.asks), h.GivenAt, h.GivenBy)
	return n == 1, err
}

// endHeld takes a seat off somebody. It reports false where it was off already.
func endHeld(tx *db.Tx, id HeldID, why string) (bool, error) {
	n, err := tx.Exec(`UPDATE deployment_shift SET ended_at = ?, ended_by = ?, ended_why = ? WHERE borough_id = ? AND id = ? AND ended_at IS NULL`,
		tx.Now(), tx.Actor(), why, tx.Borough(), id)
	return n == 1, err
}

// endAfter takes every seat off somebody that begins after now.
func endAfter(tx *db.Tx, id staff.ID, why string) (int64, error) {
	return tx.Exec(`UPDATE deployment_shift SET ended_at = ?, ended_by = ?, ended_why = ?
		WHERE borough_id = ? AND worker_id = ? AND from_at > ? AND ended_at IS NULL`,
		tx.Now(), tx.Actor(), why, tx.Borough(), id, tx.Now())
}

func heldByID(r db.Reader, id HeldID) (Held, error) {
	h, err := scanHeld(r.QueryRow(`SELECT `+columns+fromShifts+` AND s.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = fault.New(fault.NotFound, "deployment.no-such-shift", "There is no such shift.")
	}
	return h, err
}

// between reads the seats that are worked on some days, the last included.
func between(r db.Reader, first, last day.Date) ([]Held, error) {
	rows, err := r.Query(`SELECT `+columns+fromShifts+` AND s.on_day >= ? AND s.on_day <= ? AND s.ended_at IS NULL ORDER BY s.from_at, s.id`,
		r.Borough(), first, last)
	return collect(rows, err)
}

// heldBy reads somebody's seats that end after a time; with those taken off, ended too.
func heldBy(r db.Reader, id staff.ID, since time.Time, ended bool) ([]Held, error) {
	rows, err := r.Query(`SELECT `+columns+fromShifts+` AND s.worker_id = ? AND s.to_at >= ? AND (? OR s.ended_at IS NULL) ORDER BY s.from_at, s.id`,
		r.Borough(), id, since, ended)
	return collect(rows, err)
}

type lockRow struct {
	Seat
	worker   staff.ID
	ruledOut bool
}

func insertLock(tx *db.Tx, l lockRow) error {
	_, err := tx.Exec(`INSERT INTO deployment_lock (borough_id, hub, post, shift, on_day, seat, worker_id, ruled_out, locked_at, locked_by) VALUES (?,?,?,?,?,?,?,?,?,?)
		ON CONFLICT (borough_id, hub, post, shift, on_day, seat, worker_id) DO UPDATE SET ruled_out = excluded.ruled_out, locked_at = excluded.locked_at, locked_by = excluded.locked_by`,
		tx.Borough(), l.Hub, l.Post, l.Shift, l.Day, l.Number, l.worker, l.ruledOut, tx.Now(), tx.Actor())
	return err
}

// deleteLocks forgets what was decided by hand of a seat: who is to have it, and with out
// also who is not to.
func deleteLocks(tx *db.Tx, s Seat, out bool) error {
	_, err := tx.Exec(`DELETE FROM deployment_lock WHERE borough_id = ? AND hub = ? AND post = ? AND shift = ? AND on_day = ? AND seat = ? AND (? OR NOT ruled_out)`,
		tx.Borough(), s.Hub, s.Post, s.Shift, s.Day, s.Number, out)
	return err
}

func locksOf(r db.Reader, first, last day.Date) ([]lockRow, error) {
	rows, err := r.Query(`SELECT hub, post, shift, on_day, seat, worker_id, ruled_out FROM deployment_lock
		WHERE borough_id = ? AND on_day >= ? AND on_day <= ? ORDER BY locked_at, worker_id`, r.Borough(), first, last)
	return db.Collect(rows, err, func(rows *db.Rows) (l lockRow, err error) {
		err = rows.Scan(&l.Hub, &l.Post, &l.Shift, &l.Day, &l.Number, &l.worker, &l.ruledOut)
		return l, err
	})
}
