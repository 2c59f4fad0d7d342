package rounds

import (
	"errors"
	"time"

	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/work/deliveries"
)

// told is what was last written of a delivery to whoever waits for it.
type told struct {
	Plan     PlanID
	Delivery deliveries.ID
	Record   people.RecordID
	ArriveAt time.Time
	Off      bool   // that it does not come
	Message  string // the key of what was written
}

const toldColumns = `t.plan_id, t.source_id, t.record_id, t.arrive_at, t.off, t.message`

func scanTold(row scanner) (one told, err error) {
	var arrive db.Time
	err = row.Scan(&one.Plan, &one.Delivery, &one.Record, &arrive, &one.Off, &one.Message)
	one.ArriveAt = arrive.Time
	return one, err
}

func putTold(tx *db.Tx, one told) error {
	_, err := tx.Exec(`INSERT INTO rounds_told (borough_id, plan_id, source_id, record_id, arrive_at, off, message, told_at) VALUES (?,?,?,?,?,?,?,?)
		ON CONFLICT (borough_id, plan_id, source_id) DO UPDATE SET arrive_at = excluded.arrive_at, off = excluded.off, message = excluded.message, told_at = excluded.told_at`,
		tx.Borough(), one.Plan, one.Delivery, one.Record, one.ArriveAt, one.Off, one.Message, tx.Now())
	return err
}

// toldOf is what was written of the deliveries of a plan, by delivery.
func toldOf(r db.Reader, plan PlanID) (map[deliveries.ID]told, error) {
	rows, err := r.Query(`SELECT `+toldColumns+` FROM rounds_told t WHERE t.borough_id = ? AND t.plan_id = ?`, r.Borough(), plan)
	all := map[deliveries.ID]told{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (struct{}, error) {
		one, err := scanTold(rows)
		all[one.Delivery] = one
		return struct{}{}, err
	})
	return all, err
}

// toldBy is what a message was to say, by its key; false where another has been written since.
func toldBy(r db.Reader, key string) (one told, found bool, err error) {
	one, err = scanTold(r.QueryRow(`SELECT `+toldColumns+` FROM rounds_told t WHERE t.borough_id = ? AND t.message = ?`, r.Borough(), key))
	if errors.Is(err, db.ErrNoRows) {
		return told{}, false, nil
	}
	return one, err == nil, err
}
