package routing

import (
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/grid"
	"kith/internal/work/fleet"
	"kith/internal/work/needs"
)

// Cargo is something to be carried, with what the kernel is told of it. It is never kept:
// where it goes may be somewhere nobody else may know of.
type Cargo struct {
	Item
	Code      string // the postcode it goes to
	FetchCode string // and the one it is fetched at; "" where it is loaded at its depot
	To, From  *grid.Ref
	Depot     fleet.Depot
	Staff     bool // nobody but the council's staff may carry it
	Setting   bool // it goes to a group or a setting, and takes longer to hand over
	Priority  needs.Priority
	ReadyAt   time.Time
	Driver    string // the account of the one driver who may; "" is any
	// Door is where it goes, as one door is told from another; "" where that is not to be told.
	// What goes to one door goes there at once, where one call will do.
	Door string
	// Held is why it goes on no round whoever drives; "" where nothing stands against it.
	Held string
}

// afterCutOff reports whether something was ready too late to go on the day.
func (c Cargo) afterCutOff(d day.Date) bool {
	return !c.Depot.CutOff.IsZero() && c.ReadyAt.After(c.Depot.CutOff.On(d))
}

// tier is how soon it is left out where not everything fits: what is pressing last.
func (c Cargo) tier() uint8 {
	tier := uint8(2)
	switch c.Priority {
	case needs.Emergency, needs.Urgent:
		tier = 0
	case needs.Soon:
		tier = 1
	}
	if c.Late && tier > 0 {
		tier--
	}
	return tier
}

// service is how long handing it over takes, in seconds.
func (c Cargo) service(r *fleet.Rules) int32 {
	if c.Source == OfVisit {
		return int32(r.Visits.Minutes * 60)
	}
	if c.Setting {
		return int32(r.Stops.SettingMinutes * 60)
	}
	return int32(r.Stops.DoorMinutes*60 + r.Stops.BoxSeconds*int(max(c.Load.Boxes-1, 0)))
}
