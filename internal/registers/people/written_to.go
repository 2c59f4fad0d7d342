package people

import (
	"kith/internal/kernel/phone"
	"kith/internal/plat/db"
)

// PersonIn returns the person a record is of, through the caller's handle and without
// noting that anybody looked: for the program itself, which asks nobody's leave and shows
// nothing. An unknown record is [fault.NotFound].
func PersonIn(r db.Reader, record RecordID) (Person, error) {
	id, err := PersonOf(r, record)
	if err != nil {
		return Person{}, err
	}
	return readPerson(r, id)
}

// mostWithPhone is how many people of one number are told apart: a hostel's has more, and
// then nobody can say who used it.
const mostWithPhone = 10

// WithPhone returns the people who have a number now, at most ten, each once: whom a text
// may have come from. Somebody whose number has changed since is not among them.
func WithPhone(r db.Reader, number phone.Number) ([]PersonID, error) {
	if number.IsZero() {
		return nil, nil
	}
	records, err := recordsWithPhone(r, squeeze(number.National()), 4*mostWithPhone)
	if err != nil {
		return nil, err
	}
	var all []PersonID
	seen := map[PersonID]bool{}
	for _, record := range records {
		p, err := PersonIn(r, record)
		if err != nil {
			return nil, err
		}
		if !seen[p.ID] && p.Current().Phone == number && len(all) < mostWithPhone {
			all = append(all, p.ID)
		}
		seen[p.ID] = true
	}
	return all, nil
}
