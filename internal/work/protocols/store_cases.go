package protocols

import (
	"time"

	"kith/internal/plat/db"
)

// listCases reads cases, the latest first, with the first need that is not their own and was
// opened after them.
func listCases(r db.Reader, from, until, at time.Time, id, place string, anywhere bool, limit int) ([]Case, error) {
	rows, err := r.Query(`SELECT u.id, u.record_id, p.neighbourhood, u.opened_at, u.ended_as,
			CASE WHEN p.restricted THEN 'Restricted' ELSE p.given_names END, CASE WHEN p.restricted THEN '' ELSE p.family_name END,
			(SELECT MIN(n.opened_at) FROM needs_need n JOIN needs_request q ON q.borough_id = n.borough_id AND q.id = n.request_id
				WHERE n.borough_id = u.borough_id AND q.record_id = u.record_id AND n.opened_at >= u.opened_at AND n.request_id <> u.request_id)
		FROM protocols_run u JOIN people_record p ON p.borough_id = u.borough_id AND p.id = u.record_id
		WHERE u.borough_id = ? AND u.protocol IN ('outreach', 'outreach-visit') AND u.opened_at >= ? AND u.opened_at < ?
		AND (u.opened_at < ? OR u.opened_at = ? AND u.id < ?) AND (? OR p.neighbourhood = ?)
		ORDER BY u.opened_at DESC, u.id DESC LIMIT ?`, r.Borough(), from, until, at, at, id, anywhere, place, limit)
	return db.Collect(rows, err, func(rows *db.Rows) (c Case, err error) {
		var raised db.Time
		var first db.NullTime
		err = rows.Scan(&c.Run, &c.Record, &c.Neighbourhood, &raised, &c.EndedAs, &c.GivenNames, &c.FamilyName, &first)
		c.RaisedAt = raised.Time
		c.Found = first.Valid && first.Time.Sub(c.RaisedAt) <= foundWithin
		return c, err
	})
}
