package town

import "math/rand/v2"

// dice is the seeded source every choice is drawn from.
type dice struct{ *rand.Rand }

// roll gives a source for one numbered thing, so that household 7 is the same whether
// or not households 1 to 6 were made first.
func roll(seed, stream, n uint64) dice {
	return dice{rand.New(rand.NewPCG(seed^stream<<56, n*0x9E3779B97F4A7C15+stream))}
}

// chance is true with probability p.
func (d dice) chance(p float64) bool { return d.Float64() < p }

// between gives a whole number from low to high, both included.
func (d dice) between(low, high int) int { return low + d.IntN(high-low+1) }

// pick gives one of the choices, all equally likely.
func pick[T any](d dice, choices []T) T { return choices[d.IntN(len(choices))] }

// weighted is a choice and how often it comes up against the others.
type weighted[T any] struct {
	weight float64
	value  T
}

// pickWeighted gives one of the choices in proportion to its weight.
func pickWeighted[T any](d dice, choices []weighted[T]) T {
	total := 0.0
	for _, c := range choices {
		total += c.weight
	}
	at := d.Float64() * total
	for _, c := range choices {
		if at -= c.weight; at < 0 {
			return c.value
		}
	}
	return choices[len(choices)-1].value
}

// The streams keep one kind of thing from shifting another when it draws more numbers.
const (
	streamHousehold uint64 = iota + 1
	streamRequest
	streamVolunteer
	streamOrganisation
	streamPostcode
	streamCases
)
