package requests

import (
	"time"
	"unicode/utf8"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/datamap"
)

// Request is what somebody asked about their data.
type Request struct {
	ID      ID
	Kind    Kind
	About   datamap.About // Person or Volunteer
	Subject string        // a record id of the person, or the volunteer's id
	// Said is what they asked for, in their words; of a correction, what is wrong.
	Said     string
	Received day.Date
	Due      day.Date
	// Extended says why the clock was made longer, "" when it was not.
	Extended string
	// Identity says how it was made sure that it is them, "" until it is.
	Identity   string
	IdentityBy string
	State      State
	Outcome    string // what was decided and why, in words for the file
	Told       string // those it was shared with, who were told of a correction or an erasure
	Result     Result
	MadeBy     string
	ClosedBy   string // who released, corrected, erased or refused
	ClosedAt   time.Time
	Version    int64
}

// ID names a request.
type ID = ident.ID[Request]

// Kind is what is asked for.
type Kind string

// The kinds.
const (
	Copy    Kind = "copy"    // everything that is held about them
	Correct Kind = "correct" // put something right
	Erasure Kind = "erase"   // take it away
)

// Says is the kind in words.
func (k Kind) Says() string {
	return map[Kind]string{Copy: "A copy of their data", Correct: "Put something right", Erasure: "Erase their data"}[k]
}

// State is how a request stands.
type State string

// The states.
const (
	Open     State = "open"
	Released State = "released" // the copy was handed out
	Done     State = "done"     // corrected, or erased
	Refused  State = "refused"
)

// Closed reports whether nothing is left to do.
func (r Request) Closed() bool { return r.State != Open }

// Late reports whether the clock has run out.
func (r Request) Late(on day.Date) bool { return !r.Closed() && r.Due.Before(on) }

// Result is what came of a request, without anything that it was about.
type Result struct {
	Rows     int               `json:"rows,omitempty"`     // in the copy
	Left     int               `json:"left_out,omitempty"` // values that were left out
	Hash     string            `json:"hash,omitempty"`     // SHA-256 of the copy as JSON
	Erased   []datamap.Erased  `json:"erased,omitempty"`
	Redacted int               `json:"redacted,omitempty"` // entries of the journal
	Shared   map[string]string `json:"-"`
}

// MostWords is the most that may be written in a field, in characters.
const MostWords = 2000

// due is the day on which an answer is due: the same day of the month some months on, or the
// last of that month where it has none, and the next working day where none is worked on.
func due(received day.Date, months int) day.Date {
	first := day.New(received.Year(), received.Month()+time.Month(months), 1)
	last := day.New(received.Year(), received.Month()+time.Month(months)+1, 1).AddDays(-1)
	on := min(received.Day(), last.Day())
	return day.Working{}.First(first.AddDays(on - 1))
}

// words checks what somebody wrote: something, and not too much of it.
func words(what, text string) error {
	switch n := utf8.RuneCountInString(text); {
	case n == 0:
		return invalid("Enter " + what + ".")
	case n > MostWords:
		return invalid("What you enter as " + what + " must be 2,000 characters or fewer.")
	}
	return nil
}

func invalid(words string) error { return fault.New(fault.Invalid, "requests.invalid", words) }

func stale() error {
	return fault.New(fault.Stale, "requests.stale", "Somebody else has changed this request since you opened it. Look at it again, then decide.")
}

func closed() error {
	return fault.New(fault.Conflict, "requests.closed", "This request is closed already. Record a new one if they ask again.")
}
