package staff

import (
	"time"

	"kith/internal/feature"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
)

// ReserveCalled is the measure of who was called up from the reserve list.
const ReserveCalled = "staff.reserve-called"

// Measures are the figures that the register of staff gives.
func Measures() []feature.Measure {
	return []feature.Measure{{
		Name: ReserveCalled, Label: "Reserve called up", Dated: true,
		Meaning: "How often somebody was called up from the reserve list, to be ready at once or to learn anew first. Who belongs to no one hub counts for the whole borough alone.",
		Count:   countCalled, Rows: "/dashboard/reserve-called", Readers: keepers,
	}}
}

// Called is one row behind the figure: somebody who was called up.
type Called struct {
	ID            ident.ID[Called]
	Worker        ID
	To            Standing
	At            time.Time
	By            string // account
	Why           string
	Name          string
	Neighbourhood string
}

// Mark is the row's place in the list.
func (c Called) Mark() feature.Mark { return feature.Mark{At: c.At, ID: string(c.ID)} }

// CalledUp lists who the figure counts. The caller has checked that who asks may see it.
func CalledUp(r db.Reader, l feature.Listing) ([]Called, error) { return listCalled(r, l) }
