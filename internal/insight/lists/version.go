package lists

import (
	"time"

	"kith/internal/insight/entries"
	"kith/internal/kernel/ident"
	"kith/internal/registers/assets"
	"kith/internal/registers/attributes"
	"kith/internal/registers/people"
)

// VersionID names a version.
type VersionID = ident.ID[Version]

// State is how far a version has come.
type State string

// The states.
const (
	Reading   State = "reading"   // its rows are being kept
	HandedIn  State = "handed-in" // its columns are to be confirmed
	Checking  State = "checking"  // its rows are being read, compared and linked
	Checked   State = "checked"   // what would come of it can be looked at
	Switching State = "switching" // it is being put in the place of the version before
	Current   State = "current"
	Past      State = "past"
	Cancelled State = "cancelled"
	Failed    State = "failed"
)

// Working reports whether the program is at work with it.
func (s State) Working() bool { return s == Checking || s == Switching }

// Over reports whether nothing more comes of it.
func (s State) Over() bool { return s == Past || s == Cancelled || s == Failed }

// Version is one file of a list.
type Version struct {
	ID       VersionID
	Asset    assets.ID
	Profile  string
	Kind     entries.Kind
	Name     string // of the file
	Hash     string
	State    State
	HandedBy string
	HandedAt time.Time
	Columns  []entries.Column
	Preamble int // rows above the header
	Rows     int // below it
	Done     int // rows the work under way has come to
	Counts   Counts
	Against  VersionID // the version it was compared with; "" none
	Load     attributes.LoadID
	Note     string // why it failed, in words
	Passed   string // what of the file was not read, in words
	OnBy     string // who switched it on
	OnAt     time.Time
	Stands   Tally // as it was counted last
	Number   int64 // raised by each change
}

// Counts are what comes of the rows of a version.
type Counts struct {
	Of      map[Standing]int     `json:"of,omitempty"`
	Who     map[Match]int        `json:"who,omitempty"`
	Remarks map[entries.Code]int `json:"remarks,omitempty"`
}

// People are how many are on the list by it.
func (c Counts) People() (n int) {
	for _, s := range OnList() {
		n += c.Of[s]
	}
	return n
}

// Standing is what comes of a row.
type Standing string

// The standings.
const (
	Added    Standing = "new"
	Back     Standing = "back"     // was on an earlier version, and not on the last
	Changed  Standing = "changed"  // says something else
	Moved    Standing = "moved"    // has another address
	MovedIn  Standing = "moved-in" // and came from another council's area
	MovedOut Standing = "moved-out"
	HasDied  Standing = "died"
	Same     Standing = "unchanged"
	Gone     Standing = "left"     // on the version before and not on this one
	Twice    Standing = "twice"    // another row of the file is of the same person
	Joined   Standing = "joined"   // adds to another row of the same person
	Rejected Standing = "rejected" // cannot be taken
)

// Standings lists them in the order a page shows them.
func Standings() []Standing {
	return []Standing{Rejected, Added, Back, Changed, Moved, MovedIn, MovedOut, HasDied, Gone, Same, Twice, Joined}
}

// OnList are the standings of rows whose people are on the list.
func OnList() []Standing {
	return []Standing{Added, Back, Changed, Moved, MovedIn, MovedOut, HasDied, Same}
}

// ToReach are those of whom somebody may have to be in touch with: alive, and living here.
func ToReach() []Standing { return []Standing{Added, Back, Changed, Moved, MovedIn, Same} }

var standingLabels = map[Standing]string{
	Added: "New on the list", Back: "Back again", Changed: "Changed", Moved: "Moved", MovedIn: "Moved into the area", MovedOut: "Live in another area",
	HasDied: "Died", Same: "Unchanged", Gone: "Left the list", Twice: "Another row is of the same person", Joined: "Add to another row", Rejected: "Cannot be taken",
}

// Label is the standing in words.
func (s Standing) Label() string { return standingLabels[s] }

// Match is what is known of who a row is.
type Match string

// The matches.
const (
	Known     Match = "known"   // known from the version before
	Linked    Match = "linked"  // certainly one of our people
	ToReview  Match = "review"  // may be one of our people
	Newcomer  Match = "nobody"  // nobody we know
	Unmatched Match = "not-yet" // not looked for
)

// Row is one row of a version.
type Row struct {
	Version  VersionID
	Number   int // as a spreadsheet counts; below 0 for one of the version before that is not in this one
	Key      string
	Hash     string
	Standing Standing
	Entry    entries.Entry
	Remarks  []entries.Remark
	Why      string // why it is not taken, or what changed
	Match    Match
	Record   people.RecordID // of whoever it is; "" not yet
	KeptBack bool            // they are kept from whoever uses lists
	Found    []Found         // whom it may be of, the likeliest first

	touch    Touch // how they stood when it was counted last; "" not yet
	touchWhy string
}

// Found is one of our people whom a row may be of.
type Found struct {
	Record      people.RecordID `json:"record"`
	Person      people.PersonID `json:"person"`
	Probability float64         `json:"p"`
	Weight      float64         `json:"w"`
	Pattern     uint32          `json:"pattern"`
	Because     []string        `json:"because,omitempty"`
	Hidden      bool            `json:"hidden,omitempty"`
}
