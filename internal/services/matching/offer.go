package matching

import (
	"time"

	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
	"kith/internal/work/assignment"
	"kith/internal/work/tasks"
)

// OfferID names an offer.
type OfferID = ident.ID[Offer]

// Offer is a task that one volunteer is asked to do. Nobody is asked twice for the same.
type Offer struct {
	ID         OfferID
	Task       tasks.ID
	Volunteer  volunteers.ID
	Hood       string
	State      OfferState
	Reach      volunteering.Reach
	Metres     int64 // -1 when it is not known
	Slot       assignment.Slot
	MadeAt     time.Time
	MadeBy     string
	UntilAt    time.Time
	AnsweredAt time.Time
	Reason     string
	Version    int64
}

// OfferState says where an offer stands.
type OfferState string

// The states of an offer.
const (
	Offered   OfferState = "offered"
	Accepted  OfferState = "accepted"
	Declined  OfferState = "declined"
	Lapsed    OfferState = "lapsed"    // nobody answered in time
	Withdrawn OfferState = "withdrawn" // somebody else has it, or it is not needed any more
)

// Label is the state in words.
func (s OfferState) Label() string {
	return map[OfferState]string{
		Offered: "Asked", Accepted: "Said yes", Declined: "Said not this time", Lapsed: "No answer", Withdrawn: "Not needed any more",
	}[s]
}

// SearchState says where the search for somebody stands.
type SearchState string

// The states of a search.
const (
	Looking SearchState = "looking"
	Taken   SearchState = "taken"
	Nobody  SearchState = "nobody"  // nobody is left to ask
	Stopped SearchState = "stopped" // it is not needed any more, or somebody stopped it
)

// Search is a task for which volunteers are being asked.
type Search struct {
	Task      tasks.ID
	Hood      string
	State     SearchState
	Reach     volunteering.Reach
	BeganAt   time.Time
	BeganBy   string
	AlertedAt time.Time
	Version   int64
}

// reachAt is how far a search goes by a time: as far as the blueprint says after so many
// hours. Without any rule it goes through the whole borough at once.
func reachAt(c volunteering.Caps, began, now time.Time) volunteering.Widening {
	at := volunteering.Widening{To: volunteering.WholeBorough}
	for i, w := range c.Widen {
		if i == 0 || !now.Before(began.Add(time.Duration(w.After)*time.Hour)) {
			at = w
		}
	}
	return at
}

// widest reports whether a search can go no further.
func widest(c volunteering.Caps, at volunteering.Widening) bool {
	return len(c.Widen) == 0 || c.Widen[len(c.Widen)-1] == at
}

// tell tells the journal of an offer.
func tell(tx *db.Tx, o Offer, verb, topic string) error {
	return journal.Record(tx, journal.Entry{
		Verb: verb, Topic: "matching." + topic, Data: map[string]any{"neighbourhood": o.Hood, "reach": string(o.Reach)},
		Objects: []journal.Object{
			{Kind: "offer", ID: string(o.ID)}, {Kind: "task", ID: string(o.Task)}, {Kind: "volunteer", ID: string(o.Volunteer)}, {Kind: "neighbourhood", ID: o.Hood},
		},
	})
}
