package fleet

import (
	"cmp"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/work/deliveries"
)

// ShiftID names a shift.
type ShiftID = ident.ID[Shift]

// Shift is a vehicle with somebody to drive it, from a time to a time on a day.
type Shift struct {
	ID            ShiftID
	Day           day.Date
	Vehicle       VehicleID
	Neighbourhood string // the vehicle's
	Driver        Driver
	Depot         string // where it begins and ends
	From, Until   time.Time
	Breaks        []Break
	Version       int64
}

// Driver is who drives: somebody who signs in, or comes by a volunteer's link.
type Driver struct {
	Account string // the id of an account, or of a volunteer
	Name    string
	Staff   bool // of the council's, who may carry what volunteers may not
}

// DriverOf is as whom somebody who is signed in drives.
func DriverOf(who access.Principal) Driver {
	return Driver{Account: cmp.Or(who.VolunteerID(), who.Account), Name: who.Name}
}

// Is reports whether somebody who is signed in is the driver.
func (d Driver) Is(who access.Principal) bool {
	return who.SignedIn() && d.Account == DriverOf(who).Account
}

// Break is a rest that begins between two times.
type Break struct {
	From, To time.Time
	Length   time.Duration
}

// The longest a shift may be.
const longestShift = 13 * time.Hour

func (s Shift) check(r *Rules) error {
	switch {
	case strings.TrimSpace(s.Driver.Name) == "" || s.Driver.Account == "":
		return invalid("fleet.driver", "Select who drives.")
	case !Known(r, s.Depot):
		return invalid("fleet.depot", "Select where the round begins from the list.")
	case !s.Until.After(s.From):
		return invalid("fleet.shift-end", "Enter a time after the shift begins.")
	case s.Until.Sub(s.From) > longestShift:
		return invalid("fleet.shift-long", "A shift is at most 13 hours long. Make two of it.")
	case day.Of(s.From) != s.Day || day.Of(s.Until) != s.Day:
		return invalid("fleet.shift-day", "A shift begins and ends on its day.")
	}
	for _, b := range s.Breaks {
		if b.Length <= 0 || b.To.Before(b.From) {
			return invalid("fleet.break", "Enter when the break may begin, and how long it is.")
		}
	}
	return nil
}

// overlaps reports whether two shifts are at the same time.
func (s Shift) overlaps(other Shift) bool {
	return s.From.Before(other.Until) && other.From.Before(s.Until)
}

// Bulk is a load for a group or a setting, and so for no one person.
type Bulk struct {
	ID            BulkID
	Number        ident.Reference
	What          string // "PPE: 200 masks"
	Depot         string
	Organisation  string // on the register; "" is a place that is not
	To            string // its name
	Address       string // without the postcode
	Postcode      string
	Neighbourhood string
	Load          deliveries.Load
	Window        deliveries.Window
	Notes         string
	State         deliveries.State
	ReadyAt       time.Time
	MadeBy        string
	EndedAt       time.Time
	Version       int64
}

// BulkID names a bulk load.
type BulkID = ident.ID[Bulk]
