package situation

import (
	"kith/internal/feature"
	"kith/internal/plat/db"
)

// Series is something that is counted a day at a time: asked of the borough, or done by it.
type Series struct {
	Name  string // never changes
	Label string // begins a sentence: "Demand for food"
	Done  bool   // what the borough did; it is held against the week before and not against chance

	kind  string // of the tally; "" is all
	count func(r db.Reader, during feature.Period) (feature.Tally, error)
}

// of are the measures that are counted, by their names, in the order they are shown.
var of = []struct {
	measure string
	Series
}{
	{"needs.requests", Series{Name: "requests", Label: "Requests for help"}},
	{"needs.opened", Series{Name: "food", Label: "Demand for food", kind: "food"}},
	{"tasks.done", Series{Name: "tasks-done", Label: "Tasks done", Done: true}},
	{"food.delivered", Series{Name: "food-delivered", Label: "Hampers and parcels handed over", Done: true}},
	{"intake.enquiries", Series{Name: "enquiries", Label: "Enquiries answered on the spot", Done: true}},
}

// watched are the series that are counted: those of features by their measures, and calls.
func watched(measures []feature.Measure) []Series {
	all := []Series{
		{Name: "calls", Label: "Calls to residents", count: callsOut},
		{Name: "no-answers", Label: "Calls without an answer", count: callsUnanswered},
	}
	for _, one := range of {
		for _, m := range measures {
			if m.Name == one.measure {
				s := one.Series
				s.count = m.Count
				all = append(all, s)
			}
		}
	}
	return all
}
