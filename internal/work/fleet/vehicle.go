package fleet

import (
	"slices"
	"strings"

	"kith/internal/kernel/ident"
	"kith/internal/registers/volunteers"
)

// VehicleID names a vehicle.
type VehicleID = ident.ID[Vehicle]

// Vehicle is a van, a car, a bike or a person's own feet, with what it carries.
type Vehicle struct {
	ID            VehicleID
	Name          string // as people say it: "White van", "Jean's car"
	Kind          Kind
	Depot         string // where its rounds begin and end
	Neighbourhood string // whose it is; "" is everybody's
	Capacity      Capacity
	Skills        []Skill
	Owner         volunteers.ID // whose own it is; "" is the council's, or lent to it
	Cost          Cost
	Retired       bool // it goes out no more
	Version       int64
}

// Cost is what a vehicle costs in pence, where that is not what is usual for its kind.
type Cost struct {
	Own                       bool // the rest counts
	Pence, PenceKm, PenceHour int64
}

// Of is what a vehicle's kind carries and costs, with what the vehicle costs itself.
func (r *Rules) Of(v Vehicle) KindRules {
	k := r.Kind(v.Kind)
	if v.Cost.Own {
		k.Pence, k.PenceKm, k.PenceHour = v.Cost.Pence, v.Cost.PenceKm, v.Cost.PenceHour
	}
	return k
}

// Capacity is what a vehicle carries, in each measure. Zero carries none.
type Capacity struct {
	Boxes   int64
	Grams   int64
	Chilled int64
	Bags    int64
}

// Kind is what sort of vehicle it is.
type Kind string

// The kinds of vehicle.
const (
	Van  Kind = "van"
	Car  Kind = "car"
	Bike Kind = "bike"
	Foot Kind = "foot"
)

// Kinds lists every kind.
func Kinds() []Kind { return []Kind{Van, Car, Bike, Foot} }

// Choices are the kinds a blueprint may name.
func (Kind) Choices() []string {
	return []string{string(Van), string(Car), string(Bike), string(Foot)}
}

// Label is the kind in words.
func (k Kind) Label() string {
	switch k {
	case Van:
		return "Van"
	case Car:
		return "Car"
	case Bike:
		return "Bike"
	}
	return "On foot"
}

// Skill is something that a load asks of whoever carries it, or of what it is carried in.
type Skill string

// The skills. Staff is the driver's: who has an account of the council's.
const (
	Staff  Skill = "staff"
	Fridge Skill = "fridge"
	Lift   Skill = "lift"
)

// Skills lists those a vehicle may have.
func Skills() []Skill { return []Skill{Fridge, Lift} }

// Label is the skill in words.
func (s Skill) Label() string {
	switch s {
	case Staff:
		return "Driven by council staff"
	case Fridge:
		return "Keeps cold"
	}
	return "Tail lift"
}

// Bits are skills as the kernel knows them.
func Bits(all []Skill) (set uint64) {
	for _, s := range all {
		if i := slices.Index([]Skill{Staff, Fridge, Lift}, s); i >= 0 {
			set |= 1 << i
		}
	}
	return set
}

// check says what is wrong with a vehicle.
func (v Vehicle) check(r *Rules) error {
	switch {
	case strings.TrimSpace(v.Name) == "":
		return invalid("fleet.vehicle-name", "Enter what the vehicle is called, such as: White van.")
	case !slices.Contains(Kinds(), v.Kind):
		return invalid("fleet.vehicle-kind", "Select what kind of vehicle it is.")
	case !Known(r, v.Depot):
		return invalid("fleet.depot", "Select where its rounds begin from the list.")
	case v.Capacity.Grams <= 0:
		return invalid("fleet.kilograms", "Enter how many kilograms it carries, from 1 to 20,000.")
	case v.Capacity.Grams > mostKilos*1000 || max(v.Capacity.Boxes, v.Capacity.Chilled, v.Capacity.Bags) > mostBoxes:
		return invalid("fleet.capacity", "No vehicle carries that much. Check the numbers.")
	case min(v.Capacity.Boxes, v.Capacity.Chilled, v.Capacity.Bags) < 0:
		return invalid("fleet.capacity", "Enter 0 or more.")
	case max(v.Cost.Pence, v.Cost.PenceKm) > mostPence || v.Cost.PenceHour > mostAnHour || min(v.Cost.Pence, v.Cost.PenceKm, v.Cost.PenceHour) < 0:
		return invalid("fleet.cost", "Enter pence: up to 10,000, and up to 3,600 an hour.")
	case r.Of(v).PenceKm == 0 && r.Of(v).PenceHour == 0:
		return invalid("fleet.cost-nothing", "Enter what a kilometre or an hour costs: a round that costs nothing is never made shorter.")
	}
	return nil
}

// Known reports whether there is such a depot.
func Known(r *Rules, depot string) bool {
	_, ok := r.Depot(depot)
	return ok
}

// Usual is what a vehicle of a kind carries where nobody says otherwise.
func (r *Rules) Usual(k Kind) Capacity {
	of := r.Kind(k)
	return Capacity{of.Boxes, of.Kilograms * 1000, of.Chilled, of.Bags}
}
