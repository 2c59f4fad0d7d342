package situation

import (
	"kith/internal/feature"
	"kith/internal/plat/db"
)

// Series is something that is asked of the borough, counted a day at a time.
type Series struct {
	Name  string // never changes
	Label string // begins a sentence: "Demand for food"

	kind  string // of the tally; "" is all
	count func(r db.Reader, during feature.Period) (feature.Tally, error)
}

// watched are the series that are counted: those of features by their measures, and calls.
func watched(measures []feature.Measure) []Series {
	all := []Series{
		{Name: "calls", Label: "Calls to residents", count: callsOut},
		{Name: "no-answers", Label: "Calls without an answer", count: callsUnanswered},
	}
	for _, m := range measures {
		switch m.Name {
		case "needs.requests":
			all = append(all, Series{Name: "requests", Label: "Requests for help", count: m.Count})
		case "needs.opened":
			all = append(all, Series{Name: "food", Label: "Demand for food", kind: "food", count: m.Count})
		}
	}
	return all
}
