package travel

import (
	"context"
	"fmt"
	"math"

	"kith/algo/vrp"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
)

// Mode is a way of going about.
type Mode string

// The modes.
const (
	Van  Mode = "van"
	Car  Mode = "car"
	Bike Mode = "bike"
	Foot Mode = "foot"
)

// Modes are all modes.
func Modes() []Mode { return []Mode{Van, Car, Bike, Foot} }

// Place is somewhere to go.
type Place struct {
	At grid.Point
	// Name is what messages call it: "the hub", or a reference. It leaves this program in no
	// request. A withheld place is never named.
	Name string
	// Code is what a table that was handed in calls it, such as its postcode; Name does too.
	Code string
	// Withheld says that the address is kept apart: only a server that the council runs is
	// told where it is.
	Withheld bool
}

// Roads knows the way between places.
type Roads interface {
	// Table answers for every pair of places. A place that lies nowhere on earth, or no place
	// at all, is [fault.Invalid] and names the place; a mode nobody knows is too.
	Table(ctx context.Context, m Mode, places []Place) (*Ways, error)
}

// Ways is how far it is between places, and how long it takes.
type Ways struct {
	// Travel has a row for each place, in decimetres and seconds; -1 is no way.
	Travel *vrp.Table
	// Source says where the answers come from, for people.
	Source string
	// Estimated are the places, by index, whose answers are an estimate although a server was
	// asked for the others: their address is withheld, or there is no road near. When the
	// whole table is an estimate it is empty, and Source says so.
	Estimated []int
}

// check judges what was asked.
func check(m Mode, places []Place) error {
	if _, known := usual[m]; !known {
		return fault.New(fault.Invalid, "travel.mode", fmt.Sprintf("Nobody goes by “%s”. Write van, car, bike or foot.", m))
	}
	if len(places) == 0 {
		return fault.New(fault.Invalid, "travel.no-places", "There are no places to go between.")
	}
	for i, p := range places {
		if !p.sound() {
			return fault.New(fault.Invalid, "travel.place", fmt.Sprintf("Nobody knows where %s is. Give it a postcode or a grid reference.", p.called(i)))
		}
	}
	return nil
}

// sound reports whether a place is anywhere. Latitude and longitude 0 is what files say when
// they do not know.
func (p Place) sound() bool {
	lat, lon := p.At.Lat, p.At.Lon
	return math.Abs(lat) <= 90 && math.Abs(lon) <= 180 && (lat != 0 || lon != 0)
}

// called is the name of a place in a message.
func (p Place) called(i int) string {
	switch {
	case p.Withheld:
		return "a place whose address is withheld"
	case p.Name != "":
		return p.Name
	}
	return fmt.Sprintf("place %d", i+1)
}
