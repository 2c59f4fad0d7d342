package situation

import (
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
)

// newestProfile reads the last weeks of which it was counted who asked; none yet is a zero day.
func newestProfile(r db.Reader) (all []tallied, until day.Date, err error) {
	rows, err := r.Query(`SELECT p.until, p.question, p.choice, p.known, p.asked FROM situation_profile p
		WHERE p.borough_id = ? AND p.until = (SELECT MAX(l.until) FROM situation_profile l WHERE l.borough_id = ?)
		ORDER BY p.question, p.choice`, r.Borough(), r.Borough())
	all, err = db.Collect(rows, err, func(rows *db.Rows) (p tallied, err error) {
		return p, rows.Scan(&until, &p.question, &p.choice, &p.known, &p.asked)
	})
	return all, until, err
}

func writeProfile(tx *db.Tx, until day.Date, all []tallied) error {
	if len(all) == 0 {
		return nil
	}
	args := make([]any, 0, 6*len(all))
	for _, p := range all {
		args = append(args, tx.Borough(), until, p.question, p.choice, p.known, p.asked)
	}
	_, err := tx.Exec(`INSERT INTO situation_profile (borough_id, until, question, choice, known, asked) VALUES `+
		strings.Repeat(",(?,?,?,?,?,?)", len(all))[1:]+` ON CONFLICT (borough_id, until, question, choice) DO NOTHING`, args...)
	return err
}
