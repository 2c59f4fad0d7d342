package protocols

import (
	"time"

	"kith/internal/feature"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

// CasesRaised is the measure of people who were approached because they are on a list.
const CasesRaised = "protocols.cases"

// The kinds of cases.
const (
	WithNeeds = "with-needs"
	NoNeeds   = "no-needs"
)

// foundWithin is how long after a case was raised a need counts as found by it.
const foundWithin = 28 * 24 * time.Hour

var caseReaders = []access.Role{access.Agent, access.Coordinator, access.Manager, access.Governance}

// Measures are the figures that protocols give.
func Measures() []feature.Measure {
	return []feature.Measure{{
		Name: CasesRaised, Label: "Cases raised", Dated: true, Kind: "found",
		Meaning: "People whom a team was asked to approach because they are on a list. A case is one with needs when something was asked for within four weeks of its being raised; so the latest cases still change.",
		Count:   countCases, Rows: "/dashboard/cases", Readers: caseReaders,
	}}
}

// Case is one row behind the figure of cases raised.
type Case struct {
	Run           RunID
	Record        people.RecordID
	Neighbourhood string
	RaisedAt      time.Time
	EndedAs       string // "" while it goes on
	Found         bool   // something was asked for

	GivenNames, FamilyName string
}

// Mark is the row's place in the list.
func (c Case) Mark() feature.Mark { return feature.Mark{At: c.RaisedAt, ID: string(c.Run)} }

// kind is whether needs were found.
func (c Case) kind() string {
	if c.Found {
		return WithNeeds
	}
	return NoNeeds
}

// Cases lists the cases that the figure counts. The caller has checked that who asks may see
// them.
func Cases(r db.Reader, l feature.Listing) (all []Case, err error) {
	from, until, at, id := l.Bounds()
	place, anywhere := l.Place()
	for {
		found, err := listCases(r, from, until, at, id, place, anywhere, l.Limit)
		if err != nil {
			return nil, err
		}
		for _, c := range found {
			if l.Kind == "" || c.kind() == l.Kind {
				all = append(all, c)
			}
		}
		if len(all) >= l.Limit {
			return all[:l.Limit], nil
		}
		if len(found) < l.Limit {
			return all, nil
		}
		last := found[len(found)-1].Mark()
		at, id = last.At, last.ID
	}
}

func countCases(r db.Reader, during feature.Period) (feature.Tally, error) {
	from, until := during.Bounds()
	found, err := listCases(r, from, until, until, "", "", true, mostCases)
	rows := make([]feature.Row, len(found))
	for i, c := range found {
		rows[i] = feature.Row{Neighbourhood: c.Neighbourhood, Kind: c.kind(), Value: 1, Of: 1}
	}
	return feature.Sum(rows), err
}

// mostCases is more than a borough raises.
const mostCases = 1 << 30
