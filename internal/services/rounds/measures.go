package rounds

import "kith/internal/feature"

// Measures are the figures that rounds give.
func Measures() []feature.Measure {
	return []feature.Measure{{
		Name: "rounds.delivered", Label: "Handed over on rounds", Dated: true,
		Meaning: "Stops of rounds at which something was handed over: to the person, to whom they named, or to a neighbour as they agreed. What came back is not counted.",
		Count:   countHanded, Rows: "/rounds", Readers: viewers,
	}}
}
