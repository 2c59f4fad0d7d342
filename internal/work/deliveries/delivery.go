package deliveries

import (
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
)

// ID names a delivery.
type ID = ident.ID[Delivery]

// Delivery is one load for one door.
type Delivery struct {
	ID     ID
	Kind   Kind
	Source string          // the id of what is delivered, in the feature it belongs to
	Number ident.Reference // as it stands on the boxes
	Need   needs.NeedID
	Record people.RecordID

	Hub  string // neighbourhood; "" is the coordination queue
	From string // where it is loaded, in words
	// FromPostcode is where it is fetched, such as a pharmacy; "" is wherever rounds begin.
	FromPostcode string
	StaffOnly    bool     // no volunteer may carry it
	Marks        []string // what whoever hands it over has to know of it: "Vegetarian"; no illness
	Collect      bool     // somebody fetches it from the hub; nobody is sent
	Load         Load
	Window       Window
	Notes        string // what to know at the door: "flats – need to buzz"

	State    State
	Attempts int64 // times it was out and came back
	ReadyAt  time.Time
	OutAt    time.Time // zero while it was never out
	EndedAt  time.Time
	Version  int64
}

// Kind is what sort of thing is delivered.
type Kind string

// The kinds.
const (
	Order    Kind = "order"    // of food or supplies
	Medicine Kind = "medicine" // from a pharmacy
	Parcel   Kind = "parcel"   // from a food bank, against a voucher
)

// Label is the kind in words.
func (k Kind) Label() string {
	switch k {
	case Medicine:
		return "Medicine"
	case Parcel:
		return "Food bank parcel"
	}
	return "Food or supplies"
}

// Load is what has to fit into the vehicle.
type Load struct {
	Boxes   int64
	Grams   int64
	Chilled int64 // of the boxes, those that must stay cold
	Bags    int64 // besides the boxes
}

// Add is two loads together.
func (l Load) Add(more Load) Load {
	return Load{l.Boxes + more.Boxes, l.Grams + more.Grams, l.Chilled + more.Chilled, l.Bags + more.Bags}
}

// Window is when somebody is there to take it: a day, and a part of it.
type Window struct {
	Day  day.Date
	Part Part
}

// Part is a part of the day.
type Part string

// The parts of a day.
const (
	AnyTime   Part = "any"
	Morning   Part = "morning"
	Afternoon Part = "afternoon"
	Evening   Part = "evening"
)

// Parts lists every part.
func Parts() []Part { return []Part{AnyTime, Morning, Afternoon, Evening} }

// Label is the part in words.
func (p Part) Label() string {
	switch p {
	case Morning:
		return "Morning (8am to noon)"
	case Afternoon:
		return "Afternoon (noon to 5pm)"
	case Evening:
		return "Evening (5pm to 8pm)"
	}
	return "Any time"
}

// State is where a delivery stands.
type State string

// The states.
const (
	Ready     State = "ready"     // packed, waits to go or to be fetched
	Out       State = "out"       // on its way
	Back      State = "back"      // nobody took it; it waits for a decision
	Delivered State = "delivered" // handed over
	Withdrawn State = "withdrawn" // not to go after all
)

// States lists every state.
func States() []State { return []State{Ready, Out, Back, Delivered, Withdrawn} }

// Label is the state in words.
func (s State) Label() string {
	switch s {
	case Ready:
		return "Ready"
	case Out:
		return "On its way"
	case Back:
		return "Came back"
	case Delivered:
		return "Handed over"
	}
	return "Withdrawn"
}

// Ended reports whether nothing more will be done about it.
func (s State) Ended() bool { return s == Delivered || s == Withdrawn }

// leads are the states each state may be followed by.
var leads = map[State][]State{
	Ready:     {Out, Delivered, Withdrawn},
	Out:       {Delivered, Back, Ready},
	Back:      {Ready, Withdrawn},
	Delivered: {Out, Ready}, // it was a mistake
	Withdrawn: {Ready},
}

// Next is the state if it may follow, or [fault.Conflict].
func Next(from, to State) error {
	for _, s := range leads[from] {
		if s == to {
			return nil
		}
	}
	return fault.New(fault.Conflict, "deliveries.not-now", "This cannot be done now: the delivery is "+from.words()+". Reload the page to see where it stands.")
}

func (s State) words() string {
	switch s {
	case Ready:
		return "ready to go"
	case Out:
		return "on its way"
	case Back:
		return "back"
	case Delivered:
		return "handed over"
	}
	return "withdrawn"
}
