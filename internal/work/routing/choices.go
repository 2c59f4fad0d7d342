package routing

import (
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
)

// Choices are what somebody chose by hand. They hold for every version that follows.
type Choices struct {
	Pins  []Choice `json:"pins,omitempty"`  // this round and no other
	Not   []Choice `json:"not,omitempty"`   // not this round
	Off   []Ref    `json:"off,omitempty"`   // not today
	Along []Ref    `json:"along,omitempty"` // today, although it was ready after the cut-off
	Wide  []Wide   `json:"wide,omitempty"`  // at another time than it was wanted
	Extra []Extra  `json:"extra,omitempty"` // drivers that are only supposed
}

// Choice is a load with a round.
type Choice struct {
	Ref
	Shift fleet.ShiftID `json:"shift"`
}

// Wide is a window that somebody agreed to change.
type Wide struct {
	Ref
	Part deliveries.Part `json:"part"`
}

// Extra is a driver that there is not: what if there were one more?
type Extra struct {
	Kind  fleet.Kind `json:"kind"`
	Depot string     `json:"depot"`
}
