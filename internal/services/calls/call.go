package calls

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// Call is a call that somebody has to make, as its page shows it.
type Call struct {
	Lease  contacts.Lease
	Task   tasks.Task
	Shield contacts.Shield // who else is in touch, and whether and how they may be rung
	Note   string          // what was typed so far
	Talk   Talk            // how the conversation goes
}

// Mine is whom the caller has to ring now; zero when nobody.
func (s *Service) Mine(ctx context.Context) (contacts.Lease, error) {
	r := s.db.Read(ctx)
	l, err := contacts.LeaseOfAgent(r, access.From(ctx).Account, r.Now())
	if l.Task == "" {
		return contacts.Lease{}, err // they ring us
	}
	return l, err
}

// Call returns a call of the caller's own: [fault.NotFound] once they no longer have the
// person. Whether they may ring is judged anew.
func (s *Service) Call(ctx context.Context, id contacts.LeaseID) (c Call, err error) {
	defer fault.Wrap(&err, "call %s", id)
	if c.Lease, err = s.contacts.Lease(ctx, id); err != nil {
		return Call{}, err
	}
	r := s.db.Read(ctx)
	if c.Task, err = tasks.In(r, tasks.ID(c.Lease.Task)); err != nil {
		return Call{}, err
	}
	if c.Note, err = noteOf(r, id); err != nil {
		return Call{}, err
	}
	settings, err := s.Settings(ctx)
	if err != nil {
		return Call{}, err
	}
	c.Talk = settings.Talk(c.Task.Category)
	c.Shield, err = s.contacts.Shield(ctx, c.Lease.Record, wish(ctx, c.Task))
	return c, err
}

func wish(ctx context.Context, t tasks.Task) contacts.Wish {
	return contacts.Wish{
		Method: contacts.Phone, Task: string(t.ID), Urgent: t.Priority == needs.Emergency, Agency: access.From(ctx).OrganisationID(),
	}
}

// Keep keeps what is typed while somebody speaks, and the person with whoever rings them.
func (s *Service) Keep(ctx context.Context, id contacts.LeaseID, note string) (l contacts.Lease, err error) {
	defer fault.Wrap(&err, "keep call %s", id)
	if l, err = s.contacts.Renew(ctx, id); err != nil {
		return l, err
	}
	return l, s.db.Write(ctx, func(tx *db.Tx) error { return keepNote(tx, id, l.Until, note) })
}

// LetGo gives the person back without having rung them: the call stays in the queue.
func (s *Service) LetGo(ctx context.Context, id contacts.LeaseID) error {
	return s.contacts.LetGo(ctx, id)
}

// Ring takes one person to ring, out of turn: from their task. It answers [fault.Conflict]
// when somebody else is on the telephone with them, or when they may not be rung.
func (s *Service) Ring(ctx context.Context, id tasks.ID) (l contacts.Lease, err error) {
	defer fault.Wrap(&err, "ring for task %s", id)
	t, err := tasks.In(s.db.Read(ctx), id)
	if err != nil {
		return l, err
	}
	who := access.From(ctx)
	if !t.HeldBy(who) && !mayRing(who, t) {
		return l, fault.New(fault.Forbidden, "calls.not-yours", "Only the agents, coordinators and managers of its hub who may know of it can ring for this task.")
	}
	if t.Kind.Method() != contacts.Phone || !t.State.Open() {
		return l, fault.New(fault.Conflict, "calls.not-now", "There is no call to make for this task any more.")
	}
	verdict, err := s.contacts.May(ctx, t.Record, wish(ctx, t))
	if err != nil {
		return l, err
	}
	if err := verdict.Err(); err != nil {
		return l, err
	}
	return l, s.db.Write(ctx, func(tx *db.Tx) error {
		person, err := people.PersonOf(tx, t.Record)
		if err != nil {
			return err
		}
		got, err := contacts.Take(tx, []contacts.Claim{{
			Person: person, Record: t.Record, Agent: who.Account, AgentName: who.Name, Neighbourhood: t.Neighbourhood, Task: string(t.ID),
		}})
		if err == nil && len(got) == 0 {
			err = fault.New(fault.Conflict, "calls.taken", "Somebody else has just taken them to ring. Look again in a moment.")
		}
		if err == nil {
			l = got[0]
		}
		return err
	})
}
