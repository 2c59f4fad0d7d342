package outreach

import (
	"slices"
	"time"

	"kith/internal/kernel/ident"
	"kith/internal/registers/people"
)

// ListID names a list.
type ListID = ident.ID[List]

// State is how far a list is.
type State string

// The states of a list.
const (
	Reading State = "reading" // its rows are being kept; it is shown to nobody yet
	Draft   State = "draft"   // looked at: nothing is begun
	Begun   State = "begun"   // its checks are being begun
	Done    State = "done"
)

// List is a file of people whom another team could not reach.
type List struct {
	ID       ListID
	Name     string   // of the file
	From     string   // whose list it is: an id of contacts.yaml
	Hash     string   // of its rows and of whose it is
	Columns  []string // of the file, by name; empty of a list from before they were kept
	State    State
	HandedBy string // account
	HandedAt time.Time
	BegunBy  string // account; "" while it is a draft
	BegunAt  time.Time
	DoneAt   time.Time
}

// Standing is what comes, or came, of a row.
type Standing string

// The standings of a row before anything is begun.
const (
	Faulty   Standing = "faulty" // it cannot be read: see Why
	Before   Standing = "before" // it was taken with an earlier file
	Barred   Standing = "barred" // they are not to be approached: see Why
	Unsure   Standing = "unsure" // somebody has to say who it is
	Known    Standing = "known"  // certainly one of our people: a check begins
	Open     Standing = "open"   // certainly one of our people, who has a check that it joins
	Newcomer Standing = "new"    // nobody known: a record is made, and a check begins
	Same     Standing = "same"   // the person of an earlier row, whose check it joins
)

// The standings of a row that is done with.
const (
	Began  Standing = "began"
	Joined Standing = "joined"
	Left   Standing = "left" // left out by whoever looked at the list
)

// ToDo are the standings of rows of which something is still to be begun.
func ToDo() []Standing { return []Standing{Known, Open, Newcomer, Same} }

// Rejected are the standings of rows that go back to whoever sent the list.
func Rejected() []Standing { return []Standing{Faulty, Barred} }

// Row is one row of a list.
type Row struct {
	Number   int // as a spreadsheet counts
	Key      string
	Cells    []string
	Said     Said
	Standing Standing
	Why      string  // why it is faulty or barred, in a sentence that says what to do
	Found    []Found // whom it may be about, the likeliest first
	SameAs   int     // the earlier row about the same person; 0 none
	Record   people.RecordID
	// KeptBack says that the person is one whom whoever handed the list in may not see.
	KeptBack bool
	Run      string
	DoneAt   time.Time
}

// Found is somebody whom a row may be about.
type Found struct {
	Person  people.PersonID `json:"person"`
	Record  people.RecordID `json:"record"`
	Percent int             `json:"percent"`
	Reasons []string        `json:"reasons"`
	// KeptBack people are shown to nobody; they are kept as likenesses of the new record.
	KeptBack bool `json:"kept_back,omitempty"`
}

// Shown are those whom whoever handed the list in may see.
func (r Row) Shown() []Found {
	return slices.DeleteFunc(slices.Clone(r.Found), func(f Found) bool { return f.KeptBack })
}
