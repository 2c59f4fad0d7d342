package matching

import (
	"time"

	"kith/internal/feature"
	"kith/internal/plat/db"
)

// HoursGiven is the measure of the time that volunteers gave.
const HoursGiven = "matching.hours"

// Measures are the figures that what volunteers do gives.
func Measures() []feature.Measure {
	return []feature.Measure{{
		Name: HoursGiven, Label: "Time volunteers gave", Unit: feature.Minutes, Dated: true,
		Meaning: "What volunteers say that their tasks took, added up. Time counts in the period in which they said so, and where they help now.",
		Count:   countHours, Rows: "/dashboard/volunteer-hours", Readers: planners,
	}}
}

// GaveTime is one row behind the figure: what one volunteer said of one task. The figure is
// the sum of Minutes.
type GaveTime struct {
	Hours
	GivenNames, FamilyName string
	Neighbourhood          string // where they help
	SaidAt                 time.Time
}

// Mark is the row's place in the list.
func (g GaveTime) Mark() feature.Mark { return feature.Mark{At: g.SaidAt, ID: string(g.ID)} }

// GivenTime lists what the figure of time given adds up. The caller has checked that who asks
// may see it.
func GivenTime(r db.Reader, l feature.Listing) ([]GaveTime, error) { return listHours(r, l) }
