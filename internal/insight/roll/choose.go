package roll

import (
	"kith/internal/plat/rules"
)

// Chosen is what a rule comes to over a roll.
type Chosen struct {
	In []int // of Entries
	// Open is how many people the rule cannot decide on, because something it asks is not
	// known of them. They are not in.
	Open int
}

// Choose decides a rule for everybody. An unknown age is not an age of nought: whoever the
// rule cannot be decided for is counted by themselves.
func (r *Roll) Choose(rule *rules.Rule) (c Chosen) {
	var e *Entry
	decide := rule.Decider(func(name string) any { return value(e, name, r.At) })
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

// Says decides a rule for one person; false too where it cannot be decided.
func (r *Roll) Says(rule *rules.Rule, e *Entry) bool {
	yes, err := rule.Decider(func(name string) any { return value(e, name, r.At) })()
	return err == nil && yes
}
