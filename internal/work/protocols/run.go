package protocols

import (
	"time"

	"kith/internal/kernel/ident"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/steps"
)

// RunID names a run.
type RunID = ident.ID[Run]

// Run is one piece of work led through the steps of a protocol.
type Run struct {
	ID        RunID
	Protocol  string
	Blueprint string // the version it keeps to
	Request   needs.RequestID
	Need      needs.NeedID // "" for work that serves no need
	Record    people.RecordID
	Work      Work
	Saved     steps.Saved
	OpenedAt  time.Time
	EndedAt   time.Time
	EndedAs   string // the end, or [Withdrawn]; "" while it is open
	Version   int64

	onceKey string
}

// Withdrawn is how a run ended whose work was no longer wanted, where it may be withdrawn.
const Withdrawn = "withdrawn"

// Open reports whether the run goes on.
func (r Run) Open() bool { return r.EndedAt.IsZero() }

// Work is what a run is for: what triage said, which the steps make use of.
type Work struct {
	Category    string         `json:"category,omitempty"`
	Title       string         `json:"title,omitempty"`
	Instruction string         `json:"instruction,omitempty"`
	Area        string         `json:"area,omitempty"`
	Priority    needs.Priority `json:"priority,omitempty"`
	WhoMay      []needs.Doer   `json:"who_may,omitempty"`
	Labels      []needs.Label  `json:"labels,omitempty"`
	Destination string         `json:"destination,omitempty"`
	DueAt       time.Time      `json:"due_at,omitzero"`
	Every       int            `json:"every,omitempty"` // the rhythm the person chose, in days
	// Aside keeps the work off every hub's board: it stands in the coordination queue.
	Aside bool   `json:"aside,omitempty"`
	List  string `json:"list,omitempty"` // the list it is the first approach to; "" they turned to us
	Team  string `json:"team,omitempty"` // whose work the first approach is, as a role of roles.yaml; "" the hub's
	For   string `json:"for,omitempty"`  // the setting it is for, as titles say it
}

// Happened is what moved a run.
type Happened string

// What moves a run.
const (
	Began    Happened = "began"
	Said     Happened = "recorded"
	Passed   Happened = "expired" // a due time passed
	Halted   Happened = "stopped"
	Reopened Happened = "reopened"
	Joined   Happened = "joined" // a further trigger of what is open already
	Dropped  Happened = "withdrawn"
)

// Event is one thing that happened to a run.
type Event struct {
	Seq      int64
	Happened Happened
	Step     string // the step it stood at
	Task     string
	Outcome  string
	Said     string // what came of it, in words
	Note     string
	Answers  map[string]string
	LeadsTo  string // the step it stood at after, or the end
	By       string // account, or the name of a job
	At       time.Time

	before steps.Saved
	need   needs.NeedID // of a trigger that joined with a need of its own
}
