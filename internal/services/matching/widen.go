package matching

import (
	"context"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
	"kith/internal/plat/journal"
	"kith/internal/registers/volunteering"
	"kith/internal/work/tasks"
)

// SweepEvery is how often it is looked whether somebody else is to be asked.
const SweepEvery = time.Minute

// plansKept is how long a plan can be looked at: it says where volunteers are asked to go.
const plansKept = 7 * 24 * time.Hour

// RegisterJobs registers what follows as time passes.
func (s *Service) RegisterJobs(r *jobs.Registry) {
	r.Periodic("matching.sweep", SweepEvery, s.Sweep)
	r.Periodic("matching.thanks", ThanksEvery, s.ThankWeekly)
}

// Sweep ends offers that nobody answered in time, withdraws those whose task was taken or has
// ended, and asks whoever is next. It may run again at any time.
func (s *Service) Sweep(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "sweep offers")
	ctx = db.Background(ctx, db.Jobs)
	if err := s.tidy(ctx); err != nil {
		return err
	}
	late, err := overdueOffers(s.db.Read(ctx))
	if err != nil {
		return err
	}
	for _, o := range late {
		err := s.db.Write(ctx, func(tx *db.Tx) error {
			ok, err := answerOffer(tx, o, Lapsed, "")
			if err != nil || !ok {
				return err
			}
			return tell(tx, o, "had no answer to an offer", "lapsed")
		})
		if err != nil {
			return err
		}
	}
	return s.next(ctx, nil)
}

// tidy ends the searches for what nobody waits for any more.
func (s *Service) tidy(ctx context.Context) error {
	over, err := gone(s.db.Read(ctx))
	if err != nil {
		return err
	}
	for _, id := range over {
		err := s.db.Write(ctx, func(tx *db.Tx) error {
			if err := endSearch(tx, id, Stopped); err != nil {
				return err
			}
			return withdrawOffers(tx, id)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// settle notes how far each search has come, and tells the coordinators of those for which
// nobody is left, or which have waited too long.
func (n *round) settle(ctx context.Context) error {
	for _, w := range n.open {
		caps := n.b.rules.Caps
		at := reachAt(caps, w.BeganAt, n.q.Now)
		to, alert := Looking, false
		if n.counts[w.Task] == 0 && widest(caps, at) {
			to, alert = Nobody, true
		}
		if caps.AlertAfter > 0 && !n.q.Now.Before(w.BeganAt.Add(time.Duration(caps.AlertAfter)*time.Hour)) {
			alert = true
		}
		alert = alert && w.AlertedAt.IsZero()
		if to == Looking && at.To == w.Reach && !alert {
			continue
		}
		if err := n.s.moved(ctx, w.Task, to, at.To, alert); err != nil {
			return err
		}
	}
	return nil
}

// moved writes how far a search has come.
func (s *Service) moved(ctx context.Context, id tasks.ID, to SearchState, reach volunteering.Reach, alert bool) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		w, found, err := searchOf(tx, id)
		if err != nil || !found || w.State != Looking {
			return err
		}
		if ok, err := moveSearch(tx, w, to, reach, alert); err != nil || !ok || !alert {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: "found no volunteer for a task yet", Topic: "matching.nobody", Data: map[string]any{"neighbourhood": w.Hood},
			Objects: []journal.Object{{Kind: "task", ID: string(id)}, {Kind: "neighbourhood", ID: w.Hood}},
		})
	})
}

// StopAsking ends the search for a task and withdraws its offers.
func (s *Service) StopAsking(ctx context.Context, id tasks.ID) (err error) {
	defer fault.Wrap(&err, "stop asking for task %s", id)
	t, err := s.mine(ctx, id)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := endSearch(tx, id, Stopped); err != nil {
			return err
		}
		if err := withdrawOffers(tx, id); err != nil {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: "stopped asking volunteers for a task", Topic: "matching.stopped", Data: map[string]any{"neighbourhood": t.Neighbourhood},
			Objects: []journal.Object{{Kind: "task", ID: string(id)}, {Kind: "neighbourhood", ID: t.Neighbourhood}},
		})
	})
}
