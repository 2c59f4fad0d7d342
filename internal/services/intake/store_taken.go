package intake

import (
	"kith/internal/feature"
	"kith/internal/plat/db"
)

// takenCalls is true of calls, under the alias c, that somebody was spoken to in.
const takenCalls = `c.state = 'ended' AND c.channel = 'phone' AND c.outcome NOT IN ('wrong-number', 'rang-off') AND c.ended_at >= ? AND c.ended_at < ?`

func countCalls(r db.Reader, during feature.Period) (feature.Tally, error) {
	from, until := during.Bounds()
	rows, err := r.Query(`SELECT COALESCE(p.neighbourhood, ''), c.outcome, COUNT(*) FROM intake_call c
		LEFT JOIN people_record p ON p.borough_id = c.borough_id AND p.id = c.record_id
		WHERE c.borough_id = ? AND `+takenCalls+` GROUP BY COALESCE(p.neighbourhood, ''), c.outcome`, r.Borough(), from, until)
	counted, err := db.Collect(rows, err, func(rows *db.Rows) (c feature.Row, err error) {
		err = rows.Scan(&c.Neighbourhood, &c.Kind, &c.Value)
		c.Of = c.Value
		return c, err
	})
	return feature.Sum(counted), err
}

func listCalls(r db.Reader, l feature.Listing) ([]Call, error) {
	from, until, at, id := l.Bounds()
	place, anywhere := l.Place()
	return collectCalls(r.Query(`SELECT `+callColumns+` FROM intake_call c
		LEFT JOIN people_record p ON p.borough_id = c.borough_id AND p.id = c.record_id
		WHERE c.borough_id = ? AND `+takenCalls+`
		AND (c.ended_at < ? OR c.ended_at = ? AND c.id < ?)
		AND (? OR COALESCE(p.neighbourhood, '') = ?) AND (? OR c.outcome = ?)
		ORDER BY c.ended_at DESC, c.id DESC LIMIT ?`,
		r.Borough(), from, until, at, at, id, anywhere, place, l.Kind == "", l.Kind, l.Limit))
}
