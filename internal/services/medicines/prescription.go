package medicines

import (
	"slices"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/kernel/phone"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// ID names a prescription.
type ID = ident.ID[Prescription]

// Prescription is what is known of the medicine of one need, and where it is.
type Prescription struct {
	ID      ID
	Need    needs.NeedID
	Request needs.RequestID
	Record  people.RecordID
	Task    tasks.ID // the work that carries it; "" when none is open
	Hub     string

	Pharmacy Pharmacy
	Payment  Payment
	Proof    []Proof // what the pharmacy wants to see
	Note     string  // what else it said

	Controlled Controlled
	SaidBy     string    // who at the pharmacy said so; "" while it is unknown
	SaidAt     time.Time // when
	HeardBy    string    // the account that wrote it down

	State    State
	Fetched  Fetched
	Handed   Handed
	Returned Returned
	OpenedAt time.Time
	Version  int64
}

// Pharmacy is where it lies.
type Pharmacy struct {
	Name    string
	Phone   phone.Number
	ReadyOn day.Date // zero when it has not said
	Ready   string   // such as "after 2pm"
}

// Payment is how the charge is met. There is no way that anybody pays at the counter.
type Payment string

// The ways.
const (
	PaymentUnknown Payment = ""
	Exempt         Payment = "exempt"
	Prepaid        Payment = "prepaid"
	Invoiced       Payment = "invoice"
)

// Payments lists every way that can be chosen.
func Payments() []Payment { return []Payment{Exempt, Prepaid, Invoiced} }

// Label is the way in words.
func (p Payment) Label() string {
	switch p {
	case Exempt:
		return "No charge: they are exempt"
	case Prepaid:
		return "Paid beforehand, by a certificate or to the pharmacy"
	case Invoiced:
		return "The pharmacy sends a bill"
	}
	return "Not known"
}

// Proof is something the pharmacy wants to see or hear of whoever fetches it.
type Proof string

// The proofs.
const (
	Letter  Proof = "letter"
	Details Proof = "details"
	Birth   Proof = "birth"
	Badge   Proof = "badge"
	Slip    Proof = "slip"
)

// Proofs lists every proof.
func Proofs() []Proof { return []Proof{Letter, Details, Birth, Badge, Slip} }

// Label is the proof in words.
func (p Proof) Label() string {
	switch p {
	case Letter:
		return "The volunteer letter"
	case Details:
		return "The patient's name and address"
	case Birth:
		return "The patient's date of birth"
	case Badge:
		return "A card with a photo of whoever fetches it"
	}
	return "The slip or the text from the surgery"
}

// Controlled is whether it is a controlled drug, as the pharmacy says.
type Controlled string

// What the pharmacy says. The zero value is that nobody has asked it.
const (
	Unknown       Controlled = ""
	NotControlled Controlled = "no"
	IsControlled  Controlled = "yes"
)

// Label says it in words.
func (c Controlled) Label() string {
	switch c {
	case NotControlled:
		return "Not a controlled drug"
	case IsControlled:
		return "A controlled drug"
	}
	return "Not known: counts as controlled"
}

// MayCarry is who may fetch a prescription: anybody whom triage allows only once the
// pharmacy said that it is not controlled; until then, and if it is, council staff alone.
func MayCarry(c Controlled, allowed []needs.Doer) []needs.Doer {
	if c != NotControlled || !slices.Contains(allowed, needs.Volunteer) {
		return []needs.Doer{needs.Staff}
	}
	return []needs.Doer{needs.Volunteer, needs.Staff}
}

// State is where a prescription is.
type State string

// The states.
const (
	AtPharmacy State = "pharmacy"
	WithUs     State = "with-us" // somebody has it
	HandedOver State = "handed-over"
	Back       State = "back" // at the pharmacy again: nobody took it
)

// States lists every state.
func States() []State { return []State{AtPharmacy, WithUs, HandedOver, Back} }

// Label is the state in words.
func (s State) Label() string {
	switch s {
	case WithUs:
		return "On its way to them"
	case HandedOver:
		return "Handed over"
	case Back:
		return "Back at the pharmacy"
	}
	return "At the pharmacy"
}

// Action is something somebody does with a prescription.
type Action string

// The actions.
const (
	Hear   Action = "hear"   // write down what the pharmacy says
	Fetch  Action = "fetch"  // it was fetched
	Hand   Action = "hand"   // it was handed over
	Return Action = "return" // it went back
)

// Actions lists every action.
func Actions() []Action { return []Action{Hear, Fetch, Hand, Return} }

// lifecycle is what each action does in each state; what is not here cannot be done.
var lifecycle = map[State]map[Action]State{
	AtPharmacy: {Hear: AtPharmacy, Fetch: WithUs},
	WithUs:     {Hand: HandedOver, Return: Back},
	Back:       {Hear: Back, Fetch: WithUs},
}

// Next is the state an action leads to, or [fault.Conflict] when it cannot be done now.
func Next(from State, a Action) (State, error) {
	if to, ok := lifecycle[from][a]; ok {
		return to, nil
	}
	return from, fault.New(fault.Conflict, "medicines.not-now", "This cannot be done now: "+from.words()+". Look at it again, then decide.")
}

// Can reports whether an action can be done in this state.
func (s State) Can(a Action) bool {
	_, ok := lifecycle[s][a]
	return ok
}

func (s State) words() string {
	switch s {
	case WithUs:
		return "somebody has it and is on the way"
	case HandedOver:
		return "it was handed over"
	case Back:
		return "it is back at the pharmacy"
	}
	return "it is at the pharmacy"
}

// Fetched is how it left the pharmacy.
type Fetched struct {
	From   string // who at the pharmacy gave it
	By     string // who took it
	Sealed bool   // the bag was sealed
	At     time.Time
}

// Handed is how it reached them.
type Handed struct {
	To      string // the person, or whom they named
	Checked string // by what whoever took it was known
	Sealed  bool   // the bag was still sealed
	At      time.Time
}

// Returned is how it went back.
type Returned struct {
	To  string // who at the pharmacy took it
	Why string
	At  time.Time
}

// LongestOnTheWay is how long a medicine may be with whoever fetched it before somebody is
// told: it goes straight from the pharmacy to the door.
const LongestOnTheWay = 2 * time.Hour

// Late reports whether a medicine is with somebody for too long.
func (p Prescription) Late(now time.Time) bool {
	return p.State == WithUs && now.Sub(p.Fetched.At) > LongestOnTheWay
}
