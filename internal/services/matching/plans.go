package matching

import (
	"cmp"
	"context"
	"slices"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/work/assignment"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// PlanID names a plan.
type PlanID = ident.ID[Plan]

// Plan is a proposal that a coordinator looks at and changes before anybody is asked. It
// holds no name and no address of whom the work is for.
type Plan struct {
	ID        PlanID
	Hood      string // "" is the whole borough
	MadeAt    time.Time
	MadeBy    string
	AppliedAt time.Time // zero until it was
	Version   int64
	Body
}

// Body is what a plan says.
type Body struct {
	Given   []Line
	Left    []Line
	Figures assignment.Figures
	Help    []assignment.Help
	Keep    []assignment.Choice
	Not     []assignment.Choice
	// Against are choices of the coordinator that a rule stands against, in words.
	Against []string
	// Asked and Refused are what came of it, once it was applied.
	Asked   int
	Refused []tasks.Refusal
}

// Line is one task of a plan, with whoever is to do it.
type Line struct {
	Task     tasks.ID
	Version  int64
	Title    string
	Area     string
	Hood     string
	Due      time.Time
	Priority needs.Priority
	Helper   string // id; "" for work that is left
	Kind     assignment.HelperKind
	Name     string
	Slot     assignment.Slot
	Metres   int
	Known    bool
	Again    bool
	Kept     bool
	Because  []string
}

// mostHelp is how many kinds of further helper are tried.
const mostHelp = 6

// MakePlan plans who does the open work of a neighbourhood, or of the whole borough where it
// is "", and keeps the plan for the caller to look at.
func (s *Service) MakePlan(ctx context.Context, hood string) (p Plan, err error) {
	defer fault.Wrap(&err, "plan for %q", hood)
	if err := access.Check(ctx, hood, planners...); err != nil {
		return Plan{}, err
	}
	proposal, err := s.propose(ctx, hood, nil, nil)
	if err != nil {
		return Plan{}, err
	}
	p = Plan{Hood: hood, MadeBy: access.From(ctx).Account, Version: 1}
	if p.Body, err = bodyOf(proposal); err != nil {
		return Plan{}, err
	}
	return p, s.db.Write(ctx, func(tx *db.Tx) error {
		p.ID, p.MadeAt = ident.New[Plan](tx.Now()), tx.Now()
		if err := insertPlan(tx, p); err != nil {
			return err
		}
		return p.tell(tx, "planned who does what", "planned")
	})
}

// propose plans for a neighbourhood, with what a coordinator chose. A hub asks its own
// volunteers and the groups that help there; whoever plans for the borough asks everybody's.
func (s *Service) propose(ctx context.Context, hood string, keep, not []assignment.Choice) (*assignment.Proposal, error) {
	b, err := s.book(ctx)
	if err != nil {
		return nil, err
	}
	a := asking{rules: b.rules, bases: bases(b.areas), groups: true, bar: s.bar}
	if hood != "" {
		a.hoods, a.helps = []string{hood}, []string{hood}
	}
	q, err := question(s.db.Read(ctx), a)
	if err != nil {
		return nil, err
	}
	waiting, err := standing(s.db.Read(ctx))
	if err != nil {
		return nil, err
	}
	// Work that somebody has been asked for is not planned a second time.
	q.Jobs = slices.DeleteFunc(q.Jobs, func(j assignment.Job) bool { return waiting[tasks.ID(j.Task)] > 0 })
	q.Keep, q.Not = keep, not
	return assignment.Propose(q)
}

// body is a proposal as it is kept.
func bodyOf(p *assignment.Proposal) (b Body, err error) {
	for _, g := range p.Given {
		l := lineOf(p, g.Job)
		h := &p.Question.Helpers[g.Helper]
		l.Helper, l.Kind, l.Name, l.Slot, l.Metres, l.Known, l.Again, l.Kept = h.ID, h.Kind, h.Name, g.Slot, g.Metres, g.Known, g.Again, g.Kept
		b.Given = append(b.Given, l)
	}
	for _, job := range p.Left {
		b.Left = append(b.Left, lineOf(p, job))
	}
	for _, r := range p.Refused {
		b.Against = append(b.Against, p.Against(r))
	}
	b.Figures, b.Keep, b.Not = p.Figures(), p.Question.Keep, p.Question.Not
	b.Help, err = p.WouldHelp(mostHelp)
	return b, err
}

func lineOf(p *assignment.Proposal, job int) Line {
	j := &p.Question.Jobs[job]
	return Line{
		Task: tasks.ID(j.Task), Version: j.Version, Title: j.Title, Area: j.Area, Hood: j.Hood, Due: j.Due, Priority: j.Priority, Because: p.Because(job),
	}
}

// PlanOf returns a plan for somebody who plans for its neighbourhood.
func (s *Service) PlanOf(ctx context.Context, id PlanID) (p Plan, err error) {
	defer fault.Wrap(&err, "plan %s", id)
	if p, err = planByID(s.db.Read(ctx), id); err != nil {
		return Plan{}, err
	}
	return p, access.Check(ctx, p.Hood, planners...)
}

// Plans lists the latest plans of the neighbourhoods the caller plans for, without what they
// say.
func (s *Service) Plans(ctx context.Context, limit int) ([]Plan, error) {
	hoods := access.Narrow(ctx, nil, planners...)
	if hoods != nil && len(hoods) == 0 {
		return nil, nil
	}
	return plans(s.db.Read(ctx), hoods, limit)
}

// Changes is what a coordinator changes about a plan by hand.
type Changes struct {
	Keep assignment.Choice // this one is to do it, whatever it costs
	Not  assignment.Choice // not this one
	Undo string            // a task for which what was chosen is taken back
}

// ChangePlan changes a plan by hand and plans the rest anew. It is [fault.Stale] when somebody
// else has changed it since.
func (s *Service) ChangePlan(ctx context.Context, id PlanID, version int64, c Changes) (p Plan, err error) {
	defer fault.Wrap(&err, "change plan %s", id)
	if p, err = s.PlanOf(ctx, id); err != nil {
		return Plan{}, err
	}
	if err := p.open(version); err != nil {
		return Plan{}, err
	}
	c.apply(&p.Body)
	proposal, err := s.propose(ctx, p.Hood, p.Keep, p.Not)
	if err != nil {
		return Plan{}, err
	}
	if p.Body, err = bodyOf(proposal); err != nil {
		return Plan{}, err
	}
	return p, s.db.Write(ctx, func(tx *db.Tx) error {
		if ok, err := savePlan(tx, p); err != nil || !ok {
			return cmp.Or(err, stalePlan())
		}
		return p.tell(tx, "changed a plan by hand", "changed")
	})
}

func (c Changes) apply(b *Body) {
	of := func(task string) func(assignment.Choice) bool {
		return func(one assignment.Choice) bool { return one.Task == task }
	}
	switch {
	case c.Undo != "":
		b.Keep, b.Not = slices.DeleteFunc(b.Keep, of(c.Undo)), slices.DeleteFunc(b.Not, of(c.Undo))
	case c.Keep.Task != "":
		b.Keep = append(slices.DeleteFunc(b.Keep, of(c.Keep.Task)), c.Keep)
		b.Not = slices.DeleteFunc(b.Not, func(one assignment.Choice) bool { return one == c.Keep })
	case c.Not.Task != "":
		b.Keep = slices.DeleteFunc(b.Keep, func(one assignment.Choice) bool { return one == c.Not })
		if !slices.Contains(b.Not, c.Not) {
			b.Not = append(b.Not, c.Not)
		}
	}
}

func (p Plan) open(version int64) error {
	switch {
	case !p.AppliedAt.IsZero():
		return conflict("matching.applied", "This plan has been used already. Make a new one.")
	case p.Version != version:
		return stalePlan()
	}
	return nil
}

func stalePlan() error {
	return fault.New(fault.Stale, "matching.stale-plan", "Somebody else has changed this plan since you opened it. Look at it again, then decide.")
}

// Reasons is all that a plan says about one task: why it is as it is, worked out exactly, and
// who else could do it, the nearest first.
type Reasons struct {
	Line    Line
	Because []string
	Others  []assignment.Option
}

// WhyOf asks a plan about one of its tasks, as things stand now.
func (s *Service) WhyOf(ctx context.Context, p Plan, id tasks.ID) (w Reasons, err error) {
	defer fault.Wrap(&err, "why of task %s", id)
	if !p.AppliedAt.IsZero() {
		return Reasons{}, conflict("matching.applied", "This plan has been used already. Make a new one.")
	}
	proposal, err := s.propose(ctx, p.Hood, p.Keep, p.Not)
	if err != nil {
		return Reasons{}, err
	}
	job := slices.IndexFunc(proposal.Question.Jobs, func(j assignment.Job) bool { return j.Task == string(id) })
	if job < 0 {
		return Reasons{}, conflict("matching.not-planned", "This task is not open any more, or somebody has been asked for it. Make a new plan.")
	}
	why, err := proposal.Why(job)
	if err != nil {
		return Reasons{}, err
	}
	w.Because, w.Line = why.Because, lineOf(proposal, job)
	for _, g := range proposal.Given {
		if g.Job == job {
			w.Line.Helper, w.Line.Name = proposal.Question.Helpers[g.Helper].ID, proposal.Question.Helpers[g.Helper].Name
		}
	}
	w.Others = proposal.Options(job)
	return w, nil
}

func (p Plan) tell(tx *db.Tx, verb, topic string) error {
	return journal.Record(tx, journal.Entry{
		Verb: verb, Topic: "matching." + topic, Data: map[string]any{"neighbourhood": p.Hood, "given": len(p.Given), "left": len(p.Left)},
		Objects: []journal.Object{{Kind: "plan", ID: string(p.ID)}, {Kind: "neighbourhood", ID: p.Hood}},
	})
}
