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
	// Method is how the person was contacted, where that is another way than the task's own.
	Method contacts.Method
	// Inbound says that they were in touch themselves, for what they were to be contacted for.
	Inbound bool
}

// Ending is one outcome somebody may record, and what it means for the need.
type Ending struct {
	Code  string
	Label string
	Need  needs.NeedState // how it leaves the need; "" leaves it as it is
	Again time.Duration   // the task stays open and is due again after this; 0 ends it
	Asks  bool            // a note must say why
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

// Endings lists the outcomes that may be recorded for a kind of task, likeliest first.
func Endings(k Kind) []Ending { return slices.Clone(endings[k]) }

// check finds the ending an outcome names, or says what is wrong with the outcome.
func (o Outcome) check(k Kind) (Ending, error) {
	for _, e := range endings[k] {
		if e.Code != o.Code {
			continue
		}
		if e.Asks && strings.TrimSpace(o.Note) == "" {
			return Ending{}, fault.New(fault.Invalid, "tasks.say-why", "Say why, so that the next person knows.")
		}
		return e, nil
	}
	return Ending{}, fault.New(fault.Invalid, "tasks.no-such-outcome", "Choose how it went from the list.")
}

// OutcomeLabel is a recorded outcome in words.
func OutcomeLabel(k Kind, code string) string {
	label := Task{Kind: k, Outcome: code}.ending().Label
	if label == "" {
		return code
	}
	label, _, _ = strings.Cut(label, ":")
	return label
}

func lower(s string) string { return strings.ToLower(s) }
