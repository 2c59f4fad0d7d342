package food

import (
	"errors"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

const invoiceColumns = `i.id, i.order_id, i.number, i.record_id, i.bill_name, i.bill_address, i.lines, i.total_pence, i.delivered_on, i.made_at, i.batch_id`

func scanInvoice(row scanner) (i Invoice, err error) {
	var lines db.JSON[[]BillLine]
	var made db.Time
	err = row.Scan(&i.ID, &i.Order, &i.Number, &i.Record, &i.Bill.Name, &i.Bill.Address, &lines, &i.Total, &i.Delivered, &made, &i.Batch)
	i.Lines, i.MadeAt = lines.V, made.Time
	return i, err
}

func insertInvoice(tx *db.Tx, i Invoice) error {
	_, err := tx.Exec(`INSERT INTO food_invoice (borough_id, id, order_id, number, record_id, bill_name, bill_address, lines, total_pence,
		delivered_on, made_at, batch_id) VALUES (?,?,?,?,?,?,?,?,?,?,?,'')`,
		tx.Borough(), i.ID, i.Order, i.Number, i.Record, i.Bill.Name, i.Bill.Address, db.JSONOf(i.Lines), int64(i.Total), i.Delivered, i.MadeAt)
	return err
}

// dropInvoice takes away the line of an order that nobody took out yet.
func dropInvoice(tx *db.Tx, id OrderID) (bool, error) {
	n, err := tx.Exec(`DELETE FROM food_invoice WHERE borough_id = ? AND order_id = ? AND batch_id = '' AND total_pence > 0`, tx.Borough(), id)
	return n > 0, err
}

func lastInvoice(r db.Reader, id OrderID) (Invoice, bool, error) {
	i, err := scanInvoice(r.QueryRow(`SELECT `+invoiceColumns+` FROM food_invoice i WHERE i.borough_id = ? AND i.order_id = ?
		ORDER BY i.made_at DESC, i.id DESC`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		return Invoice{}, false, nil
	}
	return i, err == nil, err
}

// invoicesOf reads the lines of a batch; "" is those that wait.
func invoicesOf(r db.Reader, batch BatchID) ([]Invoice, error) {
	rows, err := r.Query(`SELECT `+invoiceColumns+` FROM food_invoice i WHERE i.borough_id = ? AND i.batch_id = ? ORDER BY i.made_at, i.id`,
		r.Borough(), string(batch))
	return db.Collect(rows, err, func(rows *db.Rows) (Invoice, error) { return scanInvoice(rows) })
}

const batchColumns = `b.id, b.number, b.made_at, b.made_by, b.lines, b.total_pence`

func scanBatch(row scanner) (b Batch, err error) {
	var made db.Time
	err = row.Scan(&b.ID, &b.Number, &made, &b.MadeBy, &b.Lines, &b.Total)
	b.MadeAt = made.Time
	return b, err
}

func batches(r db.Reader) ([]Batch, error) {
	rows, err := r.Query(`SELECT `+batchColumns+` FROM food_batch b WHERE b.borough_id = ? ORDER BY b.number DESC`, r.Borough())
	return db.Collect(rows, err, func(rows *db.Rows) (Batch, error) { return scanBatch(rows) })
}

func batchByID(r db.Reader, id BatchID) (Batch, error) {
	b, err := scanBatch(r.QueryRow(`SELECT `+batchColumns+` FROM food_batch b WHERE b.borough_id = ? AND b.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = fault.New(fault.NotFound, "food.no-such-batch", "There is no such batch of invoices.")
	}
	return b, err
}

// nextBatch is the number of the next batch. Two at once take the same, and the index lets
// only one of them keep it.
func nextBatch(r db.Reader) (n int64, err error) {
	err = r.QueryRow(`SELECT COALESCE(MAX(b.number), 0) + 1 FROM food_batch b WHERE b.borough_id = ?`, r.Borough()).Scan(&n)
	return n, err
}

func insertBatch(tx *db.Tx, b Batch) error {
	_, err := tx.Exec(`INSERT INTO food_batch (borough_id, id, number, made_at, made_by, lines, total_pence) VALUES (?,?,?,?,?,0,0)`,
		tx.Borough(), b.ID, b.Number, b.MadeAt, b.MadeBy)
	return err
}

// fillBatch puts into a batch the lines that wait, each of which no other batch can have.
func fillBatch(tx *db.Tx, b *Batch) error {
	if _, err := tx.Exec(`UPDATE food_invoice SET batch_id = ? WHERE borough_id = ? AND batch_id = ''`, b.ID, tx.Borough()); err != nil {
		return err
	}
	err := tx.QueryRow(`SELECT COUNT(*), CAST(COALESCE(SUM(i.total_pence), 0) AS BIGINT) FROM food_invoice i WHERE i.borough_id = ? AND i.batch_id = ?`,
		tx.Borough(), b.ID).Scan(&b.Lines, &b.Total)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE food_batch SET lines = ?, total_pence = ? WHERE borough_id = ? AND id = ?`, b.Lines, int64(b.Total), tx.Borough(), b.ID)
	return err
}
