package rounds

import (
	"context"
	"slices"
	"time"

	"kith/algo/vrp"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/routing"
)

// Subscriptions are what follows from what the journal tells.
func (s *Service) Subscriptions() []journal.Subscription {
	return []journal.Subscription{{Name: "rounds.solve", Topics: []string{TopicAsked}, Handle: func(ctx context.Context, e journal.Sealed) error {
		return s.Solve(ctx, PlanID(e.ObjectID("rounds-plan")))
	}}, {Name: "rounds.tell", Topics: []string{TopicPublished}, Handle: s.tellPublished}, {Name: "rounds.lapsed", Topics: barring, Handle: s.lapsed}, {Name: "rounds.visited", Topics: []string{"tasks.recorded"}, Handle: s.visited}}
}

// longestSearch bounds how long any search cools: it ends well before its job would be cut off.
const longestSearch = 40 * time.Second

// searchFor is how long a search cools at most, by the number of stops; a fast machine has done
// its iterations sooner. Somebody waits for it.
func searchFor(stops int) time.Duration {
	return min(2*time.Second+time.Duration(stops)*20*time.Millisecond, longestSearch)
}

// tellEvery is how often a search says how far it is, and hears whether it is to stop.
const tellEvery = 250 * time.Millisecond

// Solve works out the rounds of a plan that was asked for, and writes them as its next
// version. No transaction is open while it looks; what has changed meanwhile is left out of
// the rounds and said so. It may run again: a plan that waits for nothing is left alone.
func (s *Service) Solve(ctx context.Context, id PlanID) (err error) {
	defer fault.Wrap(&err, "work out plan %s", id)
	ctx = db.Background(ctx, db.Jobs)
	p, err := planByID(s.db.Read(ctx), id)
	if err != nil || p.State != Solving {
		return err
	}
	body, err := s.workOut(ctx, p)
	if said(err) {
		return s.giveUp(ctx, p, fault.MessageOf(err))
	}
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error { return s.keep(tx, p, body) })
}

// said reports whether an error says to people what to mend.
func said(err error) bool {
	return err != nil && slices.Contains([]fault.Kind{fault.Invalid, fault.Conflict, fault.NotFound}, fault.KindOf(err))
}

func (s *Service) workOut(ctx context.Context, p Plan) (routing.Body, error) {
	var now Version
	var err error
	if p.Current > 0 {
		if now, err = versionOf(s.db.Read(ctx), p.ID, p.Current); err != nil {
			return routing.Body{}, err
		}
	}
	var only []routing.Item
	if p.Asked == Again {
		only = now.Items
	}
	q, err := s.ask(ctx, p, now.Choices, only)
	if err != nil {
		return routing.Body{}, err
	}
	if p.Asked == Late {
		if plan, ok := q.Late(&now.Body); ok {
			return q.Body(plan)
		}
	}
	return s.search(ctx, p, q, &now.Body)
}

// search asks the kernel, telling how far it is and ending when somebody says so.
func (s *Service) search(ctx context.Context, p Plan, q *routing.Question, now *routing.Body) (routing.Body, error) {
	looking, cancel := context.WithCancel(ctx)
	defer cancel()
	began, longest := s.Now(ctx), searchFor(len(q.Problem().Stops))
	told := began
	o := vrp.Options{
		Seed: uint64(q.Day.Start().Unix()), Iterations: min(max(q.Rules.Search.Iterations*len(q.Problem().Stops), 1), q.Rules.Search.Most),
		Spent: func() float64 { return float64(s.Now(ctx).Sub(began)) / float64(longest) },
	}
	if p.Asked != Afresh && len(now.Ways) > 0 {
		o.Start = q.Routes(now)
	}
	o.Progress = func(at vrp.Progress) {
		if now := s.Now(ctx); now.Sub(told) >= tellEvery && ctx.Err() == nil {
			told = now
			if s.tellProgress(ctx, p.ID, q.LeftBefore(), int64(at.Share*1000), at) {
				cancel()
			}
		}
	}
	plan, err := vrp.Solve(looking, q.Problem(), o)
	if err != nil {
		return routing.Body{}, err
	}
	return q.Body(plan)
}

// tellProgress writes how far a search is, and answers whether it is to stop. What cannot be
// written holds no search up.
func (s *Service) tellProgress(ctx context.Context, id PlanID, left int, share int64, at vrp.Progress) (stop bool) {
	progress := Progress{Share: share}
	if at.Best != nil {
		progress.Pence, progress.LeftOut = routing.Pence(at.Best.Cost), int64(len(at.Best.Left)+left)
	}
	err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
		stop, err = setProgress(tx, id, progress)
		return err
	})
	return err == nil && stop
}

func (s *Service) giveUp(ctx context.Context, p Plan, words string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		p.settle()
		p.Failed = words
		if err := savePlan(tx, p); err != nil {
			return err
		}
		return p.tell(tx, "could not plan rounds", "failed", nil)
	})
}

// settle ends the waiting for a search.
func (p *Plan) settle() {
	p.State, p.Stopping, p.Share = Draft, false, 1000
	if p.Published > 0 {
		p.State = Published
	}
}

// keep writes what was worked out as the plan's next version, after asking again of everything
// if it is still as it was.
func (s *Service) keep(tx *db.Tx, p Plan, b routing.Body) error {
	now, err := planByID(tx, p.ID)
	if err != nil || now.State != Solving || now.Current != p.Current {
		return err // somebody was first
	}
	if err := recheck(tx, &b); err != nil {
		return err
	}
	why := map[Asked]string{Afresh: "Planned from everything that is ready", Again: "Planned again after a choice", Late: "Planned what changed since it was published"}[now.Asked]
	now.settle()
	now.Failed = ""
	return now.add(tx, b, why)
}

// add writes a version of a plan.
func (p *Plan) add(tx *db.Tx, b routing.Body, why string) error {
	p.Current++
	p.Pence, p.LeftOut = b.Pence, int64(len(b.Left))
	if err := insertVersion(tx, Version{Plan: p.ID, Number: p.Current, Why: why, MadeAt: tx.Now(), MadeBy: tx.Actor(), Body: b}); err != nil {
		return err
	}
	if err := savePlan(tx, *p); err != nil {
		return err
	}
	p.Version++
	return p.tell(tx, "planned rounds", "planned", map[string]any{"version": p.Current, "stops": b.Stops(), "left": len(b.Left)})
}

// recheck takes off what is not as it was when the rounds were worked out.
func recheck(r db.Reader, b *routing.Body) error {
	for i, item := range b.Items {
		same, err := asItWas(r, item)
		if err != nil {
			return err
		}
		if _, _, on := b.Where(i); same || !on {
			continue
		}
		for w := range b.Ways {
			b.Ways[w].Calls = slices.DeleteFunc(b.Ways[w].Calls, func(c routing.Call) bool { return c.Item == i })
		}
		b.Left = append(b.Left, routing.LeftOut{Item: i, Why: "It has changed while the rounds were planned.", Mend: "Plan again."})
	}
	return nil
}

// asItWas reports whether something is still to be carried, and has not changed.
func asItWas(r db.Reader, i routing.Item) (bool, error) {
	if i.Source == routing.OfVisit {
		return asItStood(r, i.Ref)
	}
	if i.Source == routing.OfBulk {
		b, err := fleet.BulkByID(r, fleet.BulkID(i.ID))
		if fault.KindOf(err) == fault.NotFound && err != nil {
			return false, nil
		}
		return err == nil && b.Version == i.Version && !b.State.Ended(), err
	}
	d, err := deliveries.StopIn(r, deliveries.ID(i.ID))
	if fault.KindOf(err) == fault.NotFound && err != nil {
		return false, nil
	}
	return err == nil && d.Version == i.Version && !d.State.Ended() && !d.Unwanted && d.Hidden == i.Hidden, err
}
