package rules

import (
	"errors"
	"fmt"

	"cel.dev/cel-go/cel"
)

// Decider is [Rule.Bool] for whoever decides a rule many times over: it asks value for a
// variable only once the decision needs it, and takes what it gives as it is, so value gives
// string, bool, int64 or []string, and nil for what is not known. The function it returns
// decides by what value gives at that moment, and is for one goroutine.
func (r *Rule) Decider(value func(name string) any) func() (bool, error) {
	asking := asked(value)
	return func() (bool, error) {
		out, _, err := r.program.Eval(asking)
		if err != nil {
			return false, fmt.Errorf("rule %q: %w", r.expr, err)
		}
		if yes, ok := out.Value().(bool); ok {
			return yes, nil
		}
		return false, errors.New("the rule came to neither yes nor no")
	}
}

// asked gives a rule its variables one at a time.
type asked func(name string) any

// ResolveName gives the value of a variable, if it is known.
func (a asked) ResolveName(name string) (any, bool) {
	v := a(name)
	return v, v != nil
}

// Parent is none.
func (asked) Parent() cel.Activation { return nil }
