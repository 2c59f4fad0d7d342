package deliveries

import (
	"errors"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

var zero time.Time

const columns = `d.id, d.kind, d.source_id, d.number, d.need_id, d.record_id, d.neighbourhood, d.from_place, d.collect,
	d.boxes, d.grams, d.window_day, d.window_part, d.notes, d.state, d.attempts, d.ready_at, d.out_at, d.ended_at, d.version,
	d.from_postcode, d.staff_only, d.chilled, d.bags, d.marks`

type scanner interface{ Scan(dest ...any) error }

func scanDelivery(row scanner) (d Delivery, err error) {
	var ready db.Time
	var out, ended db.NullTime
	var marks db.JSON[[]string]
	err = row.Scan(&d.ID, &d.Kind, &d.Source, &d.Number, &d.Need, &d.Record, &d.Hub, &d.From, &d.Collect,
		&d.Load.Boxes, &d.Load.Grams, &d.Window.Day, &d.Window.Part, &d.Notes, &d.State, &d.Attempts, &ready, &out, &ended, &d.Version,
		&d.FromPostcode, &d.StaffOnly, &d.Load.Chilled, &d.Load.Bags, &marks)
	d.Marks = marks.V
	d.ReadyAt, d.OutAt, d.EndedAt = ready.Time, out.Time, ended.Time
	return d, err
}

func insertDelivery(tx *db.Tx, d Delivery) error {
	_, err := tx.Exec(`INSERT INTO deliveries_delivery (borough_id, id, kind, source_id, number, need_id, record_id, neighbourhood,
		from_place, collect, boxes, grams, window_day, window_part, notes, state, attempts, ready_at, version,
		from_postcode, staff_only, chilled, bags, marks)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), d.ID, d.Kind, d.Source, d.Number, d.Need, d.Record, d.Hub, d.From, d.Collect, d.Load.Boxes, d.Load.Grams,
		d.Window.Day, d.Window.Part, d.Notes, d.State, d.Attempts, d.ReadyAt, d.Version,
		d.FromPostcode, d.StaffOnly, d.Load.Chilled, d.Load.Bags, db.JSONOf(d.Marks))
	return err
}

func saveDelivery(tx *db.Tx, d Delivery) error {
	n, err := tx.Exec(`UPDATE deliveries_delivery SET number = ?, need_id = ?, record_id = ?, neighbourhood = ?, from_place = ?, collect = ?,
		boxes = ?, grams = ?, window_day = ?, window_part = ?, notes = ?, state = ?, attempts = ?, ready_at = ?, out_at = ?, ended_at = ?,
		from_postcode = ?, staff_only = ?, chilled = ?, bags = ?, marks = ?,
		version = version + 1 WHERE borough_id = ? AND id = ? AND version = ?`,
		d.Number, d.Need, d.Record, d.Hub, d.From, d.Collect, d.Load.Boxes, d.Load.Grams, d.Window.Day, d.Window.Part, d.Notes,
		d.State, d.Attempts, d.ReadyAt, db.NullTimeOf(d.OutAt), db.NullTimeOf(d.EndedAt),
		d.FromPostcode, d.StaffOnly, d.Load.Chilled, d.Load.Bags, db.JSONOf(d.Marks), tx.Borough(), d.ID, d.Version)
	if err == nil && n == 0 {
		err = fault.New(fault.Stale, "deliveries.stale", "Somebody else has changed this delivery since you opened it. Look at it again, then decide.")
	}
	return err
}

func deliveryOf(r db.Reader, kind Kind, source string) (d Delivery, found bool, err error) {
	d, err = scanDelivery(r.QueryRow(`SELECT `+columns+` FROM deliveries_delivery d
		WHERE d.borough_id = ? AND d.kind = ? AND d.source_id = ?`, r.Borough(), kind, source))
	if errors.Is(err, db.ErrNoRows) {
		return Delivery{}, false, nil
	}
	return d, err == nil, err
}

// listDeliveries reads deliveries in the order in which somebody loads them: by hub, then by
// when they are wanted.
func listDeliveries(r db.Reader, f Filter) ([]Delivery, error) {
	where, args := `1 = 1`, []any{r.Borough()}
	add := func(cond string, more ...any) { where, args = where+" AND "+cond, append(args, more...) }
	if f.Neighbourhoods != nil {
		marks, ids := db.In(f.Neighbourhoods)
		add(`d.neighbourhood IN (`+marks+`)`, ids...)
	}
	if len(f.States) > 0 {
		marks, states := db.In(f.States)
		add(`d.state IN (`+marks+`)`, states...)
	}
	if !f.Until.IsZero() {
		add(`d.window_day <= ?`, f.Until)
	}
	rows, err := r.Query(`SELECT `+columns+` FROM deliveries_delivery d WHERE d.borough_id = ? AND `+where+`
		ORDER BY d.neighbourhood, d.window_day, d.ready_at, d.id LIMIT ?`, append(args, f.Limit)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Delivery, error) { return scanDelivery(rows) })
}

// withAddresses reads whom deliveries are for. Somebody who is no longer known has no address.
func withAddresses(r db.Reader, all []Delivery) (map[people.RecordID]people.Record, error) {
	found := map[people.RecordID]people.Record{}
	for _, d := range all {
		if _, known := found[d.Record]; known {
			continue
		}
		record, err := people.RecordIn(r, d.Record)
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return nil, err
		}
		found[d.Record] = record
	}
	return found, nil
}

// deliveryByID reads a delivery by its id.
func deliveryByID(r db.Reader, id ID) (Delivery, error) {
	d, err := scanDelivery(r.QueryRow(`SELECT `+columns+` FROM deliveries_delivery d WHERE d.borough_id = ? AND d.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = fault.New(fault.NotFound, "deliveries.no-such", "There is no such delivery.")
	}
	return d, err
}
