package cohorts

import (
	"math/bits"
	"sync"
	"time"

	"kith/internal/kernel/disclosure"
	"kith/internal/kernel/fault"
)

// tries keeps what rules came to that were tried on a reading of the roll, so that figures of
// nearly the same people are told alike: whoever changes a rule by one condition that holds
// for one person learns nothing of that person by it.
type tries struct {
	lock    sync.Mutex
	asAt    map[string]time.Time // of the reading that is kept, by borough
	told    map[string][]try     // by what part of which borough
	pressed map[string][]time.Time
}

// try is a rule that was tried.
type try struct {
	matches, in bitset
	preview     Preview
}

func newTries() *tries {
	return &tries{asAt: map[string]time.Time{}, told: map[string][]try{}, pressed: map[string][]time.Time{}}
}

// mostTries is how many rules somebody may try in an hour, and mostTold how many outcomes are
// kept to compare with.
const (
	mostTries = 60
	mostTold  = 200
)

// press counts that somebody tries a rule. Too many in an hour are [fault.RateLimited].
func (t *tries) press(account string, now time.Time) error {
	t.lock.Lock()
	defer t.lock.Unlock()
	var left []time.Time
	for _, at := range t.pressed[account] {
		if now.Sub(at) < time.Hour {
			left = append(left, at)
		}
	}
	if len(left) >= mostTries {
		t.pressed[account] = left
		return fault.New(fault.RateLimited, "cohorts.too-many", "You have tried 60 rules within an hour. Go on in a while: figures of many rules together could tell of one person.")
	}
	t.pressed[account] = append(left, now)
	return nil
}

// tell tells of an outcome: with figures of its own, or with those of one before that differs
// by so few that the difference would be a small figure itself.
func (t *tries) tell(borough string, o outcome) Preview {
	t.lock.Lock()
	defer t.lock.Unlock()
	if !t.asAt[borough].Equal(o.roll.At) {
		t.asAt[borough], t.told[borough] = o.roll.At, nil
	}
	n := len(o.roll.Entries)
	one := try{matches: setOf(n, o.matches), in: setOf(n, o.in)}
	for _, before := range t.told[borough] {
		if one.matches.differs(before.matches) <= disclosure.TooFew && one.in.differs(before.in) <= disclosure.TooFew {
			alike := before.preview
			alike.Alike = true
			return alike
		}
	}
	one.preview = o.tell()
	if len(t.told[borough]) < mostTold {
		t.told[borough] = append(t.told[borough], one)
	}
	return one.preview
}

// bitset is a set of places of the roll.
type bitset []uint64

func setOf(n int, of []int) bitset {
	s := make(bitset, (n+63)/64)
	for _, i := range of {
		s[i/64] |= 1 << (i % 64)
	}
	return s
}

// differs is how many are in one of two sets and not in the other.
func (s bitset) differs(other bitset) (n int) {
	for i := range min(len(s), len(other)) {
		n += bits.OnesCount64(s[i] ^ other[i])
	}
	return n
}
