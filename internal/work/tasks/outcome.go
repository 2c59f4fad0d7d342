package tasks

import (
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/registers/contacts"
	"kith/internal/work/needs"
)

// Outcome is how a piece of work went.
type Outcome struct {
	Code string
	Note string
	// Answers are what else the ending asks, by its id.
	Answers map[string]string
	// Method is how the person was contacted, where that is another way than the task's own.
	Method contacts.Method
	// Inbound says that they were in touch themselves, for what they were to be contacted for.
	Inbound bool
	// Mood is how they seemed, of a comfort call; "" elsewhere.
	Mood contacts.Mood
}

// Ending is one outcome somebody may record, and what it means for the need.
type Ending struct {
	Code  string          `json:"code"`
	Label string          `json:"label"`
	Need  needs.NeedState `json:"need,omitempty"`  // how it leaves the need; "" leaves it as it is
	Again time.Duration   `json:"again,omitempty"` // the task stays open and is due again after this; 0 ends it
	Asks  bool            `json:"asks,omitempty"`  // a note must say why
	// Contact is how the person was reached, where a protocol says so; "" where they were not
	// contacted.
	Contact contacts.Outcome `json:"contact,omitempty"`
	// Door is which finding at a door it is, of a visit that may be made on a round; the words
	// are those of package steps.
	Door string  `json:"door,omitempty"`
	More []Asked `json:"more,omitempty"` // what else must be said, in a protocol
}

// Asked is something a protocol asks with an ending.
type Asked struct {
	ID       string   `json:"id"`
	Label    string   `json:"label"`
	Tick     bool     `json:"tick,omitempty"`    // it must be ticked: it was done
	Options  []string `json:"options,omitempty"` // one of these; none means a text
	Optional bool     `json:"optional,omitempty"`
}

// check says what is wrong with an answer.
func (a Asked) check(answer string) error {
	switch answer = strings.TrimSpace(answer); {
	case answer == "" && a.Optional:
	case answer == "" && a.Tick:
		return fault.New(fault.Invalid, "tasks.not-ticked", "Tick what was done: "+a.Label+". If it was not done, do it first.")
	case answer == "":
		return fault.New(fault.Invalid, "tasks.not-said", "Enter this too: "+a.Label+".")
	case len(a.Options) > 0 && !slices.Contains(a.Options, answer):
		return fault.New(fault.Invalid, "tasks.no-such-answer", a.Label+" Choose from: "+strings.Join(a.Options, ", ")+".")
	case len(answer) > 200:
		return fault.New(fault.Invalid, "tasks.too-long", a.Label+": use 200 characters or fewer.")
	}
	return nil
}

// NoAnswer is the outcome of a contact that reached nobody. It never ends a task.
const NoAnswer = "no-answer"

// notNeeded is the outcome of a first contact that nobody needs to make.
const notNeeded = "not-needed"

// notWanted is the outcome of work on a need that is no longer wanted.
const notWanted = "no-longer-needed"

// tryAgain is how long after an unanswered contact the next is due.
const tryAgain = 4 * time.Hour

var endings = map[Kind][]Ending{
	FirstContact: {
		{Code: "spoken", Label: "I spoke to them"},
		{Code: NoAnswer, Label: "No answer: try again later", Again: tryAgain},
		{Code: notNeeded, Label: "No contact is needed: say why", Asks: true},
	},
	Do: {
		{Code: "done", Label: "Done", Need: needs.NeedMet},
		{Code: NoAnswer, Label: "No answer at the door or on the phone: try again", Again: tryAgain},
		{Code: notWanted, Label: "They no longer need it", Need: needs.NeedGone},
		{Code: "could-not", Label: "It could not be done: say why", Need: needs.NeedNotMet, Asks: true},
	},
	Read: {
		{Code: "read", Label: "Read, and done what it asks for"},
		{Code: NoAnswer, Label: "No answer when I rang about it: try again", Again: tryAgain},
	},
	Refer: {
		{Code: "acknowledged", Label: "The service has taken it on", Need: needs.NeedReferred},
		{Code: NoAnswer, Label: "No answer from the service: try again", Again: tryAgain},
		{Code: notWanted, Label: "They no longer need it", Need: needs.NeedGone},
		{Code: "turned-down", Label: "The service turned it down: say why", Need: needs.NeedNotMet, Asks: true},
	},
}

// Endings lists the outcomes that may be recorded for a kind of task that no protocol
// holds, likeliest first.
func Endings(k Kind) []Ending { return slices.Clone(endings[k]) }

// Endings lists what can come of the task, likeliest first: by its protocol, or by its kind.
func (t Task) Endings() []Ending {
	if !t.Held.IsZero() {
		return slices.Clone(t.Held.Endings)
	}
	return Endings(t.Kind)
}

// Knows reports whether an outcome can come of the task.
func (t Task) Knows(code string) bool {
	return slices.ContainsFunc(t.Endings(), func(e Ending) bool { return e.Code == code })
}

// check finds the ending an outcome names, or says what is wrong with the outcome.
func (o Outcome) check(all []Ending) (Ending, error) {
	for _, e := range all {
		if e.Code != o.Code {
			continue
		}
		if e.Asks && strings.TrimSpace(o.Note) == "" {
			return Ending{}, fault.New(fault.Invalid, "tasks.say-why", "Say why, so that the next person knows.")
		}
		for _, a := range e.More {
			if err := a.check(o.Answers[a.ID]); err != nil {
				return Ending{}, err
			}
		}
		return e, nil
	}
	return Ending{}, unknown(all)
}

// unknown says what can come of a task.
func unknown(all []Ending) error {
	var known []string
	for _, e := range all {
		known = append(known, e.Code)
	}
	return fault.New(fault.Invalid, "tasks.no-such-outcome", "Choose how it went from the list: "+strings.Join(known, ", ")+".")
}

// OutcomeLabel is a recorded outcome in words, of a task that no protocol holds.
func OutcomeLabel(k Kind, code string) string {
	return Task{Kind: k, Outcome: code}.OutcomeLabel()
}

// OutcomeLabel is what came of the task, in words.
func (t Task) OutcomeLabel() string { return t.LabelOf(t.Outcome) }

// LabelOf is an outcome of the task in words.
func (t Task) LabelOf(code string) string {
	label := t.Held.Said
	if code != t.Outcome || label == "" {
		for _, e := range t.Endings() {
			if e.Code == code {
				label = e.Label
			}
		}
	}
	if label == "" {
		return code
	}
	if before, _, short := strings.Cut(label, ": "); short && t.Held.IsZero() {
		return before
	}
	return label
}

func lower(s string) string { return strings.ToLower(s) }
