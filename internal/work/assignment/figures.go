package assignment

// Figures say what a plan is like.
type Figures struct {
	Given, Left   int
	Metres        int // of all that are done in person, one way
	InPerson      int // how many those are, of which the distance is known
	Again         int // to whoever did it last time
	CouldAgain    int // of those where somebody did it last time
	Helpers       int // who are given something
	Most          int // the most that one person, not a group, is given
	Waiting       int // on duty with room, and given nothing
	WaitedAndHave int // who had nothing for a week, and are given something
}

// Mean is the mean distance of what is done in person, in metres.
func (f Figures) Mean() int {
	if f.InPerson == 0 {
		return 0
	}
	return f.Metres / f.InPerson
}

// Figures adds a plan up.
func (p *Proposal) Figures() (f Figures) {
	f.Given, f.Left = len(p.Given), len(p.Left)
	for i := range p.Question.Jobs {
		if p.Question.Jobs[i].Last != "" {
			f.CouldAgain++
		}
	}
	load := make([]int, len(p.Question.Helpers))
	for _, g := range p.Given {
		load[g.Helper]++
		if g.Again {
			f.Again++
		}
		if g.Known {
			f.Metres += g.Metres
			f.InPerson++
		}
	}
	for i, n := range load {
		f.shares(&p.Question.Helpers[i], n)
	}
	return f
}

// shares counts one helper's share.
func (f *Figures) shares(h *Helper, n int) {
	switch {
	case n == 0 && h.OnDuty && h.Room() > 0:
		f.Waiting++
	case n > 0:
		f.Helpers++
		if h.Kind == OneVolunteer {
			f.Most = max(f.Most, n)
		}
		if h.Had == 0 && h.Idle >= 7 {
			f.WaitedAndHave++
		}
	}
}
