package assignment

import (
	"cmp"
	"slices"

	"kith/algo/assign"
	"kith/internal/kernel/grid"
	"kith/internal/registers/volunteering"
)

// Help is what one more helper of a kind would bring.
type Help struct {
	Activity string
	Hood     string
	Vehicle  volunteering.Vehicle
	Language string
	Done     int   // how many more tasks somebody would do
	Saved    int64 // metres, or what counts as such, that the plan would cost less
}

// What one more helper is taken to be like.
const (
	likelyReach = 5000
	likelyRoom  = 6
)

// kindOf is what a helper has to be to do a job that is left.
type kindOf struct {
	activity, hood, language string
	vehicle                  volunteering.Vehicle
}

// WouldHelp lists what would help most, the most first: of each kind of helper who is lacking,
// one more near those who wait. At most limit kinds are tried, those that most work waits for.
func (p *Proposal) WouldHelp(limit int) (all []Help, err error) {
	for _, k := range p.lacking(limit) {
		help, err := p.with(k)
		if err != nil {
			return nil, err
		}
		if help.Done > 0 {
			all = append(all, Help{Activity: k.activity, Hood: k.hood, Vehicle: k.vehicle, Language: k.language, Done: help.Done, Saved: help.Saved})
		}
	}
	slices.SortStableFunc(all, func(a, b Help) int { return cmp.Or(cmp.Compare(b.Done, a.Done), cmp.Compare(b.Saved, a.Saved)) })
	return all, nil
}

// with says what one more helper of a kind would bring. Where more work is left that they
// could do than they have room for, each part of their room does one more task, and no plan
// does more by them: leaving a task costs more than any way of doing it. Otherwise it is
// planned anew, for who is left may be done by somebody whom the new one relieves.
func (p *Proposal) with(k kindOf) (assign.Help, error) {
	h, could := p.oneMore(k)
	if help := p.direct(h, could); help.Done == h.Room {
		return help, nil
	}
	m := p.matching
	for i := range could {
		could[i].Helper = int32(len(m.Helpers))
	}
	m.Helpers = append(slices.Clip(m.Helpers), h)
	m.Pairs = append(slices.Clip(m.Pairs), could...)
	plan, err := m.Plan()
	if err != nil {
		return assign.Help{}, err
	}
	return assign.Help{Done: p.plan.Undone() - plan.Undone(), Saved: p.plan.Cost - plan.Cost}, nil
}

// direct is what a new helper brings by doing what is left and nothing else.
func (p *Proposal) direct(h assign.Helper, could []assign.Pair) (help assign.Help) {
	var saves []int64
	for _, pair := range could {
		if p.plan.Pair[pair.Task] == assign.Undone {
			saves = append(saves, p.matching.Tasks[pair.Task].Undone-pair.Cost)
		}
	}
	slices.SortFunc(saves, func(a, b int64) int { return cmp.Compare(b, a) })
	for i, saved := range saves[:min(h.Room, len(saves))] {
		help.Done, help.Saved = help.Done+1, help.Saved+saved-h.Wear[i]
	}
	return help
}

// lacking are the kinds of helper that work is left for, most work first.
func (p *Proposal) lacking(limit int) []kindOf {
	count := map[kindOf]int{}
	var kinds []kindOf
	for _, job := range p.Left {
		j := &p.Question.Jobs[job]
		if j.Activity == "" || j.Barred != "" || !j.Volunteers || p.windows[job] == 0 {
			continue
		}
		k := kindOf{j.Activity, j.Hood, j.Language, j.Vehicle}
		if count[k]++; count[k] == 1 {
			kinds = append(kinds, k)
		}
	}
	slices.SortStableFunc(kinds, func(a, b kindOf) int { return cmp.Compare(count[b], count[a]) })
	return kinds[:min(limit, len(kinds))]
}

// oneMore is somebody of a kind, who lives in the midst of those who wait, with the work they
// could do.
func (p *Proposal) oneMore(k kindOf) (h assign.Helper, could []assign.Pair) {
	one := Helper{
		ID: "one more", Kind: OneVolunteer, Hood: k.hood, At: p.midst(k), Reach: likelyReach, Offers: []string{k.activity},
		Clear: map[string]Days{k.activity: EveryDay}, Vehicle: volunteering.Van, Languages: []string{k.language}, Free: Whole, OnDuty: true,
		Week: likelyRoom, Month: likelyRoom, Offered: likelyRoom,
	}
	for job := range p.Question.Jobs {
		j := &p.Question.Jobs[job]
		if rule, open := judge(j, &one, p.windows[job]); rule == Fits {
			could = append(could, assign.Pair{Task: int32(job), Cost: costOf(j, &one, open.first(1)[0], p.now)})
		}
	}
	return one.flow(), could
}

// midst is the middle of where work of a kind is left.
func (p *Proposal) midst(k kindOf) (at grid.Ref) {
	n := 0.0
	for _, job := range p.Left {
		if j := &p.Question.Jobs[job]; j.Activity == k.activity && j.Hood == k.hood && j.At != (grid.Ref{}) {
			at.E, at.N, n = at.E+j.At.E, at.N+j.At.N, n+1
		}
	}
	if n == 0 {
		return grid.Ref{}
	}
	return grid.Ref{E: at.E / n, N: at.N / n}
}
