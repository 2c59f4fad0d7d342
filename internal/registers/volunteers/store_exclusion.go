package volunteers

import (
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

// insertExclusion reports false when the two are kept apart already.
func insertExclusion(tx *db.Tx, of ID, x Exclusion) (first bool, err error) {
	n, err := tx.Exec(`INSERT INTO volunteers_exclusion (borough_id, id, volunteer_id, record_id, why, since, said_by, lifted_by)
		VALUES (?,?,?,?,?,?,?,'') ON CONFLICT DO NOTHING`, tx.Borough(), x.ID, of, x.Record, x.Why, tx.Now(), tx.Actor())
	return n == 1, err
}

func liftExclusion(tx *db.Tx, of ID, id ExclusionID) (bool, error) {
	n, err := tx.Exec(`UPDATE volunteers_exclusion SET until = ?, lifted_by = ? WHERE borough_id = ? AND volunteer_id = ? AND id = ? AND until IS NULL`,
		tx.Now(), tx.Actor(), tx.Borough(), of, id)
	return n == 1, err
}

// exclusionsOf lists from whom a volunteer is kept; those the principal may not see have no
// name.
func exclusionsOf(r db.Reader, who access.Principal, of ID) ([]Exclusion, error) {
	cond, args := people.Visible(who)
	rows, err := r.Query(`SELECT x.id, x.record_id, x.why, x.since, x.said_by, COALESCE(p.given_names, ''), COALESCE(p.family_name, '')
		FROM volunteers_exclusion x LEFT JOIN people_record p ON p.borough_id = x.borough_id AND p.id = x.record_id AND `+cond+`
		WHERE x.borough_id = ? AND x.volunteer_id = ? AND x.until IS NULL ORDER BY x.since, x.id`, append(args, r.Borough(), of)...)
	return db.Collect(rows, err, func(rows *db.Rows) (x Exclusion, err error) {
		var since db.Time
		var given, family string
		err = rows.Scan(&x.ID, &x.Record, &x.Why, &since, &x.By, &given, &family)
		x.Since, x.Name = since.Time, people.Described{GivenNames: given, FamilyName: family}.Name()
		return x, err
	})
}
