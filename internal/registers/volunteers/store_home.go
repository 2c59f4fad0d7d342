package volunteers

import (
	"kith/internal/kernel/phone"
	"kith/internal/plat/db"
	"kith/internal/registers/households"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
)

// readHome reads the household of the person a record belongs to.
func readHome(r db.Reader, record people.RecordID) (h homeOf, err error) {
	person, err := people.PersonOf(r, record)
	if err != nil {
		return h, err
	}
	if h.Records, err = people.Records(r, person); err != nil {
		return h, err
	}
	marks, ids := db.In(h.Records)
	rows, err := r.Query(`SELECT p.phone, p.line1, p.postcode, p.uprn, COALESCE(m.household_id, '') FROM people_record p
		LEFT JOIN households_member m ON m.borough_id = p.borough_id AND m.record_id = p.id AND m.until IS NULL
		WHERE p.borough_id = ? AND p.id IN (`+marks+`)`, append([]any{r.Borough()}, ids...)...)
	return h, each(rows, err, func(rows *db.Rows) error {
		var number phone.Number
		var a places.Address
		var home households.ID
		err := rows.Scan(&number, &a.Line1, &a.Postcode, &a.UPRN, &home)
		h.Phones, h.Addresses = append(h.Phones, number), append(h.Addresses, a)
		if home != "" {
			h.Households = append(h.Households, home)
		}
		return err
	})
}
