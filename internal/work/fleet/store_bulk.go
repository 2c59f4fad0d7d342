package fleet

import (
	"kith/internal/kernel/day"
	"kith/internal/plat/db"
	"kith/internal/work/deliveries"
)

const bulkColumns = `b.id, b.number, b.what, b.depot, b.organisation_id, b.to_name, b.to_address, b.postcode, b.neighbourhood, b.boxes, b.grams, b.chilled, b.bags,
	b.window_day, b.window_part, b.notes, b.state, b.ready_at, b.made_by, b.ended_at, b.version`

func scanBulk(row scanner) (b Bulk, err error) {
	var ready db.Time
	var ended db.NullTime
	err = row.Scan(&b.ID, &b.Number, &b.What, &b.Depot, &b.Organisation, &b.To, &b.Address, &b.Postcode, &b.Neighbourhood,
		&b.Load.Boxes, &b.Load.Grams, &b.Load.Chilled, &b.Load.Bags, &b.Window.Day, &b.Window.Part, &b.Notes, &b.State, &ready, &b.MadeBy, &ended, &b.Version)
	b.ReadyAt, b.EndedAt = ready.Time, ended.Time
	return b, err
}

func insertBulk(tx *db.Tx, b Bulk) error {
	_, err := tx.Exec(`INSERT INTO fleet_bulk (borough_id, id, number, what, depot, organisation_id, to_name, to_address, postcode, neighbourhood,
		boxes, grams, chilled, bags, window_day, window_part, notes, state, ready_at, made_by, version) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), b.ID, b.Number, b.What, b.Depot, b.Organisation, b.To, b.Address, b.Postcode, b.Neighbourhood,
		b.Load.Boxes, b.Load.Grams, b.Load.Chilled, b.Load.Bags, b.Window.Day, b.Window.Part, b.Notes, b.State, b.ReadyAt, b.MadeBy, b.Version)
	return err
}

// moveBulk says where a bulk load stands now.
func moveBulk(tx *db.Tx, b Bulk, to deliveries.State) error {
	ended := db.NullTime{}
	if to.Ended() {
		ended = db.NullTimeOf(tx.Now())
	}
	n, err := tx.Exec(`UPDATE fleet_bulk SET state = ?, ended_at = ?, version = version + 1 WHERE borough_id = ? AND id = ? AND version = ?`,
		to, ended, tx.Borough(), b.ID, b.Version)
	return orStale(n, err, "load")
}

// BulkByID reads a bulk load through the caller's handle.
func BulkByID(r db.Reader, id BulkID) (Bulk, error) {
	b, err := scanBulk(r.QueryRow(`SELECT `+bulkColumns+` FROM fleet_bulk b WHERE b.borough_id = ? AND b.id = ?`, r.Borough(), id))
	return b, orNone(err, "load")
}

// BulksIn reads loads in a state, wanted until a day (the zero day is any), of some
// neighbourhoods (nil is all).
func BulksIn(r db.Reader, state deliveries.State, until day.Date, hoods []string) ([]Bulk, error) {
	narrow, args := "", []any{r.Borough(), state}
	if !until.IsZero() {
		narrow, args = narrow+` AND b.window_day <= ?`, append(args, until)
	}
	if hoods != nil {
		marks, ids := db.In(hoods)
		narrow, args = narrow+` AND b.neighbourhood IN (`+marks+`)`, append(args, ids...)
	}
	rows, err := r.Query(`SELECT `+bulkColumns+` FROM fleet_bulk b WHERE b.borough_id = ? AND b.state = ?`+narrow+` ORDER BY b.window_day, b.ready_at, b.id LIMIT 2000`, args...)
	return db.Collect(rows, err, func(rows *db.Rows) (Bulk, error) { return scanBulk(rows) })
}
