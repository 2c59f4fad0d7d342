package messages

import (
	"time"

	"kith/internal/kernel/ident"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
)

// ID names a message.
type ID = ident.ID[Message]

// Purpose says what a message is for, as "<package>.<what>": it names the [Composer] that
// knows what goes into it.
type Purpose string

// ByHand is the purpose of what members of staff chose to write.
const ByHand Purpose = "messages.by-hand"

// Order is a message to be sent.
type Order struct {
	Record people.RecordID // whom it is written to
	// To names somebody written to who is no person of the register, such as {"volunteer",
	// id}; Record is then "". See [Addressee].
	To      journal.Object
	Purpose Purpose
	// Templates are the letters it may be written with. Of those that are written for the
	// way it goes, the first is taken.
	Templates []string
	// Channels are the ways it may go, the best first; none are text, email, letter.
	Channels []Channel
	About    journal.Object    // what it is about, such as {"request", id}
	Fields   map[string]string // what somebody typed to be filled in; nothing that is secret
	// Key tells this message from every other: with a key that was used before nothing is
	// queued. It is compulsory.
	Key string
	// Reply answers what the person has just asked for or told: other agencies' contacts do
	// not delay it.
	Reply bool
	// Restricted messages are told to few.
	Restricted bool
	// NotAfter is when it is of no more use; zero is never.
	NotAfter time.Time
}

// State says how far a message has come.
type State string

// The states.
const (
	Queued    State = "queued"    // waits for its time, which may be now
	Sending   State = "sending"   // is being handed over
	Sent      State = "sent"      // with its carrier, no news yet
	Delivered State = "delivered" // arrived, as far as the carrier can see
	ToPrint   State = "to-print"  // a letter for somebody to print and post
	Posted    State = "posted"    // printed and posted
	NotSafe   State = "not-safe"  // no way of it is safe
	Failed    State = "failed"    // no way of it reached them
	Dead      State = "dead"      // given up after too many tries
	Dropped   State = "dropped"   // not wanted any more
)

// States lists every state.
func States() []State {
	return []State{Queued, Sending, Sent, Delivered, ToPrint, Posted, NotSafe, Failed, Dead, Dropped}
}

var stateLabels = map[State]string{
	Queued: "Waiting", Sending: "Being sent", Sent: "Sent", Delivered: "Delivered", ToPrint: "To be printed", Posted: "Posted",
	NotSafe: "Not sent: not safe", Failed: "Did not arrive", Dead: "Given up", Dropped: "Not sent: no longer wanted",
}

// Label is the state in words.
func (s State) Label() string { return stateLabels[s] }

// AtRest reports whether the message needs somebody to look at it.
func (s State) AtRest() bool { return s == Dead || s == Failed }

// MaySendAgain reports whether somebody may have it sent again.
func (s State) MaySendAgain() bool { return s.AtRest() || s == NotSafe }

// Message is one message and what became of it.
type Message struct {
	ID ID
	Order
	Neighbourhood string // of the person, when it was queued
	QueuedBy      string
	QueuedAt      time.Time
	State         State
	NextAt        time.Time // when it is tried next
	Attempts      int       // tries since it was queued or sent again
	Round         int       // how often somebody had it sent again
	Unclear       bool      // it may have gone already: look first
	Tried         []Channel // ways that did not reach them

	// Of the last try:
	Channel   Channel
	Template  string
	Language  string // code
	Carrier   string
	CarrierID string
	SentAt    time.Time
	SettledAt time.Time
	Reason    string // why it rests or waits, in a sentence
	Subject   string // the name staff know its letter by
	Body      string // as it was sent, without codes and links; "" once it is no longer kept
	Version   int64
}

// label is how the way is said in the middle of a sentence.
func (c Channel) label() string {
	if c == Email {
		return "an email"
	}
	return "a " + string(c)
}

// Label is the way in words.
func (c Channel) Label() string {
	return map[Channel]string{Text: "Text", Email: "Email", Letter: "Letter"}[c]
}

// reference is what the carrier knows it by: another one for each way and each time that
// somebody had it sent again, so that an earlier failure is not taken for this try.
func (m Message) reference() string {
	return string(m.ID) + "." + string(m.Channel[:1]) + string(rune('a'+min(m.Round, 25)))
}

// idOf is the message that a reference names; "" for one that is not ours.
func idOf(reference string) ID {
	if len(reference) < 36 {
		return ""
	}
	id, err := ident.Parse[Message](reference[:36])
	if err != nil {
		return ""
	}
	return id
}
