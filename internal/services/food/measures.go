package food

import (
	"kith/internal/feature"
	"kith/internal/plat/db"
)

// Measures are the figures that orders give.
func Measures() []feature.Measure {
	return []feature.Measure{{
		Name: "food.delivered", Label: "Hampers and parcels handed over", Dated: true, Kind: "kind",
		Meaning: "Orders of the council that were brought or fetched: paid hampers, free parcels, and supplies. One order for one household counts once, however much is in it. What organisations gave is counted apart.",
		Count:   countEnded, Rows: "/dashboard/food", Readers: packers,
	}}
}

// Ended lists the orders that the figure counts. The caller has checked that who asks may
// see them.
func Ended(r db.Reader, l feature.Listing) ([]Order, error) {
	all, err := listEnded(r, l)
	if err != nil {
		return nil, err
	}
	return all, unnamed(r, all)
}
