package heads

import (
	"encoding/base64"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
)

const columns = `borough_id, day, seq, chain, signed_at, public_key, signature`

func scan(rows *db.Rows) (h Head, err error) {
	var at db.Time
	var key, signature string
	if err := rows.Scan(&h.Borough, &h.Day, &h.Anchor.Seq, &h.Anchor.Chain, &at, &key, &signature); err != nil {
		return h, err
	}
	h.SignedAt = at.Time
	// What cannot be read is no genuine signature, and is found to be none.
	h.Key, _ = base64.StdEncoding.DecodeString(key)
	h.Signature, _ = base64.StdEncoding.DecodeString(signature)
	return h, nil
}

func all(r db.Reader) ([]Head, error) {
	rows, err := r.Query(`SELECT `+columns+` FROM heads_head WHERE borough_id = ? ORDER BY day`, r.Borough())
	return db.Collect(rows, err, scan)
}

func unsent(r db.Reader) ([]Head, error) {
	rows, err := r.Query(`SELECT `+columns+` FROM heads_head WHERE borough_id = ? AND sent_at IS NULL ORDER BY day`, r.Borough())
	return db.Collect(rows, err, scan)
}

// insert keeps the head of a day that has none.
func insert(tx *db.Tx, h Head) error {
	_, err := tx.Exec(`INSERT INTO heads_head (`+columns+`) VALUES (?,?,?,?,?,?,?) ON CONFLICT (borough_id, day) DO NOTHING`,
		tx.Borough(), h.Day, h.Anchor.Seq, h.Anchor.Chain, h.SignedAt,
		base64.StdEncoding.EncodeToString(h.Key), base64.StdEncoding.EncodeToString(h.Signature))
	return err
}

func setSent(tx *db.Tx, on day.Date) error {
	_, err := tx.Exec(`UPDATE heads_head SET sent_at = ? WHERE borough_id = ? AND day = ?`, tx.Now(), tx.Borough(), on)
	return err
}
