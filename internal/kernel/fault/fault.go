// Package fault is the one way Kith says that something went wrong.
//
// A fault carries a kind, which decides what happens next (the status of a
// page, whether a job is tried again), a code, which programs and tests may
// rely on, and a message written for the person who has to mend it.
package fault

import (
	"errors"
	"fmt"
)

// Kind says what sort of thing went wrong.
type Kind int

// The kinds. Internal is the zero value, so an error nobody classified is
// treated as our mistake and its text is never shown to the public.
const (
	Internal        Kind = iota // our mistake, or one nobody foresaw
	Invalid                     // what was given cannot be accepted as it is
	NotFound                    // there is no such thing, or none the person may know of
	Forbidden                   // the person is known and may not do this
	Unauthenticated             // the person must sign in first
	Conflict                    // it clashes with what is already recorded
	Stale                       // somebody else changed it in the meantime
	TooLarge                    // more than we take at once
	RateLimited                 // too many tries in too short a time
	Unavailable                 // something we depend on does not answer; try later
)

var kindNames = [...]string{
	Internal:        "internal",
	Invalid:         "invalid",
	NotFound:        "not found",
	Forbidden:       "forbidden",
	Unauthenticated: "unauthenticated",
	Conflict:        "conflict",
	Stale:           "stale",
	TooLarge:        "too large",
	RateLimited:     "rate limited",
	Unavailable:     "unavailable",
}

// String returns the kind in lower-case words, as logs show it.
func (k Kind) String() string {
	if k < 0 || int(k) >= len(kindNames) {
		return fmt.Sprintf("kind %d", int(k))
	}
	return kindNames[k]
}

// UnknownMessage is what people read when an error says nothing fit for them.
const UnknownMessage = "Sorry, there is a problem with the service. Try again in a few minutes. If it goes on, call the helpline."

// Error is a fault: a classified error with words for people.
type Error struct {
	// Kind decides what happens next.
	Kind Kind
	// Code names the fault for programs and tests, as "<package>.<what>".
	Code string
	// Message is shown to people. It says what is wrong and how to mend it,
	// and never holds personal data or the text of another error.
	Message string
	// Err is the cause, for logs only. It may be nil.
	Err error
}

// New returns a fault without a cause.
func New(kind Kind, code, message string) *Error {
	return &Error{Kind: kind, Code: code, Message: message}
}

// Error returns the fault as logs show it: code, message and cause.
func (e *Error) Error() string {
	text := e.Message
	if e.Code != "" {
		text = e.Code + ": " + text
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap returns the cause, which may be nil.
func (e *Error) Unwrap() error { return e.Err }

// KindOf returns the kind of the outermost fault in err's chain, or Internal
// when there is none. It is asked of errors only: KindOf(nil) is Internal too.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

// MessageOf returns the words for people of the outermost fault in err's
// chain, UnknownMessage when there are none, and "" for a nil error.
func MessageOf(err error) string {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok && e.Message != "" {
		return e.Message
	}
	return UnknownMessage
}

// CodeOf returns the code of the outermost fault in err's chain, or "".
func CodeOf(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return ""
}

// Wrap adds context to *err and keeps its kind, code and message. It does
// nothing when *err is nil. It is meant to be the first line of a function
// with a named error result:
//
//	defer fault.Wrap(&err, "pack parcel %s", id)
func Wrap(err *error, format string, args ...any) {
	if *err != nil {
		*err = fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), *err)
	}
}
