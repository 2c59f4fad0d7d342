package matching

import (
	"slices"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
	"kith/internal/registers/volunteers"
	"kith/internal/work/needs"
)

// Demand is how much there is to do near a volunteer, told as it is: with many volunteers
// there may be nothing for weeks, and they are told so.
type Demand struct {
	Waiting    int // open work in their neighbourhood that volunteers may do
	ForThem    int // of it, what they offer and may do
	Volunteers int // on duty in their neighbourhood
}

// demandFor counts what there is to do near a volunteer.
func demandFor(r db.Reader, b book, d volunteers.Dossier) (found Demand, err error) {
	all, err := openNear(r, d.Neighbourhood)
	if err != nil {
		return Demand{}, err
	}
	clear := volunteers.Clear(b.rules, d, day.Of(r.Now()))
	for _, w := range all {
		if !w.goesTo(needs.Volunteer) {
			continue
		}
		found.Waiting++
		for _, a := range clear {
			if slices.Contains(a.Categories, w.Category) && (len(a.Kinds) == 0 || slices.Contains(a.Kinds, w.Kind)) {
				found.ForThem++
				break
			}
		}
	}
	found.Volunteers, err = onDuty(r, d.Neighbourhood)
	return found, err
}
