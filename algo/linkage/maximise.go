package linkage

// most are the chances above which people of one household do not agree by themselves: twins
// share a date of birth, and a father may give his name to his son.
var most = map[Kind]float64{GivenName: 0.05, Date: 0.05, NHSNumber: 0.001}

// maximise learns the chances from what the pairs are taken for.
func (e *estimate) maximise() {
	match, family := e.zeros(), e.zeros()
	for i, t := range e.h.tallies {
		if !e.use[t.rule] {
			continue
		}
		for c, k := range e.levels[i] {
			match[c][k] += e.posts[i][0] * t.count
			if !t.crowded {
				family[c][k] += e.posts[i][1] * t.count
			}
		}
	}
	e.match.learn(e.plan, match)
	if e.plan.home != nil {
		e.family.learn(e.plan, family)
		e.restrain()
	}
	e.shares()
	e.strangers()
}

// zeros are counts of each column and level.
func (e *estimate) zeros() [][]float64 {
	out := make([][]float64, len(e.plan.tests))
	for c := range out {
		out[c] = make([]float64, e.plan.levels(c))
	}
	return out
}

// learn takes counts of levels for chances, and the guess for some more pairs.
func (c *class) learn(p *plan, counts [][]float64) {
	for i, guess := range c.guess {
		p.runs(i, func(from, to int) {
			sum := c.hold
			for k := from; k < to; k++ {
				sum += counts[i][k+1]
			}
			for k := from; k < to; k++ {
				c.chances[i][k] = (counts[i][k+1] + c.hold*guess[k]) / sum
			}
		})
	}
}

// restrain holds households to being different people.
func (e *estimate) restrain() {
	for i, c := range e.plan.schema.Columns {
		chances := e.family.chances[i]
		limit, ok := most[c.Kind]
		if !ok || chances[0] <= limit {
			continue
		}
		rest := (1 - limit) / (1 - chances[0])
		for k := range chances[1:] {
			chances[k+1] *= rest
		}
		chances[0] = limit
	}
}

// shares learns how common matches and households are among all pairs.
func (e *estimate) shares() {
	match, family := 0.0, 0.0
	for i, t := range e.h.tallies {
		match += e.posts[i][0] * t.count
		family += e.posts[i][1] * t.count
	}
	e.match.share = min(max(match, 0.5)/e.all, 0.5)
	if e.plan.home != nil {
		e.family.share = min(max(family, 0.5)/e.all, 0.4)
	}
}

// strangers takes from what was drawn at random, true pairs and households among it, the part
// that those have. Of columns that depend on another that part is small where it matters.
func (e *estimate) strangers() {
	for c, drawn := range e.drawn {
		if e.plan.parents[c] >= 0 {
			continue
		}
		sum := 0.0
		for k, x := range drawn {
			others := e.match.share*e.match.chances[c][k] + e.family.share*e.family.chances[c][k]
			floor := min(x, max(x*0.02, 0.5/e.all))
			e.stranger.chances[c][k] = max(x-others, floor)
			sum += e.stranger.chances[c][k]
		}
		for k := range drawn {
			e.stranger.chances[c][k] /= sum
		}
	}
}

// choose leaves out the rules that find next to no true pairs for all the pairs they make. It
// reports whether there are such rules.
func (e *estimate) choose() (left bool) {
	pairs, matches := make([]float64, len(e.use)), make([]float64, len(e.use))
	for i, t := range e.h.tallies {
		pairs[t.rule] += t.count
		matches[t.rule] += e.posts[i][0] * t.count
	}
	for rule := range e.use {
		if rule < len(e.plan.rules) && pairs[rule] > 100_000 && matches[rule] < pairs[rule]/10000 {
			e.use[rule], left = false, true
		}
	}
	return left
}

// model is what was learnt. A level counts for no more than being equal does.
func (e *estimate) model() *Model {
	m := &Model{Version: ModelVersion, Schema: e.plan.schema, Prior: e.match.share, Household: e.family.share}
	for c := range e.plan.tests {
		one := Chances{Match: e.match.chances[c], Stranger: e.stranger.chances[c]}
		if e.plan.home != nil {
			one.Household = e.family.chances[c]
		}
		m.Columns = append(m.Columns, one)
	}
	return m
}
