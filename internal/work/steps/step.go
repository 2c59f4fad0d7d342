package steps

import (
	"strings"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/work/needs"
)

// Kind is what sort of work a step is.
type Kind string

// The kinds of step.
const (
	Call    Kind = "call"    // ring the person
	Visit   Kind = "visit"   // go to the door
	Letter  Kind = "letter"  // leave or post a letter
	Deliver Kind = "deliver" // bring something
	Collect Kind = "collect" // fetch something
	Refer   Kind = "refer"   // hand the need to a service, until it has taken it on
	Wait    Kind = "wait"    // let time pass; what is heard meanwhile can be recorded
	Review  Kind = "review"  // somebody decides, or arranges
)

// Choices are the kinds a file may name.
func (Kind) Choices() []string {
	var all []string
	for _, k := range Kinds() {
		all = append(all, string(k))
	}
	return all
}

// Kinds lists every kind.
func Kinds() []Kind { return []Kind{Call, Visit, Letter, Deliver, Collect, Refer, Wait, Review} }

// Label is the kind in words.
func (k Kind) Label() string {
	switch k {
	case Call:
		return "Call"
	case Visit:
		return "Visit"
	case Letter:
		return "Leave a letter"
	case Deliver:
		return "Deliver"
	case Collect:
		return "Collect"
	case Refer:
		return "Refer on"
	case Wait:
		return "Wait"
	}
	return "Decide"
}

// Way is the way of contact that must be safe for the step, as safe contact names it; ""
// is none.
func (k Kind) Way() Way {
	switch k {
	case Call:
		return ByCall
	case Visit, Deliver:
		return ByVisit
	case Letter:
		return ByLetter
	}
	return NoWay
}

// NoAnswer is the outcome of work that reached nobody. Whoever tries to reach somebody
// must say where it leads.
const NoAnswer = "no-answer"

// reaches reports whether the work can fail for want of somebody to answer.
func (k Kind) reaches() bool {
	return k == Call || k == Visit || k == Deliver || k == Refer
}

// Step is one thing that is done.
type Step struct {
	ID    string `yaml:"id"`
	Kind  Kind   `yaml:"kind"`
	Title string `yaml:"title"` // what to do, without naming the person
	// Triage lets the title that triage gave the need stand in for Title.
	Triage      bool   `yaml:"triage,omitempty"`
	Instruction string `yaml:"instruction,omitempty"` // what to know: instructions, never diagnoses

	// WhoMay narrows who may do it; empty leaves it to triage.
	WhoMay []needs.Doer `yaml:"who_may,omitempty"`
	// Same offers the work to whoever did it the time before.
	Same bool `yaml:"same,omitempty"`
	// Role is the role in whose queue it stands, by its id in roles.yaml; only they may
	// say what came of it. Empty is the hub's board.
	Role string `yaml:"role,omitempty"`

	After    Delay     `yaml:"after,omitempty"` // not to be done before
	Due      Delay     `yaml:"due"`             // of a wait: how long it lasts
	Attempts *Attempts `yaml:"attempts,omitempty"`
	Recurs   *Recurs   `yaml:"recurs,omitempty"`
	// Most is how often a run may come to the step; one time more goes on by Beyond.
	Most   int  `yaml:"most,omitempty"`
	Beyond Lead `yaml:"beyond,omitempty"`
	// Overdue is what happens when the due time passes. A step in a role's queue may leave
	// it out: the role is then reminded.
	Overdue Overdue `yaml:"overdue,omitempty"`
	// Unsafe takes the place of the protocol's own.
	Unsafe Lead `yaml:"unsafe,omitempty"`

	Outcomes []Outcome `yaml:"outcomes,omitempty"`

	blueprint.Whose `yaml:",inline"`
	Source          string `yaml:"source,omitempty"`
}

// Outcome is one thing that can come of a step, and where it leads.
type Outcome struct {
	ID    string `yaml:"id"`
	Label string `yaml:"label"`
	Lead  `yaml:",inline"`

	// Again keeps the step: nobody was reached, and it is tried once more.
	Again bool `yaml:"again,omitempty"`
	// Next is done for this time: the step comes back by its rhythm.
	Next bool `yaml:"next,omitempty"`
	// Renew says that a person decided to go round once more; only a role may.
	Renew bool `yaml:"renew,omitempty"`
	Note  bool `yaml:"note,omitempty"` // a note must say why
	// Contact says how the person was reached, where they were; of no-answer it is known.
	Contact Reached `yaml:"contact,omitempty"`
	// Door says which finding of whoever goes to the door on a round it is. A visit of which
	// it is said may be made on a round.
	Door Door  `yaml:"door,omitempty"`
	Asks []Ask `yaml:"asks,omitempty"`
}

// Door is what whoever goes to a door on a round finds there.
type Door string

// The findings.
const (
	FoundWell    Door = "well"     // they were seen, and are well
	NoReply      Door = "no-reply" // nobody opened
	LooksWrong   Door = "concern"  // nobody opened, and it looks wrong
	FoundWorried Door = "worried"  // they were seen, and whoever saw them is worried
)

// Choices are the words a file may use.
func (Door) Choices() []string {
	return []string{string(FoundWell), string(NoReply), string(LooksWrong), string(FoundWorried)}
}

// Reached is how an attempt to reach somebody went.
type Reached string

// The ways it can go.
const (
	Spoken     Reached = "spoken"
	Unanswered Reached = "no-answer"
	CardLeft   Reached = "card-left"
)

// Choices are the words a file may use.
func (Reached) Choices() []string {
	return []string{string(Spoken), string(Unanswered), string(CardLeft)}
}

// Reached is how the person was reached; "" where they were not to be.
func (o Outcome) Reached(k Kind) Reached {
	if o.Contact == "" && o.ID == NoAnswer && k != Refer {
		return Unanswered
	}
	return o.Contact
}

// Ask is something that must be said with an outcome.
type Ask struct {
	ID       string   `yaml:"id"`
	Label    string   `yaml:"label"`
	Kind     askKind  `yaml:"kind"`
	Options  []string `yaml:"options,omitempty"`  // of a choice
	Optional bool     `yaml:"optional,omitempty"` // it may be left open
}

// askKind is how something is asked.
type askKind string

// The kinds of ask.
const (
	AskText   askKind = "text"
	AskTick   askKind = "tick"   // it must be ticked: it was done
	AskChoice askKind = "choice" // one of the options
)

// Choices are the kinds a file may name.
func (askKind) Choices() []string {
	return []string{string(AskText), string(AskTick), string(AskChoice)}
}

// Attempts says how often nobody may answer, and when it is tried again.
type Attempts struct {
	Most  int   `yaml:"most"`
	Apart Delay `yaml:"apart"`
	// OtherTimes puts the next try in a part of the day in which none was yet.
	OtherTimes bool `yaml:"other_times,omitempty"`
	// Then is where the last of them leads; Next goes to the next time of the rhythm.
	Then Lead `yaml:"then"`
	Next bool `yaml:"next,omitempty"`
}

// Recurs says in what rhythm a step comes back.
type Recurs struct {
	// Every is the rhythm in days, unless the person has chosen one.
	Every int `yaml:"every"`
	// Review is how many times it comes before somebody looks at whether to go on.
	Review int  `yaml:"review"`
	Then   Lead `yaml:"then"`
}

// Overdue is what happens when a due time passes: it leads to another step, or the work is
// put into a role's queue, where it stays until somebody says what came of it.
type Overdue struct {
	Lead     `yaml:",inline"`
	Escalate string `yaml:"escalate,omitempty"`
	// Again is when the role is reminded, and each time after; empty is after the step's
	// own time.
	Again Delay `yaml:"again,omitempty"`
}

// IsZero reports whether nothing is said.
func (o Overdue) IsZero() bool { return o.Lead.IsZero() && o.Escalate == "" && o.Again.IsZero() }

// Outcome returns the outcome with this id.
func (s Step) Outcome(id string) (Outcome, bool) {
	for _, o := range s.Outcomes {
		if o.ID == id {
			return o, true
		}
	}
	return Outcome{}, false
}

// find is the position of an outcome among those of the step.
func (s Step) find(outcome string) (int, bool) {
	for i := range s.Outcomes {
		if s.Outcomes[i].ID == outcome {
			return i, true
		}
	}
	return 0, false
}

// Record is somebody saying that an outcome came of the step a run stands at. It is
// [fault.Invalid] when the step does not know the outcome, and says what it knows.
func (p *Protocol) Record(s State, outcome string, f Facts) (Input, error) {
	step := p.At(s)
	if i, ok := step.find(outcome); ok {
		return Recorded(i, f), nil
	}
	var known []string
	for _, o := range step.Outcomes {
		known = append(known, o.ID)
	}
	return Input{}, fault.New(fault.Invalid, "protocols.no-such-outcome",
		"Choose what came of it from the list: "+strings.Join(known, ", ")+".")
}
