package contacts

import (
	"slices"
	"time"

	"kith/internal/kernel/ident"
	"kith/internal/registers/people"
)

// EventID names a contact.
type EventID = ident.ID[Event]

// Event is one attempt to be in touch with somebody, by them or by us.
type Event struct {
	ID        EventID
	Record    people.RecordID
	Direction Direction
	Method    Method
	Role      Role   // who was spoken to; "" where nobody was, or where it is not known
	Spoke     string // their name, where it was somebody else; "" otherwise
	Purpose   string // what for, without naming a need
	At        time.Time
	Outcome   Outcome
	Note      string
	Mood      Mood // of a comfort call; "" elsewhere
	// Agency is who was in touch: an id of the borough's list, an organisation's id, or a
	// name that was typed. "" is the council.
	Agency     string
	AgencyName string // as it is shown; "" is the council
	// Restricted contacts are told to few: see [Event.ToldTo].
	Restricted bool
	Task       string // the task it belongs to; "" none
	Request    string // the request it belongs to; "" none
	Source     Source
	By         string // account, or the name of the job, that was in touch or wrote it down
	NotedAt    time.Time
}

// Direction says who turned to whom.
type Direction string

// The directions.
const (
	In  Direction = "inbound"
	Out Direction = "outbound"
)

// Label is the direction in words.
func (d Direction) Label() string {
	if d == In {
		return "They were in touch"
	}
	return "We were in touch"
}

// Method is how, by the names of the standard.
type Method string

// The methods.
const (
	Phone    Method = "phone"
	Visit    Method = "at home"
	Letter   Method = "letter"
	Text     Method = "text"
	WebForm  Method = "web form"
	Email    Method = "email"
	InPerson Method = "face-2-face"
)

// Methods lists every method, the likeliest first.
func Methods() []Method { return []Method{Phone, Visit, Text, Letter, Email, InPerson, WebForm} }

var methodLabels = map[Method]string{
	Phone: "Telephone", Visit: "Visit", Letter: "Letter", Text: "Text", WebForm: "Web form", Email: "Email", InPerson: "In person",
}

// Label is the method in words.
func (m Method) Label() string { return methodLabels[m] }

// way is the method as people say it when they are asked what is safe; "" where they are
// not asked.
func (m Method) way() string {
	switch m {
	case Phone:
		return "call"
	case Visit:
		return "visit"
	case Letter, Text, Email:
		return string(m)
	}
	return ""
}

// Role is who was spoken to, by the names of the standard.
type Role string

// The roles of somebody spoken to.
const (
	Themselves     Role = "vulnerable person"
	Relative       Role = "relative"
	Public         Role = "public"
	Professional   Role = "professional"
	CommunityGroup Role = "community group"
	Elected        Role = "elected representative"
)

// Outcome is how a contact went, as a code.
type Outcome string

// The outcomes of a contact.
const (
	Spoken       Outcome = "spoken"
	SpokeToOther Outcome = "spoke-to-other"
	NoAnswer     Outcome = "no-answer"
	Voicemail    Outcome = "voicemail"
	CardLeft     Outcome = "card-left"
	Sent         Outcome = "sent"
	Delivered    Outcome = "delivered"
	Undelivered  Outcome = "undelivered"
	WrongNumber  Outcome = "wrong-number"
	NotSafe      Outcome = "not-safe"
	Declined     Outcome = "declined"
	Received     Outcome = "received"
)

// Outcomes lists every outcome, the likeliest first.
func Outcomes() []Outcome {
	return []Outcome{
		Spoken, NoAnswer, SpokeToOther, Voicemail, CardLeft, Declined, NotSafe, WrongNumber, Sent, Delivered, Undelivered, Received,
	}
}

var outcomeLabels = map[Outcome]string{
	Spoken: "Spoke to them", SpokeToOther: "Spoke to somebody else", NoAnswer: "No answer", Voicemail: "Left a voicemail",
	CardLeft: "Left a card or a letter", Sent: "Sent", Delivered: "Delivered", Undelivered: "Not delivered",
	WrongNumber: "Wrong number", NotSafe: "It was not safe to talk", Declined: "They do not want to be contacted", Received: "Received",
}

// Label is the outcome in words.
func (o Outcome) Label() string { return outcomeLabels[o] }

// reached reports whether the person had something of the contact: they were spoken to, or
// something was left or sent. A number that rang out is no reason for others to wait.
func (o Outcome) reached() bool {
	return slices.Contains([]Outcome{Spoken, SpokeToOther, Voicemail, CardLeft, Sent, Delivered, Declined, NotSafe}, o)
}

// Source is how a contact came to be written down.
type Source string

// The sources.
const (
	FromTask    Source = "task"    // how a piece of work went
	FromCall    Source = "call"    // a call that was taken or made
	FromForm    Source = "form"    // a form of the public
	FromLog     Source = "log"     // typed into the contact log
	FromImport  Source = "import"  // a file of another agency
	FromMessage Source = "message" // a text, an email or a letter that left
)
