package volunteers

import (
	"kith/internal/kernel/day"
	"kith/internal/plat/db"
	"kith/internal/registers/organisations"
)

func groups(r db.Reader) ([]Group, error) {
	today := day.Of(r.Now())
	rows, err := r.Query(`SELECT g.organisation_id, o.name, o.neighbourhood, o.serves, o.standing, o.standing_at, g.people, g.per_week, g.vouches,
		g.vouched_on, g.lead_name, g.lead_phone, g.note, g.active, g.version FROM volunteers_group g
		JOIN organisations_organisation o ON o.borough_id = g.borough_id AND o.id = g.organisation_id
		WHERE g.borough_id = ? ORDER BY o.name, o.id`, r.Borough())
	return db.Collect(rows, err, func(rows *db.Rows) (g Group, err error) {
		var serves, vouches db.JSON[[]string]
		var standing organisations.Standing
		var said db.NullTime
		err = rows.Scan(&g.Organisation, &g.Name, &g.Hub, &serves, &standing, &said, &g.People, &g.PerWeek, &vouches,
			&g.VouchedOn, &g.LeadName, &g.LeadPhone, &g.Note, &g.Active, &g.Version)
		g.Serves, g.Vouches = serves.V, vouches.V
		g.Closed = standing == organisations.Closed && !said.Time.IsZero() && day.Of(said.Time) == today
		return g, err
	})
}

// putGroup writes a group, unless somebody has changed it since.
func putGroup(tx *db.Tx, g Group) (bool, error) {
	if g.Version == 0 {
		n, err := tx.Exec(`INSERT INTO volunteers_group (borough_id, organisation_id, people, per_week, vouches, vouched_on, lead_name, lead_phone,
			note, active, version, changed_at, changed_by) VALUES (?,?,?,?,?,?,?,?,?,?,1,?,?) ON CONFLICT DO NOTHING`,
			tx.Borough(), g.Organisation, g.People, g.PerWeek, db.JSONOf(g.Vouches), g.VouchedOn, g.LeadName, g.LeadPhone, g.Note, g.Active, tx.Now(), tx.Actor())
		return n == 1, err
	}
	n, err := tx.Exec(`UPDATE volunteers_group SET people = ?, per_week = ?, vouches = ?, vouched_on = ?, lead_name = ?, lead_phone = ?, note = ?,
		active = ?, version = version + 1, changed_at = ?, changed_by = ? WHERE borough_id = ? AND organisation_id = ? AND version = ?`,
		g.People, g.PerWeek, db.JSONOf(g.Vouches), g.VouchedOn, g.LeadName, g.LeadPhone, g.Note, g.Active, tx.Now(), tx.Actor(),
		tx.Borough(), g.Organisation, g.Version)
	return n == 1, err
}
