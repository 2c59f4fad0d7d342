package organisations

import (
	"time"

	"kith/internal/feature"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// figureReaders may open the counts behind the figure of what organisations gave.
var figureReaders = []access.Role{
	access.Agent, access.Coordinator, access.Manager, access.Analyst, access.Governance, access.LogisticsLead,
}

// Measures are the figures that organisations give.
func Measures() []feature.Measure {
	return []feature.Measure{{
		Name: "organisations.given", Label: "Parcels, meals and calls given", Dated: true, Kind: "kind",
		Meaning: "What organisations say they gave, each day added up. A day counts in the period in which the organisation said so; saying it again corrects it.",
		Count:   givenCounts, Rows: "/dashboard/given", Readers: figureReaders,
	}}
}

// Given is one row behind the figure: what an organisation said of a day. The figure is
// the sum of Number.
type Given struct {
	Organisation  ID
	Name          string
	Neighbourhood string
	Day           day.Date
	Number        int64
	Note          string
	SaidAt        time.Time
}

// Mark is the row's place in the list.
func (g Given) Mark() feature.Mark {
	return feature.Mark{At: g.SaidAt, ID: string(g.Organisation) + g.Day.String()}
}

// GivenCounts lists what organisations said in a period. The caller has checked that who
// asks may see it.
func GivenCounts(r db.Reader, l feature.Listing) ([]Given, error) { return listGiven(r, l) }

// Asked is a setting for which somebody asked for help, as lists of them have it.
type Asked struct {
	Organisation ID
	Name         string
	Times        int64
	LastAt       time.Time
}

// Mark is the row's place in the list.
func (a Asked) Mark() feature.Mark { return feature.Mark{At: a.LastAt, ID: string(a.Organisation)} }
