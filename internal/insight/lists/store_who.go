package lists

import (
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

// residentsIn reads what people are linked by, with whose each record is.
func residentsIn(r db.Reader) (*db.Rows, error) {
	return r.Query(`SELECT p.id, COALESCE(m.person_id, p.id), p.given_names, p.family_name, p.birth_date, p.line1, p.line2, p.postcode,
		p.uprn, p.phone, p.details, p.restricted FROM people_record p
		LEFT JOIN people_membership m ON m.borough_id = p.borough_id AND m.record_id = p.id AND m.until IS NULL
		WHERE p.borough_id = ?`, r.Borough())
}

// visibleNames reads names of records whose people somebody may see.
func visibleNames(r db.Reader, who access.Principal, records []people.RecordID) (map[people.RecordID]people.Described, error) {
	cond, args := people.Visible(who)
	marks, ids := db.In(records)
	rows, err := r.Query(`SELECT p.id, p.given_names, p.family_name FROM people_record p WHERE p.borough_id = ? AND p.id IN (`+marks+`) AND `+cond,
		append(append([]any{r.Borough()}, ids...), args...)...)
	all := map[people.RecordID]people.Described{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var id people.RecordID
		var d people.Described
		err = rows.Scan(&id, &d.GivenNames, &d.FamilyName)
		all[id] = d
		return none, err
	})
	return all, err
}
