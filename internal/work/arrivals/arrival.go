package arrivals

import (
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
)

// Arrival is one delivery with when it is expected, and what was told of it.
type Arrival struct {
	Delivery deliveries.ID
	Record   people.RecordID
	Trip     string
	Version  int64
	At       time.Time // zero: it is on its trip no more

	toldFor time.Time // zero: nothing was told
	toldOff bool
	message string
}

// TopicExpected is told when a trip says anew when it comes where.
const TopicExpected = "arrivals.expected"

// Expect says in the caller's transaction when a trip, in a version of it, comes where. What
// was on the trip before and is not among all is on it no more.
func Expect(tx *db.Tx, trip string, version int64, all []Arrival) (err error) {
	defer fault.Wrap(&err, "when trip %s comes", trip)
	if err := clearTrip(tx, trip, version); err != nil {
		return err
	}
	for _, a := range all {
		a.Trip, a.Version = trip, version
		if err := putExpected(tx, a); err != nil {
			return err
		}
	}
	return journal.Record(tx, journal.Entry{
		Verb: "said when deliveries come", Topic: TopicExpected, Objects: []journal.Object{{Kind: "trip", ID: trip}}, Data: map[string]any{"version": version},
	})
}

// news reports whether somebody has to be told something else than they were.
func (a Arrival) news(moved time.Duration) bool {
	if a.At.IsZero() {
		return !a.toldFor.IsZero() && !a.toldOff
	}
	return a.toldFor.IsZero() || a.toldOff || a.At.Sub(a.toldFor).Abs() > moved
}

// Slot is between which hours somebody is told that something comes: so many minutes, in half
// hours, around when it is expected.
func Slot(at time.Time, rules fleet.NotifyRules) (from, until time.Time) {
	wide := time.Duration(rules.Window()) * time.Minute
	from = at.Add(-wide / 2).Round(30 * time.Minute)
	return from, from.Add(wide)
}
