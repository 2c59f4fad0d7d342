package rounds

import (
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/work/routing"
)

// PlanID names a plan.
type PlanID = ident.ID[Plan]

// Plan is the rounds of one day, for a neighbourhood or the whole borough, through all its
// versions.
type Plan struct {
	ID            PlanID
	Day           day.Date
	Neighbourhood string // "" is the whole borough
	State         PlanState
	Current       int64 // its latest version; 0 while there is none
	Published     int64 // the version that drivers have; 0 while none was published
	MadeAt        time.Time
	MadeBy        string
	Version       int64 // of the row, for whoever saves it
	Progress
}

// Progress is how far working a plan out has come.
type Progress struct {
	Asked    Asked // what is being worked out
	AskedAt  time.Time
	Share    int64 // of the search that is done, in thousandths
	Pence    int64 // what the best so far costs
	LeftOut  int64 // and how many stops it leaves out
	Stopping bool
	Failed   string // why nothing came of it, in words
}

// PlanState is where a plan stands.
type PlanState string

// The states of a plan.
const (
	Solving   PlanState = "solving"
	Draft     PlanState = "draft"
	Published PlanState = "published"
	Closed    PlanState = "closed"
	Dropped   PlanState = "dropped"
)

// Label is the state in words.
func (s PlanState) Label() string {
	switch s {
	case Solving:
		return "Being worked out"
	case Draft:
		return "Draft"
	case Published:
		return "Published"
	case Closed:
		return "Closed"
	}
	return "Dropped"
}

// Asked is what the kernel is asked for.
type Asked string

// What is asked.
const (
	Afresh Asked = "afresh" // everything that is ready, with what was chosen by hand
	Again  Asked = "again"  // what is on the plan, after a choice
	Late   Asked = "late"   // what changed since it was published, the rest as it is
)

// Version is a plan as it was at one time.
type Version struct {
	Plan   PlanID
	Number int64
	Why    string // what was changed, in words
	MadeAt time.Time
	MadeBy string
	routing.Body
}
