package assignment

import "kith/internal/registers/volunteering"

// visit is a helper on their way to one person, or to one home.
type visit struct {
	to     string // as [Job.visit] has it
	helper int
}

// bundle finds the people, and the homes, whose work a plan has given to several helpers, and
// for each the one helper who is rather to have all of it: whoever could do most of it, and of
// those the first the plan gave some to. The cost of a pair says nothing of other pairs; so the
// best plan is found first, and once more with that helper made cheaper for that work. No rule
// and nothing left undone weighs less for it.
func (p *Proposal) bundle() map[string]string {
	by := map[string][]int{} // places in Given
	for i, g := range p.Given {
		if to := p.Question.Jobs[g.Job].visit(); to != "" {
			by[to] = append(by[to], i)
		}
	}
	lead := map[string]string{}
	for to, given := range by {
		if best, most := p.leads(given); most > 1 {
			lead[to] = p.Question.Helpers[best].ID
		}
	}
	return lead
}

// leads is the helper of some pairs who could do most of their jobs, and how many; 0 where one
// helper has them all.
func (p *Proposal) leads(given []int) (best, most int) {
	several := false
	for _, i := range given {
		several = several || p.Given[i].Helper != p.Given[given[0]].Helper
	}
	if !several {
		return 0, 0
	}
	for _, i := range given {
		if n := p.couldHave(p.Given[i].Helper, given); n > most {
			best, most = p.Given[i].Helper, n
		}
	}
	return best, most
}

// couldHave counts the jobs of some pairs that a helper could do.
func (p *Proposal) couldHave(helper int, given []int) (n int) {
	for _, i := range given {
		job := p.Given[i].Job
		for pair := p.first[job]; pair < p.first[job+1]; pair++ {
			if int(p.plan.Pairs()[pair].Helper) == helper {
				n++
				break
			}
		}
	}
	return n
}

// goes reports whether somebody goes there, and does not only ring.
func (p *Proposal) goes(given int) bool {
	return p.Question.Jobs[p.Given[given].Job].Place != volunteering.ByPhone
}

// readBundles marks what a plan gives to one helper for one person, or for one home.
func (p *Proposal) readBundles() {
	by := map[visit][]int{}
	for i, g := range p.Given {
		if to := p.Question.Jobs[g.Job].visit(); to != "" {
			v := visit{to, g.Helper}
			by[v] = append(by[v], i)
		}
	}
	for _, same := range by {
		for _, i := range same {
			for _, other := range same {
				if i != other {
					p.link(i, other)
				}
			}
		}
	}
}

// link marks what one pair of a plan has in common with another of the same helper.
func (p *Proposal) link(i, other int) {
	g, with := &p.Given[i], p.Given[other]
	sameDay := p.goes(i) && p.goes(other) && g.Slot.On == with.Slot.On
	if p.Question.Jobs[g.Job].Record == p.Question.Jobs[with.Job].Record {
		g.Together, g.SameDay = true, g.SameDay || sameDay
		return
	}
	g.AtHome, g.HomeDay = true, g.HomeDay || sameDay
}
