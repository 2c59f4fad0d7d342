package breakglass

import (
	"strings"
	"time"
	"unicode/utf8"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/policy"
	"kith/internal/registers/people"
)

// ID names an opening.
type ID = ident.ID[Opening]

const (
	// Lasts is how long somebody stays open.
	Lasts = time.Hour
	// ReviewWithin is within what an opening is to be reviewed.
	ReviewWithin = 7 * 24 * time.Hour

	leastReason, mostReason = 15, 500
)

// Danger is what hangs on it.
type Danger string

// The dangers, in the order they are chosen from.
const (
	Life         Danger = "life"
	Safety       Danger = "safety"
	Child        Danger = "child"
	OutOfHours   Danger = "out-of-hours"
	AnotherCause Danger = "another"
)

// Dangers are all there are.
func Dangers() []Danger { return []Danger{Life, Safety, Child, OutOfHours, AnotherCause} }

// Words say a danger.
func (d Danger) Words() string { return dangerWords[d] }

var dangerWords = map[Danger]string{
	Life: "Somebody’s life is in danger", Safety: "Somebody may come to harm", Child: "A child may come to harm",
	OutOfHours: "It cannot wait for the morning, and nobody who may see them can be reached", AnotherCause: "Another emergency",
}

// Verdict is what a manager makes of an opening.
type Verdict string

// The verdicts.
const (
	Right    Verdict = "right"
	Learn    Verdict = "learn"
	NotRight Verdict = "not-right"
)

// Verdicts are all there are.
func Verdicts() []Verdict { return []Verdict{Right, Learn, NotRight} }

// Words say a verdict.
func (v Verdict) Words() string { return verdictWords[v] }

var verdictWords = map[Verdict]string{
	Right: "It was right to open them", Learn: "It was right, and there is something to learn", NotRight: "It was not right: information governance takes it up",
}

// Opening is somebody opened in an emergency.
type Opening struct {
	ID            ID
	Record        people.RecordID
	Neighbourhood string
	Danger        Danger
	Reason        string

	By, ByName string // account and name of whoever opened them
	At         time.Time
	ClosedAt   time.Time // when they said they were done; zero while they have not
	Mailed     int       // how many managers a mail went to

	ReviewedBy, ReviewedName string
	ReviewedAt               time.Time // zero until it was reviewed
	Verdict                  Verdict
	Remark                   string
	Reads                    []Read // oldest first
}

// Read is one part that was read.
type Read struct {
	Part   policy.Group
	Fields []string
	At     time.Time
}

// Until is when it ends by itself.
func (o Opening) Until() time.Time { return o.At.Add(Lasts) }

// Open reports whether what was opened may be read now.
func (o Opening) Open(now time.Time) bool { return o.ClosedAt.IsZero() && now.Before(o.Until()) }

// Overdue reports whether it should have been reviewed.
func (o Opening) Overdue(now time.Time) bool {
	return o.ReviewedAt.IsZero() && now.After(o.At.Add(ReviewWithin))
}

// Wanted is what somebody says who wants to open a person.
type Wanted struct {
	Record    people.RecordID
	Danger    Danger
	Reason    string
	Confirmed bool // they know that they are recorded and that the manager is told
}

// check names what is missing and how to mend it.
func (w Wanted) check() error {
	n := utf8.RuneCountInString(strings.TrimSpace(w.Reason))
	switch {
	case w.Danger.Words() == "":
		return fault.New(fault.Invalid, "breakglass.no-danger", "Select what the danger is.")
	case n == 0:
		return fault.New(fault.Invalid, "breakglass.no-reason", "Enter why you need to open them now.")
	case n < leastReason:
		return fault.New(fault.Invalid, "breakglass.short-reason", "Say in a sentence why you need to open them now: your manager reads it.")
	case n > mostReason:
		return fault.New(fault.Invalid, "breakglass.long-reason", "The reason must be 500 characters or fewer.")
	case !w.Confirmed:
		return fault.New(fault.Invalid, "breakglass.not-confirmed", "Confirm that you know what is recorded and who is told.")
	}
	return nil
}

// Title says an opening without saying who it was: the hub and when.
func (o Opening) Title() string {
	return o.ByName + ", " + day.Of(o.At).Short() + " at " + o.At.In(day.London).Format("15:04")
}
