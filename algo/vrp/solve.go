package vrp

import "context"


// Options say how to search.
type Options struct {
	Seed       uint64
	Iterations int // how often strings of stops are taken out and put back, over all workers; 0: no bound
	// Spent says how much of the time is gone, from 0 to 1; the search cools by it, and ends at
	// 1. Without it the search cools by Iterations and the same problem, seed and iterations
	// give the same plan. One of the two must be given.
	Spent    func() float64
	Start    *Plan // to begin from: yesterday's, or what was published; it is mended where it breaks a rule
	Workers  int   // parts worked on side by side; 0: two
	Progress func(Progress)
}

// Progress is how far a search is.
type Progress struct {
	Iterations int
	Share      float64 // of the search that is done, 0 to 1
	Best       *Plan   // the cheapest so far; not to be changed
}

// Solve looks for a cheap plan until its budget is spent or ctx is done, and returns the
// best it saw: of those that leave out the fewest stops of tier 0, then 1 and so on, the
// cheapest. A problem that makes no sense is an error; see [Problem.Valid].
func Solve(ctx context.Context, p *Problem, o Options) (*Plan, error) {
	if err := p.Valid(); err != nil {
		return nil, err
	}
	panic("vrp: to be written")
}
