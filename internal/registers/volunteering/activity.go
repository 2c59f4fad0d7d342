package volunteering

import "kith/internal/blueprint"

// Activity is one thing volunteers do.
type Activity struct {
	// ID is that of the category of need it serves, where it serves one.
	ID          string   `yaml:"id"`
	Name        string   `yaml:"name"`         // to staff
	PublicLabel string   `yaml:"public_label"` // on the public form
	About       string   `yaml:"about"`        // what it is, for whoever thinks of doing it
	Categories  []string `yaml:"categories"`   // of need
	Kinds       []string `yaml:"kinds,omitempty"`
	Checks      []string `yaml:"checks,omitempty"`  // on top of those of [Joining]
	Modules     []string `yaml:"modules,omitempty"` // likewise
	Skills      []string `yaml:"skills,omitempty"`  // that help, and are no condition
	Place       Place    `yaml:"place"`
	Vehicle     Vehicle  `yaml:"vehicle,omitempty"` // without which it cannot be done
	Minutes     int      `yaml:"minutes"`           // it takes, the way there apart
	Bring       string   `yaml:"bring,omitempty"`
	Duties      string   `yaml:"duties"`
	Guidance    string   `yaml:"guidance"`
	FAQ         []FAQ    `yaml:"faq,omitempty"`
	Privacy     string   `yaml:"privacy"`
	Paid        Payment  `yaml:"paid"`

	blueprint.Whose `yaml:",inline"`
	Source          string `yaml:"source,omitempty"`
}

// FAQ is a question volunteers ask, with the answer.
type FAQ struct {
	ID string `yaml:"id"`
	Q  string `yaml:"q"`
	A  string `yaml:"a"`
}

// Place is where an activity is done, by which health and checks are judged.
type Place string

// The places.
const (
	Doorstep Place = "doorstep"
	ByPhone  Place = "phone"
	InHome   Place = "home" // the volunteer enters it
	Outside  Place = "outside"
)

// Choices are the places a blueprint may name.
func (Place) Choices() []string {
	return []string{string(Doorstep), string(ByPhone), string(InHome), string(Outside)}
}

// Label is the place in words.
func (p Place) Label() string {
	switch p {
	case Doorstep:
		return "At the doorstep"
	case ByPhone:
		return "By phone, from home"
	case InHome:
		return "In somebody's home"
	case Outside:
		return "Out and about"
	}
	return string(p)
}

// Vehicle is what somebody gets about with, or what an activity cannot be done without.
type Vehicle string

// The vehicles. AnyVehicle is for activities alone: whichever there is will do.
const (
	OnFoot     Vehicle = "none"
	Bicycle    Vehicle = "bicycle"
	Car        Vehicle = "car"
	Van        Vehicle = "van"
	AnyVehicle Vehicle = "any"
)

// Vehicles lists what somebody may have, the least first.
func Vehicles() []Vehicle { return []Vehicle{OnFoot, Bicycle, Car, Van} }

// Choices are what an activity may ask for.
func (Vehicle) Choices() []string { return []string{string(OnFoot), string(AnyVehicle), string(Car)} }

// Label is the vehicle in words.
func (v Vehicle) Label() string {
	switch v {
	case "", OnFoot:
		return "On foot or by bus"
	case Bicycle:
		return "Bicycle"
	case Car:
		return "Car"
	case Van:
		return "Van"
	case AnyVehicle:
		return "Any vehicle"
	}
	return string(v)
}

// Drives reports whether it is one that somebody drives.
func (v Vehicle) Drives() bool { return v == Car || v == Van }

// Serves reports whether it is enough for an activity that asks for another.
func (v Vehicle) Serves(asked Vehicle) bool {
	switch asked {
	case Car:
		return v.Drives()
	case AnyVehicle:
		return v == Bicycle || v.Drives()
	}
	return true
}

// Payment is how what is fetched is paid for. There is no way by which a volunteer handles
// a resident's money, card or PIN, and none can be written.
type Payment string

// The ways.
const (
	NothingPaid Payment = "nothing" // nothing is bought
	ByInvoice   Payment = "invoice" // the resident gets a bill from the council later
)

// Choices are the ways a blueprint may name.
func (Payment) Choices() []string { return []string{string(NothingPaid), string(ByInvoice)} }
