package lists

import "kith/internal/plat/db"

// residentsIn reads what people are linked by, with whose each record is.
func residentsIn(r db.Reader) (*db.Rows, error) {
	return r.Query(`SELECT p.id, COALESCE(m.person_id, p.id), p.given_names, p.family_name, p.birth_date, p.line1, p.line2, p.postcode,
		p.uprn, p.phone, p.details, p.restricted FROM people_record p
		LEFT JOIN people_membership m ON m.borough_id = p.borough_id AND m.record_id = p.id AND m.until IS NULL
		WHERE p.borough_id = ?`, r.Borough())
}
