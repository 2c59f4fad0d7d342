package matching

import (
	"cmp"
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/registers/messages"
	"kith/internal/registers/volunteers"
	"kith/internal/work/assignment"
	"kith/internal/work/tasks"
)

// How a plan is carried out.
type How string

// The ways.
const (
	ByOffer How = "offer" // volunteers are asked and say yes themselves
	ByHand  How = "give"  // it is noted that each is asked; the coordinator rings them
)

// ApplyPlan carries a plan out, task by task: groups are asked in their inbox, volunteers are
// sent an offer or noted as asked. A task that has changed since the plan was made is left,
// and named with what became of it; the rest are done.
func (s *Service) ApplyPlan(ctx context.Context, id PlanID, version int64, how How) (p Plan, err error) {
	defer fault.Wrap(&err, "apply plan %s", id)
	if p, err = s.PlanOf(ctx, id); err != nil {
		return Plan{}, err
	}
	if err := p.open(version); err != nil {
		return Plan{}, err
	}
	b, err := s.book(ctx)
	if err != nil {
		return Plan{}, err
	}
	if err := s.claim(ctx, &p); err != nil {
		return Plan{}, err
	}
	var many Many
	begun := map[tasks.ID]bool{}
	for _, l := range p.Given {
		err := s.carryOut(ctx, b, l, how)
		t := tasks.Task{ID: l.Task, Title: l.Title}
		if err := many.note(ctx, l.Task, t, err); err != nil {
			return Plan{}, err
		}
		begun[l.Task] = err == nil && how == ByOffer
	}
	if how == ByOffer {
		if err := s.next(ctx, begun); err != nil {
			return Plan{}, err
		}
	}
	p.Asked, p.Refused = many.Done, many.Refused
	return p, s.db.Write(ctx, func(tx *db.Tx) error {
		if ok, err := savePlan(tx, p); err != nil || !ok {
			return cmp.Or(err, stalePlan())
		}
		return p.tell(tx, "carried a plan out", "applied")
	})
}

// claim keeps a plan for whoever carries it out: of two who do, the second is told.
func (s *Service) claim(ctx context.Context, p *Plan) error {
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		p.AppliedAt = tx.Now()
		ok, err := savePlan(tx, *p)
		if err == nil && !ok {
			err = stalePlan()
		}
		return err
	})
	p.Version++
	return err
}

// carryOut does one line of a plan.
func (s *Service) carryOut(ctx context.Context, b book, l Line, how How) error {
	c := tasks.Choice{ID: l.Task, Version: l.Version}
	t, err := s.mine(ctx, l.Task)
	if err != nil {
		return err
	}
	if t.Version != l.Version || t.State != tasks.Open {
		return changed(t)
	}
	switch {
	case l.Kind == assignment.AGroup:
		return s.tasks.Assign(ctx, c, tasks.Assignee{Kind: tasks.ToOrganisation, ID: l.Helper, Name: l.Name})
	case how == ByHand:
		return s.tasks.Assign(ctx, c, tasks.Assignee{Kind: tasks.ToVolunteer, ID: l.Helper, Name: l.Name})
	}
	return s.offerPlanned(ctx, b, c, l)
}

// offerPlanned begins the search for a task with whom the plan names.
func (s *Service) offerPlanned(ctx context.Context, b book, c tasks.Choice, l Line) error {
	o := Offer{ID: ident.New[Offer](s.db.Read(ctx).Now()), Task: l.Task, Volunteer: volunteers.ID(l.Helper), Hood: l.Hood, Metres: -1, Slot: l.Slot}
	if l.Known {
		o.Metres = int64(l.Metres)
	}
	ready, err := s.prepare(ctx, orderOf(o))
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := s.beginIn(tx, b, c); err != nil {
			return err
		}
		t, err := tasks.In(tx, o.Task)
		if err != nil {
			return err
		}
		t.Assignee = tasks.Assignee{Kind: tasks.ToVolunteer, ID: l.Helper}
		if err := s.mayDo(tx, t); err != nil {
			return err
		}
		made, err := s.offerIn(tx, b, &o)
		if err != nil {
			return err
		}
		if !made {
			return conflict("matching.asked-before", l.Name+" was asked for this before. Others are being asked.")
		}
		return ready.queue(tx)
	})
}

func orderOf(o Offer) messages.Order {
	return messages.Order{
		To: toVolunteer(o.Volunteer), Purpose: OfferMade, Templates: []string{"volunteer-offer-text", "volunteer-offer"},
		About: offerObject(o.ID), Key: "matching.offer:" + string(o.ID), Reply: true,
	}
}
