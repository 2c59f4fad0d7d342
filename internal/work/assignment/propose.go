package assignment

import (
	"math/bits"
	"slices"

	"kith/algo/assign"
	"kith/internal/kernel/day"
	"kith/internal/registers/volunteering"
)

// Given is a task and who is to do it.
type Given struct {
	Job, Helper int // places in the question
	Slot        Slot
	Metres      int
	Known       bool // that the distance is known
	Again       bool // they did it last time
	Kept        bool // a coordinator chose it
	// Together says that the plan gives them something else for the same person, and SameDay
	// that they go there on the same day.
	Together, SameDay bool
	// AtHome and HomeDay say the same of somebody else who lives there.
	AtHome, HomeDay bool
	Already         bool // they have other work for the same person now
	Awaited         bool // they were asked for some and have not answered yet
}

// Refused is a pair a coordinator chose that cannot be kept, and the rule that stands
// against it.
type Refused struct {
	Choice
	Rule Rule
}

// Proposal is a plan: who is to do what, and what is left. It can be asked why. It is not
// safe for concurrent use.
type Proposal struct {
	Question Question
	Given    []Given   // in the order of the jobs
	Left     []int     // jobs that nobody does
	Refused  []Refused // of what the coordinator chose

	lead     map[string]string // whose work, as [Job.visit] has it, to the helper it is rather given to
	plan     *assign.Plan
	matching assign.Matching
	windows  []Span
	out      map[Choice]bool
	index    index
	now      int   // the first slot that has not ended
	first    []int // the first pair of each job, and where the last ends
}

// Propose plans. Of all assignments that break no hard rule it finds one that leaves the
// least pressing work and then costs least, by distance, continuity, waiting and a fair
// share. What one person needs goes to one helper where that costs little, and with it what
// others of their home need; rather to whoever has work for that person already, or was asked
// for some: see [Proposal.bundle].
func Propose(q Question) (*Proposal, error) {
	p, err := propose(q, nil)
	if err != nil {
		return nil, err
	}
	lead := p.bundle()
	if len(lead) == 0 {
		return p, nil
	}
	bundled, err := propose(q, lead)
	if err != nil || bundled.undone() > p.undone() { // what is left counts more than who goes twice
		return p, err
	}
	return bundled, nil
}

// undone is what the work that is left counts, by how pressing and how late it is.
func (p *Proposal) undone() (cost int64) {
	for _, job := range p.Left {
		cost += p.Question.Jobs[job].leave(p.Question.Now)
	}
	return cost
}

// propose plans with what is known of who leads in the bundles; see [Proposal.bundle].
func propose(q Question, lead map[string]string) (*Proposal, error) {
	p := &Proposal{lead: lead, Question: q, out: map[Choice]bool{}, index: indexOf(q.Helpers)}
	for _, c := range q.Not {
		p.out[c] = true
	}
	p.now = bits.TrailingZeros32(uint32((Job{}).Window(q.Now)))
	m := &assign.Matching{}
	for i := range q.Helpers {
		m.Helpers = append(m.Helpers, q.Helpers[i].flow())
	}
	keep := p.kept()
	for i := range q.Jobs {
		j := &q.Jobs[i]
		p.windows = append(p.windows, j.Window(q.Now))
		p.first = append(p.first, len(m.Pairs))
		m.Tasks = append(m.Tasks, assign.Task{Undone: j.leave(q.Now)})
		m.Pairs = p.pairs(m.Pairs, i, keep)
	}
	p.first = append(p.first, len(m.Pairs))
	plan, err := m.Plan()
	if err != nil {
		return nil, err
	}
	p.plan, p.matching = plan, *m
	p.read(keep)
	return p, nil
}

// flow is a helper as the solver knows them.
func (h *Helper) flow() assign.Helper {
	flow := assign.Helper{Room: h.Room(), Wear: h.wear()}
	if h.PerSlot > 0 {
		for range Slots {
			flow.Slots = append(flow.Slots, h.PerSlot)
		}
	}
	return flow
}

// kept finds the helpers a coordinator chose, by the task.
func (p *Proposal) kept() map[string]string {
	keep := map[string]string{}
	for _, c := range p.Question.Keep {
		keep[c.Task] = c.Helper
	}
	return keep
}

// pairs adds what a job could be given to. One that a coordinator gave to somebody can go to
// nobody else, unless a hard rule stands against it.
func (p *Proposal) pairs(all []assign.Pair, job int, keep map[string]string) []assign.Pair {
	j := &p.Question.Jobs[job]
	chosen, locked := keep[j.Task]
	if locked {
		if with := p.locked(job, chosen); with != nil {
			return append(all, with...)
		}
	}
	p.index.might(j, func(i int32) { all = p.pair(all, job, i, 0) })
	return all
}

// locked are the pairs of a job with the one a coordinator chose; nil where a rule refuses it.
func (p *Proposal) locked(job int, helper string) (all []assign.Pair) {
	j := &p.Question.Jobs[job]
	for i := range p.Question.Helpers {
		if h := &p.Question.Helpers[i]; h.ID == helper {
			if all = p.pair(nil, job, int32(i), kept); all == nil {
				rule, _ := judge(j, h, p.windows[job])
				p.Refused = append(p.Refused, Refused{Choice{j.Task, helper}, rule})
			}
			return all
		}
	}
	p.Refused = append(p.Refused, Refused{Choice{j.Task, helper}, NotTheirs})
	return nil
}

// pair adds the soonest slots in which one helper could do one job.
func (p *Proposal) pair(all []assign.Pair, job int, i int32, extra int64) []assign.Pair {
	j, h := &p.Question.Jobs[job], &p.Question.Helpers[i]
	rule, open := judge(j, h, p.windows[job])
	if rule != Fits || len(p.out) > 0 && p.out[Choice{j.Task, h.ID}] {
		return all
	}
	extra += p.bound(j, h)
	slots := pairsOfSlots
	if h.PerSlot == 0 {
		slots = 1
	}
	for ; open != 0 && slots > 0; open, slots = open&(open-1), slots-1 {
		slot := bits.TrailingZeros32(uint32(open))
		one := assign.Pair{Task: int32(job), Helper: i, Cost: costOf(j, h, slot, p.now) + extra}
		if h.PerSlot > 0 {
			one.Slot = int32(slot)
		}
		all = append(all, one)
	}
	return all
}

// bound is how much rather a helper is given a job because of what else they do for the same
// person or home: what they have counts more than what they may yet say no to.
func (p *Proposal) bound(j *Job, h *Helper) int64 {
	switch {
	case j.visit() != "" && p.lead[j.visit()] == h.ID, slices.Contains(j.With, h.ID):
		return together
	case slices.Contains(j.Awaited, h.ID):
		return awaited
	}
	return 0
}

// read takes what the solver found.
func (p *Proposal) read(keep map[string]string) {
	for job, pair := range p.plan.Pair {
		if pair == assign.Undone {
			p.Left = append(p.Left, job)
			if helper, locked := keep[p.Question.Jobs[job].Task]; locked && !p.refused(job) {
				p.Refused = append(p.Refused, Refused{Choice{p.Question.Jobs[job].Task, helper}, Full})
			}
			continue
		}
		p.Given = append(p.Given, p.given(job, p.plan.Pairs()[pair], keep))
	}
	p.readBundles()
}

// slot is the slot with a number.
func (p *Proposal) slot(n int) Slot { return slotOf(day.Of(p.Question.Now), n) }

func (p *Proposal) refused(job int) bool {
	for _, r := range p.Refused {
		if r.Task == p.Question.Jobs[job].Task {
			return true
		}
	}
	return false
}

func (p *Proposal) given(job int, pair assign.Pair, keep map[string]string) Given {
	j, h := &p.Question.Jobs[job], &p.Question.Helpers[pair.Helper]
	slot := int(pair.Slot)
	if h.PerSlot == 0 {
		_, open := judge(j, h, p.windows[job])
		slot = bits.TrailingZeros32(uint32(open))
	}
	m, known := metres(j, h)
	return Given{
		Job: job, Helper: int(pair.Helper), Slot: p.slot(slot), Metres: m, Known: known && j.Place != volunteering.ByPhone,
		Again: j.Last != "" && j.Last == h.ID, Kept: keep[j.Task] == h.ID, Already: slices.Contains(j.With, h.ID), Awaited: slices.Contains(j.Awaited, h.ID),
	}
}
