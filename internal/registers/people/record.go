package people

import (
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/kernel/phone"
	"kith/internal/registers/places"
)

// RecordID names a record. It never changes, whoever the record turns out to be.
type RecordID = ident.ID[Record]

// PersonID names a person. It is the id of the person's first record.
type PersonID = ident.ID[Person]

// Described is what is known of somebody. Everything may be missing.
type Described struct {
	GivenNames string
	FamilyName string
	BirthDate  day.Date // zero when unknown
	Phone      phone.Number
	Email      string
	Address    places.Address
}

// Record is what one source said of somebody, and where their address routes.
type Record struct {
	ID RecordID
	Described
	Neighbourhood string // "" when the address routes nowhere
	RoutingRule   string
	RoutingSource string
	CheckByHand   bool
	Language      string // spoken; "" is English
	Interpreter   bool
	SafeContact   SafeContact
	Details
	Labels  []Label
	Source  string
	List    string // the list of contacts.yaml it came on; "" none
	AddedAt time.Time
	Joined  time.Time // the person whose it is; zero of their own first record
	Version int64
}

// Name is the full name as it is shown, or words that say there is none.
func (d Described) Name() string {
	switch {
	case d.GivenNames == "" && d.FamilyName == "":
		return "No name given"
	case d.GivenNames == "":
		return d.FamilyName
	case d.FamilyName == "":
		return d.GivenNames
	}
	return d.GivenNames + " " + d.FamilyName
}

// ShortName is the first name with the initial of the family name, for lists.
func ShortName(given, family string) string {
	first := firstWord(given)
	initial := []rune(family)
	switch {
	case first == "" && len(initial) == 0:
		return "No name given"
	case first == "":
		return family
	case len(initial) == 0:
		return first
	}
	return first + " " + string(initial[0]) + "."
}

func firstWord(s string) string {
	for i, c := range s {
		if c == ' ' {
			return s[:i]
		}
	}
	return s
}

// Person is everybody's records that were found to be one person, newest record first.
type Person struct {
	ID      PersonID
	Records []Record
}

// ids are record ids as other packages keep them.
func ids(of []RecordID) []string {
	all := make([]string, len(of))
	for i, id := range of {
		all[i] = string(id)
	}
	return all
}

// RecordIDs are the ids of the person's records, newest first.
func (p Person) RecordIDs() []RecordID {
	ids := make([]RecordID, len(p.Records))
	for i, one := range p.Records {
		ids[i] = one.ID
	}
	return ids
}
