package vrp

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
