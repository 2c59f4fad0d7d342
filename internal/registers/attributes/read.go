package attributes

import (
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

// Of is what holds of a person today, by term, as far as its legal basis lasts. The day is
// that of the reader's clock. Whoever calls has checked that the person may be seen, and
// for what purpose.
func Of(r db.Reader, person people.PersonID) ([]Attribute, error) { return of(r, person, false) }

// HistoryOf is [Of] with what held once and holds no more.
func HistoryOf(r db.Reader, person people.PersonID) ([]Attribute, error) { return of(r, person, true) }

func of(r db.Reader, person people.PersonID, past bool) (all []Attribute, err error) {
	defer fault.Wrap(&err, "attributes of person %s", person)
	records, err := people.Records(r, person)
	if err != nil || len(records) == 0 {
		return nil, err
	}
	return ofRecords(r, records, past)
}

// Each gives what holds today of everybody there are attributes of, one person at a time in
// the order of their ids; it stops at the first error. Nobody is left out for being
// restricted: whoever shows the result asks [people.Visible].
func Each(r db.Reader, yield func(person people.PersonID, all []Attribute) error) (err error) {
	defer fault.Wrap(&err, "attributes of everybody")
	var now people.PersonID
	var all []Attribute
	err = each(r, func(person people.PersonID, a Attribute) error {
		if person != now && len(all) > 0 {
			if err := yield(now, all); err != nil {
				return err
			}
			all = nil
		}
		now, all = person, append(all, a)
		return nil
	})
	if err == nil && len(all) > 0 {
		err = yield(now, all)
	}
	return err
}
