package linkage

import "fmt"

// describe fills in what training came to.
func (e *estimate) describe(r *Report, p *pairs) {
	for i := range e.use {
		s := Session{Pairs: p.counts[i], Used: e.use[i]}
		if i < len(e.plan.rules) {
			s.Rule = e.plan.schema.Rules[i]
		}
		r.Sessions = append(r.Sessions, s)
	}
	for i, t := range e.h.tallies {
		match, family := e.posts[i][0]*t.count, e.posts[i][1]*t.count
		r.Sessions[t.rule].Matches += match
		r.Sessions[t.rule].Households += family
		r.Matches += match
		r.Households += family
	}
	e.warn(r)
}

// warn says in words what may be wrong.
func (e *estimate) warn(r *Report) {
	say := func(format string, a ...any) { r.Warnings = append(r.Warnings, fmt.Sprintf(format, a...)) }
	if r.Matches < 20 {
		say("Only %.0f true pairs are expected: too few to learn from. Use a model of larger lists.", r.Matches)
	}
	for _, s := range r.Sessions {
		switch {
		case !s.Used:
			say("The pairs of the rule %q are hardly ever one person, so nothing is learnt from them.", s.Rule)
		case s.Rule != "" && s.Households > s.Matches && s.Households > 20:
			say("The rule %q finds more people of one household than true pairs.", s.Rule)
		}
	}
	for c, filled := range e.filled {
		if filled < 0.01 {
			say("Column %s is filled in too seldom to be learnt from.", e.plan.schema.Columns[c].Name)
		}
	}
}
