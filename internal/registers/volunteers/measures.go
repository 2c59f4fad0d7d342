package volunteers

import (
	"kith/internal/feature"
	"kith/internal/plat/db"
)

// OnRegister is the measure of who is on the register, told apart by standing.
const OnRegister = "volunteers.on-register"

// Measures are the figures that volunteers give.
func Measures() []feature.Measure {
	return []feature.Measure{{
		Name: OnRegister, Label: "Volunteers on the register", Kind: "standing",
		Meaning: "People who offered to help and have not left, by where they stand now. Those who were not taken or may not go on are left out.",
		Count:   countOnRegister, Rows: "/volunteers", Readers: keepers,
	}}
}

// countOnRegister counts whom the list of volunteers shows.
func countOnRegister(r db.Reader, _ feature.Period) (feature.Tally, error) {
	rows, err := countByHood(r)
	return feature.Sum(rows), err
}
