package vrp

import "math"

// cooling is how warm the search is at each share of the way: what is dearer by about the
// temperature is taken instead a third of the time.
type cooling struct {
	hot, cold float64
}

func (c cooling) at(share float64) float64 {
	return c.hot * math.Pow(c.cold/c.hot, share)
}

// stint is one stretch of search in one arena.
type stint struct {
	from, to   float64 // shares of the whole search at its beginning and end
	iterations int     // 0: by the clock alone
	spent      func() float64
	stopped    func() bool
	cooling    cooling
}

// look is how many iterations go by between two looks at the clock.
const look = 64

// anneal takes strings out and puts them back until the stint is over, keeps the best in
// a.best and returns how many iterations it made.
func (a *arena) anneal(s *stint) (done int) {
	a.remember()
	temperature := s.cooling.at(s.from)
	for {
		if done%look == 0 || done == s.iterations {
			share := s.share(done)
			if share >= s.to || s.stopped() {
				return done
			}
			temperature = s.cooling.at(share)
		}
		a.step(temperature)
		done++
	}
}

// share is how far the whole search is.
func (s *stint) share(done int) float64 {
	if s.iterations > 0 && done >= s.iterations {
		return s.to
	}
	share := 0.0
	if s.spent != nil {
		share = s.spent()
	}
	if s.iterations > 0 {
		share = max(share, s.from+(s.to-s.from)*float64(done)/float64(s.iterations))
	}
	return share
}

// step is one iteration: what comes out dearer is mostly taken back.
func (a *arena) step(temperature float64) {
	before := a.total()
	a.begin()
	a.ruin()
	a.recreate()
	after := a.total()
	if float64(after) >= float64(before)-temperature*math.Log(1-a.chance()) {
		a.takeBack()
		return
	}
	if after < a.best.total {
		a.remember()
	}
}
