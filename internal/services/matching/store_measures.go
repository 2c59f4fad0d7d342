package matching

import (
	"kith/internal/feature"
	"kith/internal/plat/db"
)

func countHours(r db.Reader, during feature.Period) (feature.Tally, error) {
	from, until := during.Bounds()
	rows, err := r.Query(`SELECT v.neighbourhood, CAST(SUM(h.minutes) AS BIGINT), COUNT(*) FROM matching_hours h
		JOIN volunteers_volunteer v ON v.borough_id = h.borough_id AND v.id = h.volunteer_id
		WHERE h.borough_id = ? AND h.said_at >= ? AND h.said_at < ? GROUP BY v.neighbourhood`, r.Borough(), from, until)
	counted, err := db.Collect(rows, err, func(rows *db.Rows) (c feature.Row, err error) {
		return c, rows.Scan(&c.Neighbourhood, &c.Value, &c.Of)
	})
	return feature.Sum(counted), err
}

func listHours(r db.Reader, l feature.Listing) ([]GaveTime, error) {
	from, until, at, id := l.Bounds()
	hood, anywhere := l.Place()
	rows, err := r.Query(`SELECT h.id, h.volunteer_id, h.task_id, h.minutes, h.on_day, h.said_at, v.given_names, v.family_name, v.neighbourhood FROM matching_hours h
		JOIN volunteers_volunteer v ON v.borough_id = h.borough_id AND v.id = h.volunteer_id
		WHERE h.borough_id = ? AND h.said_at >= ? AND h.said_at < ? AND (? OR v.neighbourhood = ?) AND (h.said_at < ? OR h.said_at = ? AND h.id < ?)
		ORDER BY h.said_at DESC, h.id DESC LIMIT ?`, r.Borough(), from, until, anywhere, hood, at, at, id, l.Limit)
	return db.Collect(rows, err, func(rows *db.Rows) (g GaveTime, err error) {
		var said db.Time
		err = rows.Scan(&g.ID, &g.Volunteer, &g.Task, &g.Minutes, &g.On, &said, &g.GivenNames, &g.FamilyName, &g.Neighbourhood)
		g.SaidAt = said.Time
		return g, err
	})
}
