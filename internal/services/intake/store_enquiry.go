package intake

import (
	"errors"
	"time"

	"kith/internal/feature"
	"kith/internal/plat/db"
)

func insertEnquiry(tx *db.Tx, e Enquiry, key string) (first bool, err error) {
	n, err := tx.Exec(`INSERT INTO intake_enquiry (borough_id, id, idempotency_key, subject, channel, place, neighbourhood, counted_by, counted_at)
		VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (borough_id, idempotency_key) DO NOTHING`,
		tx.Borough(), e.ID, key, e.Subject, e.Channel, e.Place, e.Neighbourhood, tx.Actor(), e.CountedAt)
	return n == 1, err
}

func countOwnEnquiries(r db.Reader, by string, since time.Time) (n int, err error) {
	err = r.QueryRow(`SELECT COUNT(*) FROM intake_enquiry e WHERE e.borough_id = ? AND e.counted_by = ? AND e.counted_at >= ?`,
		r.Borough(), by, since).Scan(&n)
	return n, err
}

func lastEnquiryPlace(r db.Reader, by string) (place string, err error) {
	err = r.QueryRow(`SELECT e.place FROM intake_enquiry e WHERE e.borough_id = ? AND e.counted_by = ?
		ORDER BY e.counted_at DESC, e.id DESC LIMIT 1`, r.Borough(), by).Scan(&place)
	if errors.Is(err, db.ErrNoRows) {
		return "", nil
	}
	return place, err
}

func deleteLastEnquiry(tx *db.Tx, by string, since time.Time) (bool, error) {
	n, err := tx.Exec(`DELETE FROM intake_enquiry WHERE borough_id = ? AND id = (
		SELECT e.id FROM intake_enquiry e WHERE e.borough_id = ? AND e.counted_by = ? AND e.counted_at >= ?
		ORDER BY e.counted_at DESC, e.id DESC LIMIT 1)`, tx.Borough(), tx.Borough(), by, since)
	return n == 1, err
}

func countEnquiries(r db.Reader, during feature.Period) (feature.Tally, error) {
	from, until := during.Bounds()
	rows, err := r.Query(`SELECT e.neighbourhood, e.subject, COUNT(*) FROM intake_enquiry e
		WHERE e.borough_id = ? AND e.counted_at >= ? AND e.counted_at < ? GROUP BY e.neighbourhood, e.subject`, r.Borough(), from, until)
	counted, err := db.Collect(rows, err, func(rows *db.Rows) (c feature.Row, err error) {
		err = rows.Scan(&c.Neighbourhood, &c.Kind, &c.Value)
		c.Of = c.Value
		return c, err
	})
	return feature.Sum(counted), err
}

func listEnquiries(r db.Reader, l feature.Listing) ([]Enquiry, error) {
	from, until, at, id := l.Bounds()
	place, anywhere := l.Place()
	rows, err := r.Query(`SELECT e.id, e.subject, e.channel, e.place, e.neighbourhood, e.counted_at FROM intake_enquiry e
		WHERE e.borough_id = ? AND e.counted_at >= ? AND e.counted_at < ?
		AND (e.counted_at < ? OR e.counted_at = ? AND e.id < ?)
		AND (? OR e.neighbourhood = ?) AND (? OR e.subject = ?)
		ORDER BY e.counted_at DESC, e.id DESC LIMIT ?`,
		r.Borough(), from, until, at, at, id, anywhere, place, l.Kind == "", l.Kind, l.Limit)
	return db.Collect(rows, err, func(rows *db.Rows) (e Enquiry, err error) {
		var counted db.Time
		err = rows.Scan(&e.ID, &e.Subject, &e.Channel, &e.Place, &e.Neighbourhood, &counted)
		e.CountedAt = counted.Time
		return e, err
	})
}
