package matching

import (
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteers"
	"kith/internal/work/assignment"
)

// homes says of the work of people who live together that it is one home's, so that one helper
// goes there once: those of one household, or of one address. Left out is everybody of whom
// nobody has said that those around them may know that the council rings; of whom it is
// unknown, whoever comes for another is not to bring it to the door. So is whose address is
// withheld, and whoever turned out to have several records: each may say something else.
func (a *asking) homes(all []work, q *assignment.Question) {
	apart, byCode := map[people.RecordID]bool{}, map[string][]int{}
	for i := range all {
		w := &all[i]
		apart[w.Record] = apart[w.Record] || !w.Known || len(a.joined[w.Record]) > 1
		code := places.Tidy(w.Address.Postcode)
		byCode[code] = append(byCode[code], i)
	}
	for code, near := range byCode {
		if code == "" {
			continue
		}
		for n, i := range near {
			for _, first := range near[:n] {
				if all[i].Record != all[first].Record && !apart[all[i].Record] && !apart[all[first].Record] && all[i].livesWith(&all[first]) {
					share(q, i, first)
				}
			}
		}
	}
}

// livesWith reports whether two live in one household or at one address.
func (w *work) livesWith(o *work) bool {
	return w.Household != "" && w.Household == o.Household || volunteers.Home{Address: w.Address}.Same(o.Address)
}

// share puts all work of two people into one home: that of whoever came first.
func share(q *assignment.Question, i, first int) {
	home := q.Jobs[first].Home
	if home == "" {
		home = q.Jobs[first].Record
	}
	for n := range q.Jobs {
		if record := q.Jobs[n].Record; record == q.Jobs[i].Record || record == q.Jobs[first].Record {
			q.Jobs[n].Home = home
		}
	}
}
