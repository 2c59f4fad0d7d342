package messages

import (
	"errors"

	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

const inboundColumns = `i.id, i.carrier_id, i.from_number, i.body, i.meaning, COALESCE(i.record_id, ''), i.neighbourhood, i.received_at, i.read_at, i.read_by`

func scanInbound(row scanner) (t Inbound, err error) {
	var received db.Time
	var read db.NullTime
	err = row.Scan(&t.ID, &t.CarrierID, &t.From, &t.Body, &t.Gist, &t.Record, &t.Neighbourhood, &received, &read, &t.ReadBy)
	t.ReceivedAt, t.ReadAt = received.Time, read.Time
	return t, err
}

// insertInbound keeps a text. It reports false when it was told before.
func insertInbound(tx *db.Tx, t Inbound) (first bool, err error) {
	n, err := tx.Exec(`INSERT INTO messages_inbound (borough_id, id, carrier_id, from_number, body, meaning, record_id,
		neighbourhood, received_at, read_at, read_by) VALUES (?,?,?,?,?,?,NULLIF(?,''),?,?,?,?) ON CONFLICT DO NOTHING`,
		tx.Borough(), t.ID, t.CarrierID, t.From, t.Body, t.Gist, string(t.Record), t.Neighbourhood, t.ReceivedAt,
		db.NullTimeOf(t.ReadAt), t.ReadBy)
	return n == 1, err
}

func inboundByID(r db.Reader, id InboundID) (Inbound, error) {
	t, err := scanInbound(r.QueryRow(`SELECT `+inboundColumns+` FROM messages_inbound i WHERE i.borough_id = ? AND i.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = noSuchMessage()
	}
	return t, err
}

// inboundOf lists the texts of a person, the latest first.
func inboundOf(r db.Reader, records []people.RecordID, limit int) ([]Inbound, error) {
	marks, ids := db.In(records)
	rows, err := r.Query(`SELECT `+inboundColumns+` FROM messages_inbound i WHERE i.borough_id = ? AND i.record_id IN (`+marks+`)
		ORDER BY i.received_at DESC, i.id DESC LIMIT ?`, append(append([]any{r.Borough()}, ids...), limit)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Inbound, error) { return scanInbound(rows) })
}

func markRead(tx *db.Tx, id InboundID) (bool, error) {
	n, err := tx.Exec(`UPDATE messages_inbound SET read_at = ?, read_by = ? WHERE borough_id = ? AND id = ? AND read_at IS NULL`,
		tx.Now(), tx.Actor(), tx.Borough(), id)
	return n == 1, err
}

func stopNumber(tx *db.Tx, number phone.Number) error {
	if number.IsZero() {
		return nil
	}
	_, err := tx.Exec(`INSERT INTO messages_stopped (borough_id, number, since) VALUES (?,?,?) ON CONFLICT DO NOTHING`, tx.Borough(), number, tx.Now())
	return err
}

func startNumber(tx *db.Tx, number phone.Number) error {
	_, err := tx.Exec(`DELETE FROM messages_stopped WHERE borough_id = ? AND number = ?`, tx.Borough(), number)
	return err
}

func stoppedNumber(r db.Reader, number phone.Number) (bool, error) {
	var n int
	err := r.QueryRow(`SELECT COUNT(*) FROM messages_stopped s WHERE s.borough_id = ? AND s.number = ?`, r.Borough(), number).Scan(&n)
	return n > 0, err
}

// unreadInbound lists texts nobody has read, the oldest first. hoods are the neighbourhoods
// they may be of; nil is any, and "" is nobody's.
func unreadInbound(r db.Reader, who access.Principal, hoods []string, limit int) ([]Inbound, error) {
	seen, args := people.Visible(who)
	args = append([]any{r.Borough(), r.Borough()}, args...)
	narrow := ""
	if hoods != nil {
		marks, ids := db.In(hoods)
		narrow, args = ` AND i.neighbourhood IN (`+marks+`)`, append(args, ids...)
	}
	rows, err := r.Query(`SELECT `+inboundColumns+` FROM messages_inbound i WHERE i.borough_id = ? AND i.read_at IS NULL
		AND (i.record_id IS NULL OR EXISTS (SELECT 1 FROM people_record p WHERE p.borough_id = ? AND p.id = i.record_id AND `+seen+`))`+narrow+`
		ORDER BY i.received_at, i.id LIMIT ?`, append(args, limit)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Inbound, error) { return scanInbound(rows) })
}
