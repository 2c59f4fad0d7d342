package matching

import (
	"context"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/volunteers"
	"kith/internal/work/protocols"
	"kith/internal/work/tasks"
)

// own is a task of the volunteer who is signed in.
func (s *Service) own(ctx context.Context, id tasks.ID) (volunteers.ID, tasks.Task, error) {
	me, err := s.Me(ctx)
	if err != nil {
		return "", tasks.Task{}, err
	}
	t, err := tasks.In(s.db.Read(ctx), id)
	if fault.KindOf(err) == fault.NotFound || err == nil && (!t.HeldBy(access.From(ctx)) || guarded(t)) {
		return "", tasks.Task{}, fault.New(fault.NotFound, "matching.no-such-task", "You do not have this task. Your hub may have taken it back.")
	}
	return me, t, err
}

// AcceptTask is the volunteer saying yes to what their coordinator asked them by hand.
func (s *Service) AcceptTask(ctx context.Context, c tasks.Choice) (err error) {
	defer fault.Wrap(&err, "accept task %s", c.ID)
	if _, _, err := s.own(ctx, c.ID); err != nil {
		return err
	}
	return toThem(s.tasks.Accept(ctx, c))
}

// GiveBack is the volunteer who cannot do what they were asked for or have. Their hub knows,
// and whoever is next is asked.
func (s *Service) GiveBack(ctx context.Context, c tasks.Choice, reason string) (err error) {
	defer fault.Wrap(&err, "give task %s back", c.ID)
	if _, _, err := s.own(ctx, c.ID); err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		reason = "They gave no reason."
	}
	if err := s.tasks.Decline(ctx, c, reason); err != nil {
		return err
	}
	return s.next(ctx, map[tasks.ID]bool{c.ID: true})
}

// Said is how a task went, as whoever did it says.
type Said struct {
	Outcome string
	Note    string
	Answers map[string]string
	Minutes int // it took
}

// mostMinutes is how long one task may have taken.
const mostMinutes = 12 * 60

// SayHow is the volunteer saying how a task went, and how long it took. It is
// [fault.Conflict] when they have not said yes yet.
func (s *Service) SayHow(ctx context.Context, c tasks.Choice, said Said) (err error) {
	defer fault.Wrap(&err, "say how task %s went", c.ID)
	me, t, err := s.own(ctx, c.ID)
	switch {
	case err != nil:
		return err
	case t.State == tasks.Assigned:
		return conflict("matching.not-accepted", "Say yes to the task first, then how it went.")
	case said.Minutes < 0 || said.Minutes > mostMinutes:
		return invalid("matching.minutes", "Enter how many minutes it took, up to 12 hours.")
	}
	if err := s.tasks.RecordOutcome(ctx, c, tasks.Outcome{Code: said.Outcome, Note: strings.TrimSpace(said.Note), Answers: said.Answers}); err != nil {
		return err
	}
	if said.Minutes == 0 {
		return nil
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		return putHours(tx, Hours{ID: ident.New[Hours](tx.Now()), Volunteer: me, Task: c.ID, Minutes: said.Minutes, On: day.Of(tx.Now())})
	})
}

// Worry is the volunteer being worried about somebody they help or helped within a day: a
// check of that person begins, or is joined, and the hub's manager knows.
func (s *Service) Worry(ctx context.Context, id tasks.ID, words, key string) (err error) {
	defer fault.Wrap(&err, "worry about whom task %s is for", id)
	_, t, err := s.own(ctx, id)
	switch {
	case err != nil:
		return err
	case t.State == tasks.Assigned || !t.State.Open() && s.db.Read(ctx).Now().Sub(t.ClosedAt) >= ShownAfter:
		return fault.New(fault.NotFound, "matching.no-such-task", "You do not have this task. Ring us about your worry.")
	case s.checks == nil:
		return fault.New(fault.Unavailable, "matching.no-checks", "This cannot be sent now. Ring us about your worry.")
	}
	who := access.From(ctx)
	as := access.Principal{Account: who.Account, Name: who.Name, Grants: []access.Grant{{Role: access.Manager, Neighbourhood: t.Neighbourhood}, {Role: access.Coordinator, Neighbourhood: t.Neighbourhood}}}
	_, _, err = s.checks.Check(access.With(ctx, as), protocols.CheckOn{Record: t.Record, Why: "A volunteer is worried: " + strings.TrimSpace(words), Key: "matching.worry:" + key})
	return err
}
