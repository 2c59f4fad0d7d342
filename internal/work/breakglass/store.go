package breakglass

import (
	"errors"
	"time"

	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/policy"
)

const columns = `o.id, o.record_id, o.neighbourhood, o.danger, o.reason, o.opened_by, o.opened_name, o.opened_at, o.closed_at, o.mailed,
	o.reviewed_by, o.reviewed_name, o.reviewed_at, o.verdict, o.remark`

// most is how many openings a list shows.
const most = 500

type scanner interface{ Scan(dest ...any) error }

func scan(row scanner) (o Opening, err error) {
	var at db.Time
	var closed, reviewed db.NullTime
	err = row.Scan(&o.ID, &o.Record, &o.Neighbourhood, &o.Danger, &o.Reason, &o.By, &o.ByName, &at, &closed, &o.Mailed,
		&o.ReviewedBy, &o.ReviewedName, &reviewed, &o.Verdict, &o.Remark)
	o.At, o.ClosedAt, o.ReviewedAt = at.Time, closed.Time, reviewed.Time
	return o, err
}

func insert(tx *db.Tx, o Opening) error {
	_, err := tx.Exec(`INSERT INTO breakglass_opening (borough_id, id, record_id, neighbourhood, danger, reason, opened_by, opened_name, opened_at)
		VALUES (?,?,?,?,?,?,?,?,?)`, tx.Borough(), o.ID, o.Record, o.Neighbourhood, o.Danger, o.Reason, o.By, o.ByName, o.At)
	return err
}

func byID(r db.Reader, id ID) (Opening, error) {
	o, err := scan(r.QueryRow(`SELECT `+columns+` FROM breakglass_opening o WHERE o.borough_id = ? AND o.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = noSuch()
	}
	return o, err
}

func ofAccount(r db.Reader, account string, after time.Time) ([]Opening, error) {
	rows, err := r.Query(`SELECT `+columns+` FROM breakglass_opening o
		WHERE o.borough_id = ? AND o.opened_by = ? AND o.opened_at > ? ORDER BY o.opened_at DESC, o.id DESC`, r.Borough(), account, after)
	return db.Collect(rows, err, func(rows *db.Rows) (Opening, error) { return scan(rows) })
}

// since are the openings nobody has reviewed and those made after a time, oldest first.
func since(r db.Reader, after time.Time) ([]Opening, error) {
	rows, err := r.Query(`SELECT `+columns+` FROM breakglass_opening o
		WHERE o.borough_id = ? AND (o.reviewed_at IS NULL OR o.opened_at > ?) ORDER BY o.opened_at, o.id LIMIT ?`, r.Borough(), after, most)
	return db.Collect(rows, err, func(rows *db.Rows) (Opening, error) { return scan(rows) })
}

func closeOpening(tx *db.Tx, id ID) error {
	_, err := tx.Exec(`UPDATE breakglass_opening SET closed_at = ? WHERE borough_id = ? AND id = ? AND closed_at IS NULL`, tx.Now(), tx.Borough(), id)
	return err
}

func keepMailed(tx *db.Tx, id ID, n int) error {
	_, err := tx.Exec(`UPDATE breakglass_opening SET mailed = ? WHERE borough_id = ? AND id = ?`, n, tx.Borough(), id)
	return err
}

func keepReview(tx *db.Tx, id ID, who access.Principal, v Verdict, remark string) (first bool, err error) {
	n, err := tx.Exec(`UPDATE breakglass_opening SET reviewed_by = ?, reviewed_name = ?, reviewed_at = ?, verdict = ?, remark = ?
		WHERE borough_id = ? AND id = ? AND reviewed_at IS NULL AND opened_by <> ?`, who.Account, who.Name, tx.Now(), v, remark, tx.Borough(), id, who.Account)
	return n == 1, err
}

func insertRead(tx *db.Tx, of ID, id ident.ID[Read], part policy.Group, fields []string) error {
	_, err := tx.Exec(`INSERT INTO breakglass_read (borough_id, opening_id, id, part, fields, read_at) VALUES (?,?,?,?,?,?)`,
		tx.Borough(), of, id, part, db.JSONOf(fields), tx.Now())
	return err
}

func readsOf(r db.Reader, of ID) ([]Read, error) {
	rows, err := r.Query(`SELECT b.part, b.fields, b.read_at FROM breakglass_read b WHERE b.borough_id = ? AND b.opening_id = ? ORDER BY b.read_at, b.id`, r.Borough(), of)
	return db.Collect(rows, err, func(rows *db.Rows) (one Read, err error) {
		var at db.Time
		var fields db.JSON[[]string]
		err = rows.Scan(&one.Part, &fields, &at)
		one.Fields, one.At = fields.V, at.Time
		return one, err
	})
}
