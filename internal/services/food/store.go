package food

import (
	"errors"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

var zero time.Time

const columns = `o.id, o.number, o.need_id, o.request_id, o.record_id, o.task_id, o.neighbourhood, o.from_place, o.name, o.private,
	o.adults, o.children, o.babies, o.options, o.diet_note, o.chosen, o.kind, o.total_pence, o.bill_name, o.bill_address, o.collect,
	o.window_day, o.window_part, o.door_note, o.state, o.boxes, o.ordered_at, o.ordered_by, o.packed_at, o.packed_by, o.out_at,
	o.ended_at, o.reason, o.blueprint_version, o.version`

type scanner interface{ Scan(dest ...any) error }

func scanOrder(row scanner) (o Order, err error) {
	var options db.JSON[[]string]
	var chosen db.JSON[[]Chosen]
	var ordered db.Time
	var packed, out, ended db.NullTime
	err = row.Scan(&o.ID, &o.Number, &o.Need, &o.Request, &o.Record, &o.Task, &o.Hub, &o.From, &o.Name, &o.Private,
		&o.Household.Adults, &o.Household.Children, &o.Household.Babies, &options, &o.DietNote, &chosen, &o.Kind, &o.Total,
		&o.Bill.Name, &o.Bill.Address, &o.Collect, &o.Window.Day, &o.Window.Part, &o.DoorNote, &o.State, &o.Boxes, &ordered,
		&o.OrderedBy, &packed, &o.PackedBy, &out, &ended, &o.Reason, &o.Blueprint, &o.Version)
	o.Options, o.Chosen, o.OrderedAt = options.V, chosen.V, ordered.Time
	o.PackedAt, o.OutAt, o.EndedAt = packed.Time, out.Time, ended.Time
	return o, err
}

func insertOrder(tx *db.Tx, o Order, key string) error {
	_, err := tx.Exec(`INSERT INTO food_order (borough_id, id, number, need_id, request_id, record_id, task_id, neighbourhood, from_place,
		name, private, adults, children, babies, options, diet_note, chosen, kind, total_pence, bill_name, bill_address, collect,
		window_day, window_part, door_note, state, boxes, ordered_at, ordered_by, packed_by, reason, blueprint_version,
		idempotency_key, version) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), o.ID, o.Number, o.Need, o.Request, o.Record, o.Task, o.Hub, o.From, o.Name, o.Private,
		o.Household.Adults, o.Household.Children, o.Household.Babies, db.JSONOf(o.Options), o.DietNote, db.JSONOf(o.Chosen), o.Kind,
		int64(o.Total), o.Bill.Name, o.Bill.Address, o.Collect, o.Window.Day, o.Window.Part, o.DoorNote, o.State, o.Boxes,
		o.OrderedAt, o.OrderedBy, o.PackedBy, o.Reason, o.Blueprint, key, o.Version)
	if err != nil {
		return err
	}
	for at, i := range o.Items {
		if _, err := tx.Exec(`INSERT INTO food_item (borough_id, order_id, position, hamper, name, quantity, pence, grams, packed, weighed)
			VALUES (?,?,?,?,?,?,?,?,?,?)`, tx.Borough(), o.ID, at, i.Hamper, i.Name, i.Quantity, int64(i.Pence), i.Grams, i.Packed, i.Weighed); err != nil {
			return err
		}
	}
	return nil
}

// saveOrder writes what an action may change, guarded by the version the order was read at.
func saveOrder(tx *db.Tx, o Order) error {
	n, err := tx.Exec(`UPDATE food_order SET state = ?, boxes = ?, packed_at = ?, packed_by = ?, out_at = ?, ended_at = ?, reason = ?,
		version = version + 1 WHERE borough_id = ? AND id = ? AND version = ?`,
		o.State, o.Boxes, db.NullTimeOf(o.PackedAt), o.PackedBy, db.NullTimeOf(o.OutAt), db.NullTimeOf(o.EndedAt), o.Reason,
		tx.Borough(), o.ID, o.Version)
	if err == nil && n == 0 {
		return stale(o)
	}
	return err
}

func savePacked(tx *db.Tx, o Order) error {
	for at, i := range o.Items {
		if _, err := tx.Exec(`UPDATE food_item SET packed = ?, weighed = ? WHERE borough_id = ? AND order_id = ? AND position = ?`,
			i.Packed, i.Weighed, tx.Borough(), o.ID, at); err != nil {
			return err
		}
	}
	return nil
}

func orderByID(r db.Reader, id OrderID) (Order, error) {
	o, found, err := oneOrder(r, r.QueryRow(`SELECT `+columns+` FROM food_order o WHERE o.borough_id = ? AND o.id = ?`, r.Borough(), id))
	if err == nil && !found {
		err = fault.New(fault.NotFound, "food.no-such-order", "There is no such order, or it is with another hub.")
	}
	return o, err
}

func orderByKey(r db.Reader, key string) (Order, bool, error) {
	return oneOrder(r, r.QueryRow(`SELECT `+columns+` FROM food_order o WHERE o.borough_id = ? AND o.idempotency_key = ?`, r.Borough(), key))
}

func oneOrder(r db.Reader, row scanner) (Order, bool, error) {
	o, err := scanOrder(row)
	if errors.Is(err, db.ErrNoRows) {
		return Order{}, false, nil
	}
	if err != nil {
		return Order{}, false, err
	}
	o.Items, err = itemsOf(r, o.ID)
	return o, err == nil, err
}

func itemsOf(r db.Reader, id OrderID) ([]Item, error) {
	rows, err := r.Query(`SELECT i.hamper, i.name, i.quantity, i.pence, i.grams, i.packed, i.weighed FROM food_item i
		WHERE i.borough_id = ? AND i.order_id = ? ORDER BY i.position`, r.Borough(), id)
	return db.Collect(rows, err, func(rows *db.Rows) (i Item, err error) {
		return i, rows.Scan(&i.Hamper, &i.Name, &i.Quantity, &i.Pence, &i.Grams, &i.Packed, &i.Weighed)
	})
}
