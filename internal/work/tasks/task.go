package tasks

import (
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
)

// ID names a task.
type ID = ident.ID[Task]

// Task is one piece of work.
type Task struct {
	ID          ID
	Kind        Kind
	Need        needs.NeedID // "" for a first contact, which serves the whole request
	Request     needs.RequestID
	Record      people.RecordID
	Category    string
	Title       string // what to do, without naming the person
	Instruction string // what to know while doing it: instructions, never diagnoses
	Area        string // where, as coarse as may be told before somebody accepts

	Neighbourhood string // "" is the coordination queue
	Priority      needs.Priority
	State         State
	WhoMay        []needs.Doer
	Labels        []needs.Label
	Destination   string // the referral destination of a refer task
	Assignee      Assignee

	DueAt      time.Time
	StartOn    day.Date  // not before this day; zero when it may be done now
	NotBefore  time.Time // nor before this moment; zero when there is none
	Attempts   int       // contacts tried without an answer
	Refused    string    // why the last one asked could not; "" when nobody refused
	Outcome    string
	Note       string
	OpenedAt   time.Time
	AssignedAt time.Time
	AcceptedAt time.Time
	ClosedAt   time.Time
	Version    int64

	Held Held // by which run of a protocol; zero for work without steps

	because string // why it is being changed, until it is saved
}

// Late reports whether the task is still to be done and past its time.
func (t Task) Late(now time.Time) bool { return t.State.Open() && t.DueAt.Before(now) }

// Assignee is who has a task. The zero Assignee is nobody.
type Assignee struct {
	Kind AssigneeKind
	ID   string
	Name string // as it is shown on lists
}

// IsZero reports whether nobody has the task.
func (a Assignee) IsZero() bool { return a.ID == "" }

// AssigneeKind is what sort of helper has a task.
type AssigneeKind string

// The kinds of assignee.
const (
	ToStaff        AssigneeKind = "account"
	ToVolunteer    AssigneeKind = "volunteer"
	ToOrganisation AssigneeKind = "organisation"
)

// AssigneeKinds lists every kind.
func AssigneeKinds() []AssigneeKind { return []AssigneeKind{ToStaff, ToVolunteer, ToOrganisation} }

// Label is the kind in words, in the middle of a sentence.
func (k AssigneeKind) Label() string {
	switch k {
	case ToVolunteer:
		return "a volunteer"
	case ToOrganisation:
		return "an organisation"
	}
	return "staff"
}

// Doer is the kind of helper triage speaks of.
func (k AssigneeKind) Doer() needs.Doer {
	switch k {
	case ToVolunteer:
		return needs.Volunteer
	case ToOrganisation:
		return needs.Organisation
	}
	return needs.Staff
}
