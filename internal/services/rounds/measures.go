package rounds

import (
	"kith/internal/feature"
	"kith/internal/plat/db"
)

// Measures are the figures that rounds give.
func Measures() []feature.Measure {
	return []feature.Measure{{
		Name: "rounds.delivered", Label: "Handed over on rounds", Dated: true,
		Meaning: "Stops of rounds at which something was handed over: to the person, to whom they named, or to a neighbour as they agreed. What came back is not counted.",
		Count:   countHanded, Rows: "/dashboard/rounds", Readers: viewers,
	}}
}

// HandedOver lists the stops that the figure counts. They name nobody. The caller has checked
// that who asks may see them.
func HandedOver(r db.Reader, l feature.Listing) ([]Stop, error) { return listHanded(r, l) }

// Mark is the stop's place in that list.
func (s Stop) Mark() feature.Mark { return feature.Mark{At: s.SaidAt, ID: string(s.ID)} }
