package people

import (
	"cmp"
	"encoding/json"
	"slices"

	"kith/internal/plat/db"
)

// PeopleOf reads of the people of many records, by record, how they may be reached and what
// they are marked with, and nothing else of them: for features that judge many at once.
// Unknown records are left out.
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
	rows, err := r.Query(`SELECT p.id, p.id, p.neighbourhood, p.safe_contact, p.details, p.labels, p.phone, p.list_id, p.added_at, NULL FROM people_record p
			WHERE p.borough_id = ? AND p.id IN (`+marks+`)
		UNION ALL
		SELECT j.person_id, p.id, p.neighbourhood, p.safe_contact, p.details, p.labels, p.phone, p.list_id, p.added_at, j.since FROM people_membership j
			JOIN people_record p ON p.borough_id = ? AND p.id = j.record_id
			WHERE j.borough_id = ? AND j.until IS NULL AND j.person_id IN (`+marks+`)`, args...)
	all := map[PersonID][]Record{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var owner PersonID
		one, err := scanReach(rows, &owner)
		all[owner] = append(all[owner], one)
		return none, err
	})
	for _, records := range all {
		slices.SortFunc(records, func(a, b Record) int {
			return cmp.Or(b.AddedAt.Compare(a.AddedAt), cmp.Compare(b.ID, a.ID))
		})
	}
	return all, err
}

// scanReach reads of a record how somebody may be reached. Most say nothing more than that
// nobody asked, and are not taken apart.
func scanReach(rows *db.Rows, owner *PersonID) (one Record, err error) {
	var safe, details, labels string
	var added db.Time
	var joined db.NullTime
	if err := rows.Scan(owner, &one.ID, &one.Neighbourhood, &safe, &details, &labels, &one.Phone, &one.List, &added, &joined); err != nil {
		return one, err
	}
	one.AddedAt, one.Joined = added.Time, joined.Time
	for _, part := range []struct {
		text string
		into any
	}{{safe, &one.SafeContact}, {details, &one.Details}, {labels, &one.Labels}} {
		if len(part.text) <= len("null") {
			continue
		}
		if err := json.Unmarshal([]byte(part.text), part.into); err != nil {
			return one, err
		}
	}
	return one, nil
}
