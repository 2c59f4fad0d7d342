package people

import (
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/naming"
	"kith/internal/registers/places"
)

// SayMore keeps, in the caller's transaction, what a source says of a person whom somebody
// found: known is any of their records. When one of the records says all of it already,
// that one is returned and nothing is written; otherwise a further record of the same
// person is. That the caller may see the person, the caller has checked.
func SayMore(tx *db.Tx, known RecordID, n NewRecord) (r Record, err error) {
	defer fault.Wrap(&err, "say more of record %s", known)
	person, err := PersonOf(tx, known)
	if err != nil {
		return Record{}, err
	}
	if err := holdPeople(tx, person, PersonID(known)); err != nil {
		return Record{}, err
	}
	if person, err = PersonOf(tx, known); err != nil { // decided while we waited
		return Record{}, err
	}
	records, err := recordsOf(tx, person)
	if err != nil {
		return Record{}, err
	}
	marked := Person{Records: records}
	if marked.Has(AddressWithheld) {
		// In a record it would stand in the open. It is put in by those who may read the
		// address that is kept apart.
		n.Address = places.Address{}
	}
	if i := slices.IndexFunc(records, n.saidBy); i >= 0 {
		return records[i], nil
	}
	added, err := AddMany(tx, []NewRecord{n})
	if err != nil {
		return Record{}, err
	}
	if err := joinRecord(tx, person, added[0].ID); err != nil {
		return Record{}, err
	}
	// What is kept of somebody who is marked is marked as they are.
	if labels := marked.Labels(); len(labels) > 0 {
		if err := markRecords(tx, []RecordID{added[0].ID}, labels); err != nil {
			return Record{}, err
		}
		added[0].Labels = labels
	}
	return added[0], journal.Record(tx, journal.Entry{
		Verb: "said more of a person", Topic: "people.said-more", Subject: string(person),
		Objects: []journal.Object{{Kind: "record", ID: string(added[0].ID)}},
		Data:    map[string]any{"neighbourhood": added[0].Neighbourhood, "source": added[0].Source},
	})
}

// saidBy reports whether a record says all that is said now.
func (n NewRecord) saidBy(r Record) bool {
	same := func(a, b string) bool { return a == "" || naming.Fold(a) == naming.Fold(b) }
	lines := func(d Described) string { return strings.Join(d.Address.Lines(), " ") }
	return same(n.GivenNames, r.GivenNames) && same(n.FamilyName, r.FamilyName) &&
		(n.BirthDate.IsZero() || n.BirthDate == r.BirthDate) && (n.Phone == "" || n.Phone == r.Phone) &&
		same(n.Email, r.Email) && same(lines(n.Described), lines(r.Described)) && same(n.Language, r.Language) &&
		(!n.SafeContact.Asked || r.SafeContact.Asked && sameWays(n.SafeContact, r.SafeContact))
}

func sameWays(a, b SafeContact) bool {
	return a.Voicemail == b.Voicemail && a.Texts == b.Texts &&
		slices.Equal(slices.Sorted(slices.Values(a.Channels)), slices.Sorted(slices.Values(b.Channels)))
}
