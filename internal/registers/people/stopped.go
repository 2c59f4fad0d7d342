package people

import (
	"slices"
	"strings"
)

// What somebody may ask us to stop.
const (
	StopEverything = "everything"
	StopCalls      = "calls"
	StopVisits     = "visits"
	StopTexts      = "texts"
)

// StopChoices are what somebody may ask us to stop.
func StopChoices() []Choice { return slices.Clone(stopChoices) }

var stopChoices = []Choice{
	{StopEverything, "Everything"},
	{StopCalls, "Calls"},
	{StopVisits, "Visits"},
	{StopTexts, "Texts"},
}

// StopAsked says that somebody asked us to stop. The zero value does not.
type StopAsked struct {
	What   []string `json:"what,omitempty"` // values of [StopChoices]
	SaidBy string   `json:"said_by,omitempty"`
}

// IsZero reports whether nobody asked.
func (s StopAsked) IsZero() bool { return len(s.What) == 0 }

// Of reports whether something is to stop: itself, or everything.
func (s StopAsked) Of(what string) bool {
	return slices.Contains(s.What, what) || slices.Contains(s.What, StopEverything)
}

func (s StopAsked) String() string {
	if s.IsZero() {
		return ""
	}
	return inWords(s.What, stopChoices, "") + ", said by " + s.SaidBy
}

// Moved says that somebody has moved out of the borough. The zero value does not.
type Moved struct {
	To      string `json:"to,omitempty"` // where to, in words
	SaidBy  string `json:"said_by,omitempty"`
	Council string `json:"council,omitempty"` // what was told to the council there; "" is nothing
}

// IsZero reports whether nobody has said so.
func (m Moved) IsZero() bool { return m.SaidBy == "" }

func (m Moved) String() string {
	if m.IsZero() {
		return ""
	}
	told := "the council there was not told"
	if m.Council != "" {
		told = "the council there: " + m.Council
	}
	return strings.Join([]string{"To " + m.To, "said by " + m.SaidBy, told}, "; ")
}
