package notify

import (
	"context"
	"time"
)

// Channel is a way out of the house.
type Channel string

// The channels.
const (
	Email  Channel = "email"
	Text   Channel = "text"
	Letter Channel = "letter"
)

// Message is one message ready to go.
type Message struct {
	Channel Channel
	// Reference is the sender's own name of the message, the same on every try. Carriers
	// keep it, so that a message that may have gone already is found again. It holds no
	// personal data and no spaces.
	Reference string
	// To is an e-mail address, or a telephone number in international form. A letter's
	// address is printed inside it.
	To string
	// Subject is a mail's subject line.
	Subject string
	// Body is plain text.
	Body string
	// HTML is the same as Body for mail programs that show HTML; it may be empty.
	HTML string
	// PDF is the letter, as the carrier prints it.
	PDF []byte
}

// Carrier takes messages on their way. It is safe for use by many goroutines.
type Carrier interface {
	// Send hands one message over and returns what the carrier calls it. Any error holds
	// a [Failure]. Send tries once; trying again is up to the caller.
	Send(ctx context.Context, m Message) (Sent, error)
	// Find looks for a message that was handed over under a reference before, and says
	// how it stands. It is false when the carrier knows of none or keeps no such list.
	Find(ctx context.Context, channel Channel, reference string) (Sent, bool, error)
}

// Sent is a message as its carrier knows it.
type Sent struct {
	Carrier   string // "smtp" or "notify"
	ID        string // the carrier's own name of it
	Reference string // the sender's, "" when the carrier did not say
	Status    Status
	At        time.Time // since when it stands so; zero when the carrier did not say
}

// Status is how a message stands at its carrier.
type Status string

// The statuses. Only Delivered, Undeliverable and Expired are the end of a message.
const (
	Accepted      Status = "accepted"      // taken, and on its way
	Delivered     Status = "delivered"     // arrived, as far as the carrier can see
	Undeliverable Status = "undeliverable" // there is no such address or number
	Expired       Status = "expired"       // not reached in the carrier's time: a full mailbox, a phone that is off
	Broken        Status = "broken"        // the carrier's own fault: the same message may be sent again
)

// IsEnd reports whether nothing more will be heard of the message.
func (s Status) IsEnd() bool {
	return s == Delivered || s == Undeliverable || s == Expired || s == Broken
}

// Failed reports whether the message will not arrive.
func (s Status) Failed() bool { return s == Undeliverable || s == Expired || s == Broken }

// Routes is a carrier that gives each message to the carrier of its channel.
type Routes map[Channel]Carrier

// Send gives the message to the carrier of its channel. A channel nobody carries is a
// [Failure] of [Setup].
func (r Routes) Send(ctx context.Context, m Message) (Sent, error) {
	carrier, ok := r[m.Channel]
	if !ok {
		return Sent{}, &Failure{Trouble: Setup, Code: "not-set-up"}
	}
	return carrier.Send(ctx, m)
}

// Find asks the carrier of the channel.
func (r Routes) Find(ctx context.Context, channel Channel, reference string) (Sent, bool, error) {
	carrier, ok := r[channel]
	if !ok {
		return Sent{}, false, nil
	}
	return carrier.Find(ctx, channel, reference)
}

// Carries reports whether anything is set up for the channel.
func (r Routes) Carries(channel Channel) bool { return r[channel] != nil }
