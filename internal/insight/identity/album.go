package identity

import (
	"slices"
	"sync"
	"time"
)

// album keeps in which order pairs are asked of whom, so that going from one to the next does
// not weigh all of them anew. What is kept is never shown as it is: whom somebody may see is
// read again with the names.
type album struct {
	lock sync.Mutex
	kept map[string]page // by borough and account
}

// page is the order as it was for somebody.
type page struct {
	at    time.Time
	state state
	pairs []Waiting
}

// state tells one set of open pairs from another: how many are open and decided, and how often
// somebody could not say.
type state struct{ open, decided, passed int }

const (
	// freshFor is how long what hangs on pairs may be out of date.
	freshFor = 20 * time.Second
	// mostKept bounds for how many people orders are kept.
	mostKept = 64
)

// of is the order that is kept, a copy; nil where there is none, or pairs have come or gone.
func (a *album) of(who string, now time.Time, s state) []Waiting {
	a.lock.Lock()
	defer a.lock.Unlock()
	p, ok := a.kept[who]
	if !ok || p.state != s || now.Sub(p.at).Abs() > freshFor {
		return nil
	}
	return slices.Clone(p.pairs)
}

func (a *album) keep(who string, p page) {
	a.lock.Lock()
	defer a.lock.Unlock()
	if a.kept == nil || len(a.kept) >= mostKept {
		a.kept = map[string]page{}
	}
	p.pairs = slices.Clone(p.pairs)
	a.kept[who] = p
}
