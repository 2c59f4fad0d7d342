package needs

import (
	"slices"
	"time"

	"kith/internal/kernel/ident"
	"kith/internal/registers/people"
	"kith/internal/work/answers"
)

// RequestID names a request.
type RequestID = ident.ID[Request]

// Request is one time somebody asked for help, for themselves or another.
type Request struct {
	ID        RequestID
	Reference ident.Reference
	Channel   Channel
	Record    people.RecordID // who needs the help
	Asker     Asker
	OwnWords  string // as said; never edited
	Answers   answers.Answers
	Blueprint string // the blueprint version the questions and rules came from

	Neighbourhood string // "" is the coordination queue
	RoutingRule   string
	RoutingSource string
	CheckByHand   bool

	State           RequestState
	Priority        Priority
	ReceivedAt      time.Time
	AcceptBy        time.Time
	AcceptedAt      time.Time // zero until a hub accepts it
	AcceptedBy      string
	FirstContactDue time.Time
	FirstContactAt  time.Time // zero until somebody at the hub has spoken to them
	RefusedReason   string    // why the last hub gave it back; "" when none did
	ClosedAt        time.Time
	Version         int64
}

// Asker is who asks on behalf of another. The zero Asker means the person asks themselves.
type Asker struct {
	Name     string
	Relation string
	Phone    string
}

// Self reports whether the person who needs help asked themselves.
func (a Asker) Self() bool { return a == Asker{} }

// Channel is how a request came in.
type Channel string

// The channels.
const (
	Web      Channel = "web"
	Phone    Channel = "phone"
	Referrer Channel = "partner"
	WalkIn   Channel = "walk-in"
	API      Channel = "api"
)

// Raised is the channel of what nobody asked for: the response found that it is needed. No
// form and no caller can name it.
const Raised Channel = "raised"

// Channels lists every channel by which somebody asks.
func Channels() []Channel { return []Channel{Web, Phone, Referrer, WalkIn, API} }

// Label is the channel in words for people.
func (c Channel) Label() string {
	switch c {
	case Web:
		return "Web form"
	case Phone:
		return "Phone"
	case Referrer:
		return "Partner"
	case WalkIn:
		return "Walk-in"
	case API:
		return "Another system"
	case Raised:
		return "Raised by our own work"
	}
	return string(c)
}

// RequestState is where a request stands.
type RequestState string

// The states of a request.
const (
	Received RequestState = "received" // with a hub or the coordination queue, not yet taken on
	Accepted RequestState = "accepted" // a hub has taken it on
	Closed   RequestState = "closed"   // every need has ended
)

// RequestStates lists every state.
func RequestStates() []RequestState { return []RequestState{Received, Accepted, Closed} }

// Label is the state in words for staff.
func (s RequestState) Label() string {
	switch s {
	case Received:
		return "Not accepted yet"
	case Accepted:
		return "Accepted"
	case Closed:
		return "Closed"
	}
	return string(s)
}

// Open reports whether work on the request may still go on.
func (s RequestState) Open() bool { return slices.Contains([]RequestState{Received, Accepted}, s) }
