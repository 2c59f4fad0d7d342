package people

import (
	"cmp"
	"slices"

	"kith/internal/plat/db"
)

// PeopleOf reads the people of many records, by record: for features that judge many at
// once and note themselves who looked. Unknown records are left out.
func PeopleOf(r db.Reader, records []RecordID) (map[RecordID]Person, error) {
	owners, err := ownersOf(r, records)
	if err != nil || len(owners) == 0 {
		return nil, err
	}
	var wanted []PersonID
	for _, owner := range owners {
		wanted = append(wanted, owner)
	}
	slices.Sort(wanted)
	wanted = slices.Compact(wanted)
	all, err := recordsOfMany(r, wanted)
	if err != nil {
		return nil, err
	}
	found := make(map[RecordID]Person, len(records))
	for record, owner := range owners {
		found[record] = Person{ID: owner, Records: all[owner]}
	}
	return found, nil
}

func ownersOf(r db.Reader, records []RecordID) (map[RecordID]PersonID, error) {
	marks, ids := db.In(records)
	rows, err := r.Query(`SELECT p.id, COALESCE(m.person_id, p.id) FROM people_record p
		LEFT JOIN people_membership m ON m.borough_id = p.borough_id AND m.record_id = p.id AND m.until IS NULL
		WHERE p.borough_id = ? AND p.id IN (`+marks+`)`, append([]any{r.Borough()}, ids...)...)
	owners := map[RecordID]PersonID{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var record RecordID
		var owner PersonID
		err = rows.Scan(&record, &owner)
		owners[record] = owner
		return none, err
	})
	return owners, err
}

// recordsOfMany reads the records of people, newest first.
func recordsOfMany(r db.Reader, wanted []PersonID) (map[PersonID][]Record, error) {
	marks, ids := db.In(wanted)
	args := append(append([]any{r.Borough()}, ids...), r.Borough())
	args = append(append(args, r.Borough()), ids...)
	rows, err := r.Query(`SELECT `+recordColumns+` FROM people_record p WHERE p.borough_id = ? AND p.id IN (`+marks+`)
		UNION ALL
		SELECT `+recordColumns+` FROM people_record p WHERE p.borough_id = ? AND p.id IN (
			SELECT j.record_id FROM people_membership j WHERE j.borough_id = ? AND j.until IS NULL AND j.person_id IN (`+marks+`))`, args...)
	found, err := db.Collect(rows, err, func(rows *db.Rows) (Record, error) { return scanRecord(rows) })
	if err != nil {
		return nil, err
	}
	ofRecord := make([]RecordID, len(found))
	for i, one := range found {
		ofRecord[i] = one.ID
	}
	owners, err := ownersOf(r, ofRecord)
	all := map[PersonID][]Record{}
	for _, one := range found {
		all[owners[one.ID]] = append(all[owners[one.ID]], one)
	}
	for _, records := range all {
		slices.SortFunc(records, func(a, b Record) int {
			return cmp.Or(b.AddedAt.Compare(a.AddedAt), cmp.Compare(b.ID, a.ID))
		})
	}
	return all, err
}
