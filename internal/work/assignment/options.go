package assignment

import (
	"cmp"
	"slices"
)

// Option is somebody who could do a job, for a coordinator to choose.
type Option struct {
	Helper *Helper
	Metres int
	Known  bool // that the distance is known
	Again  bool // they did it last time
	Slot   Slot // the soonest in which they could
}

// Options are those who could do a job, the nearest first.
func (p *Proposal) Options(job int) (all []Option) {
	j := &p.Question.Jobs[job]
	for i := range p.Question.Helpers {
		h := &p.Question.Helpers[i]
		rule, open := judge(j, h, p.windows[job])
		if rule != Fits {
			continue
		}
		m, known := metres(j, h)
		all = append(all, Option{Helper: h, Metres: m, Known: known, Again: j.Last == h.ID, Slot: p.slot(open.first(1)[0])})
	}
	slices.SortStableFunc(all, func(a, b Option) int { return cmp.Compare(a.Metres, b.Metres) })
	return all
}

// Against says in words why what a coordinator chose does not stand.
func (p *Proposal) Against(r Refused) string {
	title, name := "That task", "whom you chose"
	for _, j := range p.Question.Jobs {
		if j.Task == r.Task {
			title = "“" + j.Title + "”"
		}
	}
	for _, h := range p.Question.Helpers {
		if h.ID == r.Helper {
			name = h.Name
		}
	}
	return title + " cannot go to " + name + ": " + broken[r.Rule] + "."
}

// broken says of each rule how one pair breaks it.
var broken = map[Rule]string{
	Fits: "they are not here any more", NoActivity: "volunteers do not do this kind of work", NotYet: "it may not be done yet", NotTheirs: "they are not in this plan",
	NotOffered: "they do not offer it", Household: "it is for their own household", Excluded: "they are not sent to this person",
	Shielded: "their own health keeps them from the door", NoWheels: "it needs a vehicle they do not have", NoLanguage: "it needs a language they do not speak",
	NotCleared: "they lack something it asks", TooFar: "it is further than they go", NotFree: "they are not free before it is due", OffDuty: "they are off duty",
	Full: "they have as much as they can have", AskedOnce: "they were asked before", Later: "they are asked later", TakenOut: "you took them out",
}
