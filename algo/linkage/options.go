package linkage

import "runtime"

// Options are how to go about it. The zero value is right for most lists.
type Options struct {
	Seed    uint64  // for the pairs that are drawn in training
	Pairs   int     // how many pairs may be compared; 0 is 400 million
	Workers int     // how many at once; 0 is one for each processor
	Least   float64 // the least probability of a link; 0 is a half
}

func (o Options) pairs() int {
	if o.Pairs > 0 {
		return o.Pairs
	}
	return 400_000_000
}

func (o Options) workers() int {
	if o.Workers > 0 {
		return o.Workers
	}
	return runtime.GOMAXPROCS(0)
}

func (o Options) least() float64 {
	if o.Least > 0 {
		return WeightOf(min(o.Least, 1-1e-15))
	}
	return 0
}
