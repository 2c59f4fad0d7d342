package needs

import (
	"kith/internal/feature"
	"kith/internal/plat/db"
	"kith/internal/registers/organisations"
)

// whoseNeeds reads whom the needs opened are of.
func whoseNeeds(r db.Reader, during feature.Period) ([]feature.Row, error) {
	from, until := during.Bounds()
	rows, err := r.Query(`SELECT n.neighbourhood, CASE WHEN n.guarded THEN 'restricted' ELSE n.category END, COALESCE(m.person_id, n.record_id)
		FROM needs_need n
		LEFT JOIN people_membership m ON m.borough_id = n.borough_id AND m.record_id = n.record_id AND m.until IS NULL
		WHERE n.borough_id = ? AND n.opened_at >= ? AND n.opened_at < ?`, r.Borough(), from, until)
	return db.Collect(rows, err, func(rows *db.Rows) (c feature.Row, err error) {
		err = rows.Scan(&c.Neighbourhood, &c.Kind, &c.Who)
		c.Value, c.Of = 1, 1
		return c, err
	})
}

func settingsAsked(r db.Reader, during feature.Period) (feature.Tally, error) {
	from, until := during.Bounds()
	rows, err := r.Query(`SELECT DISTINCT q.neighbourhood, s.organisation_id FROM needs_setting s
		JOIN needs_request q ON q.borough_id = s.borough_id AND q.id = s.request_id
		WHERE s.borough_id = ? AND q.received_at >= ? AND q.received_at < ?`, r.Borough(), from, until)
	found, err := db.Collect(rows, err, func(rows *db.Rows) (c feature.Row, err error) {
		err = rows.Scan(&c.Neighbourhood, &c.Who)
		return c, err
	})
	return feature.Distinct(found), err
}

func listSettingsAsked(r db.Reader, l feature.Listing) ([]organisations.Asked, error) {
	from, until, at, id := l.Bounds()
	place, anywhere := l.Place()
	rows, err := r.Query(`SELECT a.id, o.name, a.times, a.latest FROM (
			SELECT s.organisation_id AS id, COUNT(*) AS times, MAX(q.received_at) AS latest FROM needs_setting s
			JOIN needs_request q ON q.borough_id = s.borough_id AND q.id = s.request_id
			WHERE s.borough_id = ? AND q.received_at >= ? AND q.received_at < ? AND (? OR q.neighbourhood = ?)
			GROUP BY s.organisation_id) a
		JOIN organisations_organisation o ON o.borough_id = ? AND o.id = a.id
		WHERE a.latest < ? OR a.latest = ? AND a.id < ?
		ORDER BY a.latest DESC, a.id DESC LIMIT ?`,
		r.Borough(), from, until, anywhere, place, r.Borough(), at, at, id, l.Limit)
	return db.Collect(rows, err, func(rows *db.Rows) (s organisations.Asked, err error) {
		var latest db.Time
		err = rows.Scan(&s.Organisation, &s.Name, &s.Times, &latest)
		s.LastAt = latest.Time
		return s, err
	})
}
