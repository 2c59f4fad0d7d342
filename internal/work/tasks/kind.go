package tasks

import (
	"slices"
)

// Kind is what sort of work a task is.
type Kind string

// The kinds of task.
const (
	FirstContact Kind = "first-contact" // the hub speaks to the person
	Do           Kind = "do"            // the help itself, without steps
	Refer        Kind = "refer"         // hand the need to a service with its own duty
	Read         Kind = "read"          // read what the person has told us since they asked

	// The steps of a protocol.
	Call    Kind = "call"
	Visit   Kind = "visit"
	Letter  Kind = "letter"
	Deliver Kind = "deliver"
	Collect Kind = "collect"
	Wait    Kind = "wait"   // time passes; what is heard meanwhile is said here
	Review  Kind = "review" // somebody decides, or arranges
)

// Kinds lists every kind.
func Kinds() []Kind {
	return []Kind{FirstContact, Do, Call, Visit, Letter, Deliver, Collect, Refer, Review, Wait, Read}
}

// Label is the kind in words.
func (k Kind) Label() string {
	switch k {
	case FirstContact:
		return "First contact"
	case Do:
		return "Help"
	case Refer:
		return "Refer on"
	case Read:
		return "News to read"
	case Call:
		return "Call"
	case Visit:
		return "Visit"
	case Letter:
		return "Letter"
	case Deliver:
		return "Deliver"
	case Collect:
		return "Collect"
	case Wait:
		return "Wait"
	case Review:
		return "Decide"
	}
	return string(k)
}

// helping are the kinds in which help is given, and that others than staff may be asked to
// do.
var helping = []Kind{Do, Call, Visit, Letter, Deliver, Collect}

// Helps reports whether the work is help itself, which triage says who may give.
func (k Kind) Helps() bool { return slices.Contains(helping, k) }
