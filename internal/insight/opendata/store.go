package opendata

import (
	"encoding/json"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
)

// weeks are the Mondays of the weeks that were published, the latest first.
func weeks(r db.Reader) ([]day.Date, error) {
	rows, err := r.Query(`SELECT p.week FROM opendata_publication p WHERE p.borough_id = ? ORDER BY p.week DESC`, r.Borough())
	return db.Collect(rows, err, func(rows *db.Rows) (d day.Date, err error) { return d, scanDay(rows, &d) })
}

func scanDay(rows *db.Rows, into *day.Date) error {
	var text string
	if err := rows.Scan(&text); err != nil {
		return err
	}
	return into.UnmarshalText([]byte(text))
}

// published reads a week; the zero day is the latest.
func published(r db.Reader, week day.Date) (p Publication, err error) {
	text := week.String()
	if week.IsZero() {
		text = ""
	}
	rows, err := r.Query(`SELECT p.body FROM opendata_publication p WHERE p.borough_id = ? AND (? OR p.week = ?) ORDER BY p.week DESC LIMIT 1`,
		r.Borough(), week.IsZero(), text)
	found, err := db.Collect(rows, err, func(rows *db.Rows) (body string, err error) { return body, rows.Scan(&body) })
	switch {
	case err != nil:
		return p, err
	case len(found) == 0:
		return p, noWeek
	}
	return p, json.Unmarshal([]byte(found[0]), &p)
}

// insert keeps a publication, and says whether it was the first of its week.
func insert(tx *db.Tx, week day.Date, p Publication) (first bool, err error) {
	body, err := json.Marshal(p)
	if err != nil {
		return false, err
	}
	n, err := tx.Exec(`INSERT INTO opendata_publication (borough_id, week, published_at, body) VALUES (?,?,?,?)
		ON CONFLICT (borough_id, week) DO NOTHING`, tx.Borough(), week, tx.Now(), string(body))
	return n == 1, err
}
