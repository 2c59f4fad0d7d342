package roll

import (
	"time"

	"kith/internal/plat/rules"
)

// More is a fact that is not on the roll, for a rule that asks for one: nil where it is not
// known.
type More func(e *Entry, name string) any

// Chosen is what a rule comes to over a roll.
type Chosen struct {
	In []int // of Entries
	// Open is how many people the rule cannot decide on, because something it asks is not
	// known of them. They are not in.
	Open int
}

// Choose decides a rule for everybody. An unknown age is not an age of nought: whoever the
// rule cannot be decided for is counted by themselves. More may be nil.
func (r *Roll) Choose(rule *rules.Rule, more More) (c Chosen) {
	var e *Entry
	decide := rule.Decider(func(name string) any { return e.says(name, r.At, more) })
	for i := range r.Entries {
		e = &r.Entries[i]
		switch yes, err := decide(); {
		case err != nil:
			c.Open++
		case yes:
			c.In = append(c.In, i)
		}
	}
	return c
}

// says is what a rule asks of somebody; nil where it is not known.
func (e *Entry) says(name string, now time.Time, more More) any {
	f, ok := byName[name]
	switch {
	case !ok && more != nil:
		return more(e, name)
	case !ok:
		return nil
	}
	if v, known := f.of(e, now); known {
		return v
	}
	return nil
}
