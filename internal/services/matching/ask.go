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
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
	"kith/internal/work/assignment"
	"kith/internal/work/tasks"
)

// Many says what became of doing one thing to several tasks: those it could not be done to,
// each with why, leave the others alone.
type Many struct {
	Done    int
	Refused []tasks.Refusal
}

// Ask begins to ask volunteers for tasks, the best first: each is offered to as many as the
// blueprint says, who have so long to answer; who is asked next, and how much further it is
// looked as time passes, follows by itself. Who was asked for a task before is not asked
// again. A task that has changed since it was seen, or that no volunteer may do, is named in
// the answer.
func (s *Service) Ask(ctx context.Context, choices []tasks.Choice) (many Many, err error) {
	defer fault.Wrap(&err, "ask volunteers")
	begun := map[tasks.ID]bool{}
	for _, c := range choices {
		t, err := s.begin(ctx, c)
		if err := many.note(ctx, c.ID, t, err); err != nil {
			return many, err
		}
		begun[c.ID] = err == nil
	}
	if many.Done == 0 {
		return many, nil
	}
	return many, s.next(ctx, begun)
}

// note counts what became of one task. Errors that say nothing to people are handed back.
func (m *Many) note(ctx context.Context, id tasks.ID, t tasks.Task, err error) error {
	if err == nil {
		m.Done++
		return nil
	}
	if !slices.Contains([]fault.Kind{fault.Stale, fault.Conflict, fault.Invalid, fault.Forbidden, fault.NotFound}, fault.KindOf(err)) {
		return err
	}
	m.Refused = append(m.Refused, tasks.Refusal{Task: id, Title: t.ShownTo(access.From(ctx)).Title, Why: fault.MessageOf(err)})
	return nil
}

// begin begins the search for one task.
func (s *Service) begin(ctx context.Context, c tasks.Choice) (t tasks.Task, err error) {
	if t, err = s.tasks.Task(ctx, c.ID); err != nil {
		return t, err
	}
	if err := access.Check(ctx, t.Neighbourhood, planners...); err != nil {
		return t, err
	}
	b, err := s.book(ctx)
	if err != nil {
		return t, err
	}
	return t, s.db.Write(ctx, func(tx *db.Tx) error { return s.beginIn(tx, b, c) })
}

func (s *Service) beginIn(tx *db.Tx, b book, c tasks.Choice) error {
	t, err := mayAsk(tx, b, c)
	if err != nil {
		return err
	}
	if why, err := s.barred(tx, t); err != nil || why != "" {
		return cmp.Or(err, conflict("matching.staff-only", why))
	}
	if err := beginSearch(tx, t, reachAt(b.rules.Caps, tx.Now(), tx.Now()).To); err != nil {
		return err
	}
	return journal.Record(tx, journal.Entry{
		Verb: "began to ask volunteers for a task", Topic: "matching.began", Data: map[string]any{"neighbourhood": t.Neighbourhood},
		Objects: []journal.Object{{Kind: "task", ID: string(t.ID)}, {Kind: "neighbourhood", ID: t.Neighbourhood}},
	})
}

// mayAsk reads a task as somebody saw it, and holds that volunteers may be asked for it.
func mayAsk(r db.Reader, b book, c tasks.Choice) (tasks.Task, error) {
	t, err := tasks.In(r, c.ID)
	switch {
	case err != nil:
		return t, err
	case t.Version != c.Version || t.State != tasks.Open:
		return t, changed(t)
	case !t.GoesTo(tasks.ToVolunteer):
		return t, invalid("matching.not-theirs", "No volunteer may do this task. Give it to staff.")
	}
	if _, ok := b.rules.For(t.Category, string(t.Kind)); !ok {
		return t, invalid("matching.no-activity", "Volunteers do not do this kind of work here. Give it to staff or to an organisation.")
	}
	return t, nil
}

// changed tells that a task is not as it was seen, and how it is.
func changed(t tasks.Task) error {
	now := map[tasks.State]string{tasks.Open: "it is still open, and was changed", tasks.Done: "it has ended"}[t.State]
	if !t.Assignee.IsZero() {
		now = "it is with " + t.Assignee.Name
	}
	return fault.New(fault.Stale, "matching.stale", "Somebody else has changed this since: "+now+".")
}

// round is one look at who is to be asked next.
type round struct {
	s      *Service
	b      book
	open   []Search
	counts map[tasks.ID]int
	q      assignment.Question
}

// next asks whoever is to be asked next for the tasks that are searched for, nil for all.
func (s *Service) next(ctx context.Context, only map[tasks.ID]bool) error {
	b, err := s.book(ctx)
	if err != nil {
		return err
	}
	r := s.db.Read(ctx)
	n := round{s: s, b: b}
	if n.open, err = searches(r, Looking, nil); err != nil {
		return err
	}
	n.open = slices.DeleteFunc(n.open, func(w Search) bool { return only != nil && !only[w.Task] })
	if len(n.open) == 0 {
		return nil
	}
	if n.counts, err = standing(r); err != nil {
		return err
	}
	if err := n.read(r); err != nil {
		return err
	}
	if err := n.offers(ctx); err != nil {
		return err
	}
	return n.settle(ctx)
}

func (n *round) read(r db.Reader) (err error) {
	wanted := map[tasks.ID]bool{}
	for _, w := range n.open {
		wanted[w.Task] = true
	}
	if n.q, err = question(r, asking{rules: n.b.rules, bases: bases(n.b.areas), only: wanted, bar: n.s.bar}); err != nil {
		return err
	}
	at := map[string]volunteering.Widening{}
	for _, w := range n.open {
		at[string(w.Task)] = reachAt(n.b.rules.Caps, w.BeganAt, n.q.Now)
	}
	for i := range n.q.Jobs {
		j := &n.q.Jobs[i]
		reach := at[j.Task]
		j.OwnHood, j.Near = reach.To != volunteering.WholeBorough, 0
		if reach.To == volunteering.Nearest {
			j.OwnHood, j.Near = false, reach.Metres
		}
	}
	return nil
}

// offers makes the offers that are to be made, one for each task at a time, so that the
// first of each is the best plan for all.
func (n *round) offers(ctx context.Context) error {
	most := cmp.Or(n.b.rules.Caps.OffersAtOnce, 1)
	for range most {
		q := n.q
		q.Jobs = slices.DeleteFunc(slices.Clone(n.q.Jobs), func(j assignment.Job) bool { return n.counts[tasks.ID(j.Task)] >= most })
		p, err := assignment.Propose(q)
		if err != nil {
			return err
		}
		if len(p.Given) == 0 {
			return nil
		}
		for _, g := range p.Given {
			if err := n.offer(ctx, p, g); err != nil {
				return err
			}
		}
	}
	return nil
}

// offer makes one offer. What has changed meanwhile is left for the next look.
func (n *round) offer(ctx context.Context, p *assignment.Proposal, g assignment.Given) error {
	j, h := p.Question.Jobs[g.Job], p.Question.Helpers[g.Helper]
	made, err := n.s.offer(ctx, n.b, Offer{Task: tasks.ID(j.Task), Volunteer: volunteers.ID(h.ID), Hood: j.Hood, Metres: metresOf(g), Slot: g.Slot})
	if err != nil {
		return err
	}
	for i := range n.q.Jobs {
		if n.q.Jobs[i].Task == j.Task {
			n.q.Jobs[i].Asked = append(slices.Clip(n.q.Jobs[i].Asked), h.ID)
		}
	}
	if made {
		n.counts[tasks.ID(j.Task)]++
		one := &n.q.Helpers[g.Helper]
		one.Offered, one.Week, one.Month = one.Offered-1, one.Week-1, one.Month-1
	}
	return nil
}

func metresOf(g assignment.Given) int64 {
	if !g.Known {
		return -1
	}
	return int64(g.Metres)
}

// offer asks one volunteer for one task, and says whether it did: somebody may have taken the
// task, or the volunteer may not do it any more.
func (s *Service) offer(ctx context.Context, b book, o Offer) (made bool, err error) {
	o.ID = ident.New[Offer](s.db.Read(ctx).Now())
	ready, err := s.prepare(ctx, orderOf(o))
	if err != nil {
		return false, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		made, err = s.offerIn(tx, b, &o)
		if err != nil || !made {
			return err
		}
		return ready.queue(tx)
	})
	return made, err
}

func (s *Service) offerIn(tx *db.Tx, b book, o *Offer) (bool, error) {
	w, found, err := searchOf(tx, o.Task)
	if err != nil || !found || w.State != Looking {
		return false, err
	}
	if ok, err := moveSearch(tx, w, Looking, w.Reach, false); err != nil || !ok { // whoever else asks for it waits
		return false, err
	}
	t, err := tasks.In(tx, o.Task)
	if err != nil || t.State != tasks.Open {
		return false, err
	}
	t.Assignee = tasks.Assignee{Kind: tasks.ToVolunteer, ID: string(o.Volunteer)}
	if err := s.mayDo(tx, t); fault.KindOf(err) == fault.Conflict {
		return false, nil
	} else if err != nil {
		return false, err
	}
	o.State, o.Reach, o.MadeAt, o.MadeBy = Offered, w.Reach, tx.Now(), tx.Actor()
	if o.UntilAt, err = b.answerBy(tx, t.Neighbourhood); err != nil {
		return false, err
	}
	if first, err := insertOffer(tx, *o); err != nil || !first {
		return false, err
	}
	return true, tell(tx, *o, "offered a task to a volunteer", "offered")
}

// answerBy is until when an offer stands that is made now in a neighbourhood.
func (b book) answerBy(tx *db.Tx, hood string) (until time.Time, err error) {
	within := time.Duration(cmp.Or(b.rules.Caps.AnswerWithin, 4)) * time.Hour
	if !b.rules.Caps.WorkingTime {
		return tx.Now().Add(within), nil
	}
	working := b.working
	if b.levels != nil {
		working, err = b.levels(tx, b.working, hood)
	}
	return working.Working().Add(tx.Now(), within), err
}
