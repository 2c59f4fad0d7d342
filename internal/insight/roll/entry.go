package roll

import (
	"time"

	"kith/internal/kernel/day"
	"kith/internal/registers/people"
)

// Entry is one person.
type Entry struct {
	Person people.PersonID
	Record people.RecordID // their newest record, by which work is begun
	Born   day.Date        // zero when unknown

	Neighbourhood string // "" when the address routes nowhere
	Ward          string // its name; "" unknown
	Fifth         int    // of deprivation in England, 1 the most deprived; 0 unknown

	Language    string // spoken; "" is English
	Interpreter bool
	Phone       bool // there is a number
	Address     bool // there is an address, withheld ones included
	Withheld    bool // the address is withheld

	Household int       // people known to live there, themselves included; 0 unknown
	Reached   time.Time // when anybody last was in touch with them, or they with us; zero is never
	Tried     time.Time // when anybody last tried
	By        string    // who was in touch last, as it is shown
	Joined    time.Time // when they registered themselves; zero is never

	Sources    []Source // their records
	Lists      []Source // the lists that say something of them now, beside their records
	Attributes []Attribute
	Needs      []Need
	// Standing is what few records say.
	Standing
}

// Standing is what somebody's records say of how they may be approached and what they need
// to be spoken with.
type Standing struct {
	Communication []string
	Lead          string // the service that leads on them; "" none
	LeadSince     day.Date
	NoCalls       people.NoCalls
	Stop          people.StopAsked
	Died          bool
	Moved         bool
}

// Source is where a record came from.
type Source struct {
	Name string
	List string // id of contacts.yaml; "" none
	At   time.Time
}

// Attribute is something a source said of somebody, in force.
type Attribute struct {
	Code   string // "shielded"
	Value  string // "" where the code says all
	Source string
	From   day.Date // since when it holds, or was said
	Until  day.Date // its last day; zero is open
}

// Need is something they asked for.
type Need struct {
	Category string
	Opened   time.Time
	Closed   time.Time // zero while it is open
}

// Age is their age on a day; false when it is not known.
func (e *Entry) Age(on day.Date) (years int, known bool) {
	if e.Born.IsZero() || e.Born.After(on) {
		return 0, false
	}
	return day.AgeOn(e.Born, on), true
}

// Known is how many different things are known of them, from 0 to 6: when they were born,
// where they live, a number, a contact, a second source, and what somebody said of them or
// they asked for. Of whoever is known from one row of a list it is little.
func (e *Entry) Known() (n int) {
	for _, told := range []bool{
		!e.Born.IsZero(), e.Address, e.Phone, !e.Reached.IsZero(), len(e.Sources) > 1, len(e.Attributes)+len(e.Needs) > 0,
	} {
		if told {
			n++
		}
	}
	return n
}

// Unlinked reports whether all that is known of them is one row of somebody's list: nobody
// was in touch, they asked for nothing, and no other source knows them.
func (e *Entry) Unlinked() bool {
	return len(e.Sources) == 1 && e.Sources[0].List != "" && e.Reached.IsZero() && len(e.Needs) == 0 && e.Joined.IsZero()
}

// On reports whether they are on a list.
func (e *Entry) On(list string) bool {
	_, on := e.Listed(list)
	return on
}

// Listed is how they came to be on a list; false when they are not.
func (e *Entry) Listed(list string) (Source, bool) {
	for _, all := range [][]Source{e.Sources, e.Lists} {
		for _, s := range all {
			if s.List == list {
				return s, true
			}
		}
	}
	return Source{}, false
}

// Attribute is the earliest of what was said of them by a code; false when nobody said it.
func (e *Entry) Attribute(code string) (found Attribute, ok bool) {
	for _, a := range e.Attributes {
		if a.Code == code && (!ok || a.From.Before(found.From)) {
			found, ok = a, true
		}
	}
	return found, ok
}
