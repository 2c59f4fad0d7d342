package organisations

import (
	"kith/internal/feature"
	"kith/internal/kernel/day"
	"kith/internal/plat/db"
)

// A count is said on its day, so the days of a period bound what is read before the
// moments do.

func givenCounts(r db.Reader, during feature.Period) (feature.Tally, error) {
	from, until := during.Bounds()
	rows, err := r.Query(`SELECT o.neighbourhood, o.kind, CAST(SUM(c.given) AS BIGINT), COUNT(*) FROM organisations_count c
		JOIN organisations_organisation o ON o.borough_id = c.borough_id AND o.id = c.organisation_id
		WHERE c.borough_id = ? AND c.day >= ? AND c.day <= ? AND c.said_at >= ? AND c.said_at < ?
		GROUP BY o.neighbourhood, o.kind`, r.Borough(), day.Of(from), day.Of(until), from, until)
	counted, err := db.Collect(rows, err, func(rows *db.Rows) (c feature.Row, err error) {
		err = rows.Scan(&c.Neighbourhood, &c.Kind, &c.Value, &c.Of)
		return c, err
	})
	return feature.Sum(counted), err
}

func listGiven(r db.Reader, l feature.Listing) ([]Given, error) {
	from, until, at, id := l.Bounds()
	place, anywhere := l.Place()
	rows, err := r.Query(`SELECT c.organisation_id, o.name, o.neighbourhood, c.day, c.given, c.note, c.said_at
		FROM organisations_count c
		JOIN organisations_organisation o ON o.borough_id = c.borough_id AND o.id = c.organisation_id
		WHERE c.borough_id = ? AND c.day >= ? AND c.day <= ? AND c.said_at >= ? AND c.said_at < ?
		AND (c.said_at < ? OR c.said_at = ? AND c.organisation_id || c.day < ?)
		AND (? OR o.neighbourhood = ?) AND (? OR o.kind = ?)
		ORDER BY c.said_at DESC, c.organisation_id || c.day DESC LIMIT ?`,
		r.Borough(), day.Of(from), day.Of(until), from, until, at, at, id, anywhere, place, l.Kind == "", l.Kind, l.Limit)
	return db.Collect(rows, err, func(rows *db.Rows) (g Given, err error) {
		var said db.Time
		err = rows.Scan(&g.Organisation, &g.Name, &g.Neighbourhood, &g.Day, &g.Number, &g.Note, &said)
		g.SaidAt = said.Time
		return g, err
	})
}
