package households

import (
	"regexp"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/registers/people"
)

// ID names a household.
type ID = ident.ID[Household]

// MemberID names that somebody belongs to a household.
type MemberID = ident.ID[Member]

// Household is the people at one address, as far as the caller may see them, and what
// their home is like to reach.
type Household struct {
	ID ID
	Facts
	Members   []Member // those who came first, first
	Version   int64
	ChangedAt time.Time
	ChangedBy string // account
}

// Facts are what somebody at the door must know.
type Facts struct {
	Floor    string // "fourth", "ground"; "" is not known
	Lift     Lift
	NoStairs bool   // somebody there cannot use the stairs
	Entry    string // "flats – need to buzz"
	Pets     string
	Delivery string // notes for whoever brings something
}

// Lift is whether a home can be reached by one.
type Lift string

// What is known of a lift. The zero Lift is that nobody asked.
const (
	LiftUnknown Lift = ""
	HasLift     Lift = "yes"
	NoLift      Lift = "no"
)

// Label is the lift in words.
func (l Lift) Label() string {
	switch l {
	case HasLift:
		return "There is a lift"
	case NoLift:
		return "There is no lift"
	}
	return "Not known"
}

// IsZero reports whether nothing is known.
func (f Facts) IsZero() bool { return f == Facts{} }

// HardToLeave reports whether somebody there is kept in by the stairs.
func (f Facts) HardToLeave() bool { return f.NoStairs && f.Lift != HasLift }

// keySafe is how a code of a key safe looks among notes.
var keySafe = regexp.MustCompile(`(?is)key\s*-?\s*safe.*\d{3,}|\d{3,}.*key\s*-?\s*safe`)

// check refuses what may not be kept here.
func (f Facts) check() error {
	for _, text := range []string{f.Floor, f.Entry, f.Pets, f.Delivery} {
		if err := keepable(text); err != nil {
			return err
		}
	}
	return nil
}

// keepable refuses a note with a code that opens a home.
func keepable(note string) error {
	if keySafe.MatchString(note) {
		return fault.New(fault.Invalid, "households.key-safe", "Codes of key safes are not kept here, because many can read this. Take the code out, and ask for it on the day.")
	}
	return nil
}

func (f Facts) trimmed() Facts {
	for _, text := range []*string{&f.Floor, &f.Entry, &f.Pets, &f.Delivery} {
		*text = strings.TrimSpace(*text)
	}
	return f
}

// Member is somebody who lives in a household.
type Member struct {
	ID MemberID
	Someone
	Relation string // "mother", "lodger"; "" is not known
	Since    time.Time
	Self     bool // this is the person who was asked about
}

// Someone is a person as they are named beside another.
type Someone struct {
	Person    people.PersonID
	Record    people.RecordID
	Name      string
	BirthDate day.Date
	// TellNothing: the person who was asked about is to be told nothing of this one, not
	// even that anybody knows them.
	TellNothing bool
	// KeptFrom: this one is to be told nothing of the person who was asked about.
	KeptFrom bool
}

// adult is the age from which nobody is a child.
const adult = 18

// Age is how old somebody is; -1 when it is not known.
func (s Someone) Age(today day.Date) int {
	if s.BirthDate.IsZero() {
		return -1
	}
	return day.AgeOn(s.BirthDate, today)
}

// Child reports whether somebody is known to be under 18.
func (s Someone) Child(today day.Date) bool {
	age := s.Age(today)
	return age >= 0 && age < adult
}
