package food

import (
	"errors"

	"kith/internal/plat/db"
	"kith/internal/work/tasks"
)

const voucherColumns = `v.number, v.task_id, v.need_id, v.neighbourhood, v.organisation_id, v.given_at, t.kind, t.state, t.outcome, t.closed_at`

// scanVoucher reads a voucher with how its task stands, which is how it stands.
func scanVoucher(row scanner) (v Voucher, err error) {
	var given db.Time
	var t tasks.Task
	var closed db.NullTime
	err = row.Scan(&v.Number, &v.Task, &v.Need, &v.Hub, &v.Organisation, &given, &t.Kind, &t.State, &t.Outcome, &closed)
	if v.GivenAt = given.Time; t.Met() {
		v.UsedAt = closed.Time
	} else {
		v.VoidAt = closed.Time
	}
	return v, err
}

func voucherOf(r db.Reader, id tasks.ID) (Voucher, bool, error) {
	v, err := scanVoucher(r.QueryRow(`SELECT `+voucherColumns+` FROM food_voucher v
		JOIN tasks_task t ON t.borough_id = v.borough_id AND t.id = v.task_id
		WHERE v.borough_id = ? AND v.task_id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		return Voucher{}, false, nil
	}
	return v, err == nil, err
}

// insertVoucher keeps a voucher; first is false when another has its number.
func insertVoucher(tx *db.Tx, v Voucher) (first bool, err error) {
	n, err := tx.Exec(`INSERT INTO food_voucher (borough_id, number, task_id, need_id, neighbourhood, organisation_id, given_at) VALUES (?,?,?,?,?,?,?)
		ON CONFLICT (borough_id, number) DO NOTHING`, tx.Borough(), v.Number, v.Task, v.Need, v.Hub, v.Organisation, v.GivenAt)
	return n == 1, err
}

func saveVoucher(tx *db.Tx, v Voucher) error {
	_, err := tx.Exec(`UPDATE food_voucher SET organisation_id = ? WHERE borough_id = ? AND number = ?`, v.Organisation, tx.Borough(), v.Number)
	return err
}

func listVouchers(r db.Reader, f VoucherFilter) ([]Voucher, error) {
	where, args := `1 = 1`, []any{r.Borough()}
	if f.Neighbourhoods != nil {
		marks, ids := db.In(f.Neighbourhoods)
		where, args = where+` AND v.neighbourhood IN (`+marks+`)`, append(args, ids...)
	}
	if f.Number != "" {
		where, args = where+` AND v.number = ?`, append(args, f.Number)
	}
	rows, err := r.Query(`SELECT `+voucherColumns+` FROM food_voucher v
		JOIN tasks_task t ON t.borough_id = v.borough_id AND t.id = v.task_id WHERE v.borough_id = ? AND `+where+` ORDER BY v.given_at DESC, v.number LIMIT ?`, append(args, f.Limit)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Voucher, error) { return scanVoucher(rows) })
}
