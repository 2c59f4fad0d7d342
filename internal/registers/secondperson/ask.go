package secondperson

import (
	"strings"
	"time"
	"unicode/utf8"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
)

// ID names an ask.
type ID = ident.ID[Ask]

// Kind is what two people are needed for.
type Kind string

// WithheldAddress is reading an address that is kept apart.
const WithheldAddress Kind = "withheld-address"

// Words say what is asked for, after "to".
func (k Kind) Words() string {
	if k == WithheldAddress {
		return "read a withheld address"
	}
	return string(k)
}

const (
	// Lasts is how long what was agreed may be done.
	Lasts = time.Hour
	// Waits is how long an ask waits to be decided: whoever asked has found another way since.
	Waits = 24 * time.Hour
	// leastReason and mostReason bound what is written, in characters.
	leastReason, mostReason = 5, 500
)

// Ask is what somebody asks a second person to agree to.
type Ask struct {
	ID            ID
	Kind          Kind
	Record        string // of the person it is about
	Neighbourhood string // whose hub it is
	Reason        string

	By, ByName string // who asks: account and name
	At         time.Time

	DecidedBy, DecidedName string
	DecidedAt              time.Time // zero until somebody has decided
	Agreed                 bool
	Why                    string // why it was refused
}

// Waiting reports whether somebody is still to decide.
func (a Ask) Waiting(now time.Time) bool { return a.DecidedAt.IsZero() && now.Before(a.At.Add(Waits)) }

// Counts reports whether it was agreed and may be done now.
func (a Ask) Counts(now time.Time) bool { return a.Agreed && now.Before(a.Until()) }

// Until is until when what was agreed may be done.
func (a Ask) Until() time.Time { return a.DecidedAt.Add(Lasts) }

// Another holds that the second person is not the first: [fault.Forbidden] with what is to be
// told otherwise.
func Another(first, second, told string) error {
	if first == second {
		return fault.New(fault.Forbidden, "secondperson.same", told)
	}
	return nil
}

// CheckReason holds that a reason says something; the error says how to mend it.
func CheckReason(reason string) error {
	switch n := utf8.RuneCountInString(strings.TrimSpace(reason)); {
	case n == 0:
		return fault.New(fault.Invalid, "secondperson.no-reason", "Enter why you need it. The second person reads it before they agree.")
	case n < leastReason:
		return fault.New(fault.Invalid, "secondperson.short-reason", "Say in a few words why you need it. The second person cannot decide on so little.")
	case n > mostReason:
		return fault.New(fault.Invalid, "secondperson.long-reason", "The reason must be 500 characters or fewer.")
	}
	return nil
}
