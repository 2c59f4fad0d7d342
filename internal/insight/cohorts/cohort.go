package cohorts

import (
	"time"

	"kith/internal/kernel/ident"
	"kith/internal/registers/people"
)

// ID names a cohort.
type ID = ident.ID[Cohort]

// Draft is a cohort that somebody is about to freeze.
type Draft struct {
	Name    string
	Group   string // of cohorts.yaml that it came of; "" is somebody's own
	Terms   Terms
	Purpose string
	Basis   string // the legal basis, in words
	Letter  string // that is written to them
}

// Cohort is one that was frozen.
type Cohort struct {
	ID ID
	Draft
	Points   string   // hash of the points whose priority the rule asked for; "" none
	Scope    []string // the neighbourhoods it was chosen from; nil is the whole borough
	Open     int      // whom the rule could not decide on
	State    State
	FrozenAt time.Time
	FrozenBy string // account
	HandedAt time.Time
	HandedBy string
	Team     string // that rings them, by its id in roles.yaml; "" none
	Version  int64
}

// State is how far a cohort is.
type State string

// The states.
const (
	Frozen  State = "frozen"  // nobody is approached yet
	Handing State = "handing" // being handed on
	Handed  State = "handed"
)

// Team is one that the blueprint lets make the first approach to the people on a list.
type Team struct{ ID, Title string }

// Member is somebody whom the rule chose.
type Member struct {
	people.Described
	Record   people.RecordID
	Person   people.PersonID
	Hood     string
	Standing Standing
	Out             // why not; zero for those who are in
	Work     string // the run or the message it came to; "" none
	DoneAt   time.Time
}

// Standing is how somebody stands in a cohort.
type Standing string

// The standings.
const (
	In   Standing = "in"     // to be approached
	Done Standing = "handed" // handed on
	Left Standing = "out"    // left out, with why
)

// Counts are how many stand how.
type Counts struct {
	In, Done, Left int
	Why            map[Why]int
}
