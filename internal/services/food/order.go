package food

import (
	"slices"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/kernel/money"
	"kith/internal/registers/people"
	"kith/internal/work/deliveries"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// OrderID names an order.
type OrderID = ident.ID[Order]

// Order is what is packed for one household and, where it costs something, billed to it.
type Order struct {
	ID      OrderID
	Number  ident.Reference // as people say it and as it stands on the boxes
	Need    needs.NeedID
	Request needs.RequestID
	Record  people.RecordID
	Task    tasks.ID // the work on the need it was ordered for; "" when there was none open
	Hub     string   // neighbourhood; "" is the coordination queue
	From    string   // where it is packed

	Name      string // on the order; "" when few may know whom it is for
	Private   bool   // few may know whom it is for: no name, and collected at the hub
	Household Household
	Options   []string // diets and allergies, ids of hampers.yaml
	DietNote  string   // which allergy, what to know when packing
	Chosen    []Chosen
	Items     []Item
	Kind      Kind

	Total    money.Pence // as ordered
	Bill     Bill        // zero when nothing is to be paid, or the reader may not see it
	ToPay    bool        // something is to be paid, whoever may see how much; set for readers
	Collect  bool
	Window   deliveries.Window
	DoorNote string

	State     State
	Boxes     int64
	OrderedAt time.Time
	OrderedBy string // account
	PackedAt  time.Time
	PackedBy  string
	OutAt     time.Time
	EndedAt   time.Time
	Reason    string // why it was not handed over or is not wanted
	Unwanted  bool   // the need was withdrawn since: it is to be cancelled
	Blueprint string
	Version   int64
}

// Household is how many people eat from it.
type Household struct{ Adults, Children, Babies int64 }

// People is everybody together.
func (h Household) People() int64 { return h.Adults + h.Children + h.Babies }

// Chosen is a hamper of the list, and how many.
type Chosen struct {
	Hamper   string      `json:"hamper"`
	Name     string      `json:"name"`
	Kind     Kind        `json:"kind"`
	Quantity int64       `json:"quantity"`
	Each     money.Pence `json:"each"`
}

// Item is something to put into the boxes. Packed and Weighed say what was.
type Item struct {
	Hamper   string // of the list
	Name     string
	Quantity int64
	Pence    money.Pence // of one
	Grams    int64       // of one, as the list has it
	Packed   int64       // how many were put in
	Weighed  int64       // what they weighed together, in grams
}

// Bill is to whom the invoice goes. Nobody pays at the door.
type Bill struct {
	Name    string
	Address string // lines, as on an envelope
}

// Weight is what was packed, in grams; before that what the list says.
func (o Order) Weight() (sum int64) {
	for _, i := range o.Items {
		if o.PackedAt.IsZero() {
			sum += i.Quantity * i.Grams
			continue
		}
		sum += i.Weighed
	}
	return sum
}

// Due is what is to be paid: for what was ordered, and once it is packed for what was put in.
func (o Order) Due() (sum money.Pence) {
	for _, i := range o.Items {
		sum += i.Pence * money.Pence(i.count(!o.PackedAt.IsZero()))
	}
	return sum
}

func (i Item) count(packed bool) int64 {
	if packed {
		return i.Packed
	}
	return i.Quantity
}

// Short lists what could not be put in.
func (o Order) Short() (all []Item) {
	for _, i := range o.Items {
		if !o.PackedAt.IsZero() && i.Packed < i.Quantity {
			all = append(all, i)
		}
	}
	return all
}

// State is where an order stands.
type State string

// The states of an order.
const (
	Ordered      State = "ordered"
	Packing      State = "packing"
	Packed       State = "packed"
	Out          State = "out"
	Delivered    State = "delivered"
	NotDelivered State = "not-delivered"
	Cancelled    State = "cancelled"
)

// States lists every state.
func States() []State {
	return []State{Ordered, Packing, Packed, Out, Delivered, NotDelivered, Cancelled}
}

// Label is the state in words.
func (s State) Label() string {
	switch s {
	case Ordered:
		return "To pack"
	case Packing:
		return "Being packed"
	case Packed:
		return "Packed"
	case Out:
		return "On its way"
	case Delivered:
		return "Handed over"
	case NotDelivered:
		return "Came back"
	case Cancelled:
		return "Cancelled"
	}
	return string(s)
}

// Ended reports whether nothing more will be done about the order.
func (s State) Ended() bool { return s == Delivered || s == Cancelled }

// Action is something somebody does to an order.
type Action string

// The actions.
const (
	Start    Action = "start"    // begin to pack
	PutBack  Action = "put-back" // somebody else packs it
	Pack     Action = "pack"     // say what was put in
	Send     Action = "send"     // it leaves
	HandOver Action = "hand-over"
	NoAnswer Action = "no-answer" // nobody took it
	Again    Action = "again"     // it goes out once more
	Cancel   Action = "cancel"
	Undo     Action = "undo" // it was not handed over after all
)

// Actions lists every action.
func Actions() []Action {
	return []Action{Start, PutBack, Pack, Send, HandOver, NoAnswer, Again, Cancel, Undo}
}

// lifecycle is what each action does in each state; what is not here cannot be done. A
// packed order may be handed over without having been out: somebody fetched it.
var lifecycle = map[State]map[Action]State{
	Ordered:      {Start: Packing, Pack: Packed, Cancel: Cancelled},
	Packing:      {PutBack: Ordered, Pack: Packed, Cancel: Cancelled},
	Packed:       {Send: Out, HandOver: Delivered, Pack: Packed, Cancel: Cancelled},
	Out:          {HandOver: Delivered, NoAnswer: NotDelivered},
	NotDelivered: {Again: Packed, HandOver: Delivered, Cancel: Cancelled},
	Delivered:    {Undo: Packed},
}

// Next is the state an action leads to, or [fault.Conflict] when it cannot be done now.
func Next(from State, a Action) (State, error) {
	if to, ok := lifecycle[from][a]; ok {
		return to, nil
	}
	return from, fault.New(fault.Conflict, "food.not-now", "This cannot be done now: the order is "+from.words()+". Look at it again, then decide.")
}

// Can reports whether an action can be done in this state.
func (s State) Can(a Action) bool {
	_, ok := lifecycle[s][a]
	return ok
}

func (s State) words() string {
	switch s {
	case Ordered:
		return "waiting to be packed"
	case Packing:
		return "being packed"
	case Packed:
		return "packed"
	case Out:
		return "on its way"
	case Delivered:
		return "handed over"
	case NotDelivered:
		return "back, because nobody took it"
	}
	return "cancelled"
}

// kindOf is what an order counts as: a hamper when one is in it, then a parcel, else supplies.
func kindOf(all []Chosen) Kind {
	for _, kind := range []Kind{HamperKind, ParcelKind} {
		if slices.ContainsFunc(all, func(c Chosen) bool { return c.Kind == kind }) {
			return kind
		}
	}
	return SuppliesKind
}

// Kinds lists every kind.
func Kinds() []Kind { return []Kind{HamperKind, ParcelKind, SuppliesKind} }

// Label is the kind in words.
func (k Kind) Label() string {
	switch k {
	case HamperKind:
		return "Hamper"
	case ParcelKind:
		return "Parcel"
	}
	return "Supplies"
}
