package settings

import (
	"errors"

	"kith/internal/plat/db"
)

// lastCheck is the latest check; found is false when the journal was never checked.
func lastCheck(r db.Reader) (c Check, found bool, err error) {
	var at db.Time
	var problems db.JSON[[]string]
	err = r.QueryRow(`SELECT checked_at, entries, waiting, problems, more, end_seq, end_chain
		FROM settings_check WHERE borough_id = ?`, r.Borough()).
		Scan(&at, &c.Entries, &c.Waiting, &problems, &c.More, &c.end.Seq, &c.end.Chain)
	if errors.Is(err, db.ErrNoRows) {
		return Check{}, false, nil
	}
	c.At, c.Problems = at.Time, problems.V
	return c, err == nil, err
}

func saveCheck(tx *db.Tx, c Check) error {
	_, err := tx.Exec(`INSERT INTO settings_check (borough_id, checked_at, entries, waiting, problems, more, end_seq, end_chain)
		VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (borough_id) DO UPDATE SET checked_at = excluded.checked_at,
		entries = excluded.entries, waiting = excluded.waiting, problems = excluded.problems, more = excluded.more,
		end_seq = excluded.end_seq, end_chain = excluded.end_chain`,
		tx.Borough(), c.At, c.Entries, c.Waiting, db.JSONOf(c.Problems), c.More, c.end.Seq, c.end.Chain)
	return err
}
