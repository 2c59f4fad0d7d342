package notify

import (
	"errors"
	"fmt"
	"regexp"
	"time"
)

// Trouble says what is to be done about a message that was not taken.
type Trouble string

// The troubles.
const (
	// Refused: the carrier will never take this message, such as for a number that does
	// not exist. Trying again does not help.
	Refused Trouble = "refused"
	// Setup: no message can go until an operator mends something, such as a wrong key.
	Setup Trouble = "setup"
	// Busy: too many messages; later it will be taken.
	Busy Trouble = "busy"
	// Away: the carrier did not answer or was out of order, and has not taken it.
	Away Trouble = "away"
	// Unclear: it was handed over, and no answer came. It may have been taken: look with
	// Find before sending again.
	Unclear Trouble = "unclear"
)

// Failure is why a message was not taken.
type Failure struct {
	Trouble Trouble
	// Code is the carrier's own word for it, such as "550" or "403 AuthError", or one of
	// ours: "not-set-up", "address", "no-answer".
	Code string
	// After is how long to wait at the least, as far as the carrier said. It may be 0.
	After time.Duration
	// Err is the cause, for logs. What might be an address or a number in it is blotted out.
	Err error
}

// Error returns the trouble, the code and the cause.
func (f *Failure) Error() string {
	text := fmt.Sprintf("not sent (%s): %s", f.Trouble, f.Code)
	if f.Err != nil {
		text += ": " + blot(f.Err.Error())
	}
	return text
}

// Unwrap returns the cause, which may be nil.
func (f *Failure) Unwrap() error { return f.Err }

// Words says for members of staff what went wrong, in a sentence.
func (f *Failure) Words() string {
	switch {
	case f.Code == "not-set-up":
		return "Nothing is set up that could send it."
	case f.Trouble == Refused && f.Code == "address":
		return "The address or number cannot be written to."
	}
	return words[f.Trouble] + " (" + f.Code + ")"
}

var words = map[Trouble]string{
	Refused: "The carrier refused it: the address or number may be wrong.",
	Setup:   "The carrier does not let us in: the key, the password or the clock is wrong.",
	Busy:    "The carrier had too much to do.",
	Away:    "The carrier did not answer.",
	Unclear: "The connection broke before the carrier said that it has it.",
}

// FailureOf returns the failure in err's chain. An error without one is [Unclear]: nobody
// can say what became of the message.
func FailureOf(err error) *Failure {
	if failure, ok := errors.AsType[*Failure](err); ok {
		return failure
	}
	return &Failure{Trouble: Unclear, Code: "error", Err: err}
}

// personal finds what may be an e-mail address or a number of a person.
var personal = regexp.MustCompile(`[^\s<>"'(]+@[^\s<>"')]+|\+?\d[\d ()-]{5,}\d`)

// blot takes addresses and numbers out of a carrier's text, and keeps it short.
func blot(text string) string {
	text = personal.ReplaceAllString(text, "…")
	if runes := []rune(text); len(runes) > 200 {
		text = string(runes[:200]) + "…"
	}
	return text
}
