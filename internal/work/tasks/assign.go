package tasks

import (
	"context"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// Choice names a task as somebody saw it.
type Choice struct {
	ID      ID
	Version int64
}

// AssignAll asks one helper to do several tasks. Each task that has changed since it was
// seen, or that this kind of helper may not do, is named in the answer; the rest are given.
func (s *Service) AssignAll(ctx context.Context, choices []Choice, to Assignee) (many Many, err error) {
	for _, c := range choices {
		t, err := s.Task(ctx, c.ID)
		if err == nil {
			err = s.Assign(ctx, c, to)
		}
		if err := many.note(ctx, c.ID, t, err); err != nil {
			return many, err
		}
	}
	return many, nil
}

// Assign asks a helper to do a task. Staff asked this way have it at once; a volunteer or
// an organisation is asked and says yes.
func (s *Service) Assign(ctx context.Context, c Choice, to Assignee) error {
	action := Assign
	if to.Kind == ToStaff {
		action = Claim
	}
	return s.act(ctx, c, action, func(tx *db.Tx, t *Task) error {
		if err := t.takes(to); err != nil {
			return err
		}
		t.give(to, tx.Now())
		return record(tx, *t, "asked somebody to do a task", "tasks.assigned", map[string]any{"to": to.Kind})
	})
}

// give puts the task in somebody's hands, accepted or still to be, as its state says.
func (t *Task) give(to Assignee, now time.Time) {
	t.Assignee, t.AssignedAt, t.AcceptedAt, t.Refused = to, now, zero, ""
	if t.State == Accepted {
		t.AcceptedAt = now
	}
}

// GoesTo reports whether a kind of helper may be given the task: what triage says, save
// that a first contact and a referral are the hub's own, and that what few may know of
// stays with staff.
func (t Task) GoesTo(kind AssigneeKind) bool {
	switch {
	case !t.Kind.Helps(), needs.Guarded(t.Labels):
		return kind == ToStaff
	case kind == ToStaff && slices.Contains(t.WhoMay, needs.Partner):
		return true // who arranges it with the partner
	}
	return len(t.WhoMay) == 0 || slices.Contains(t.WhoMay, kind.Doer())
}

// takes holds that a helper is known and may be given the task.
func (t Task) takes(to Assignee) error {
	if to.IsZero() || to.Name == "" || !slices.Contains(AssigneeKinds(), to.Kind) {
		return fault.New(fault.Invalid, "tasks.nobody", "Choose who is to do this.")
	}
	if !t.GoesTo(to.Kind) {
		return fault.New(fault.Invalid, "tasks.not-theirs", "Only "+doers(t)+" may do this task. Choose somebody else.")
	}
	return nil
}

func doers(t Task) string {
	var said []string
	for _, kind := range AssigneeKinds() {
		if t.GoesTo(kind) {
			said = append(said, kind.Label())
		}
	}
	return strings.Join(said, " or ")
}

// Claim gives a task to the person who is signed in, who has thereby accepted it.
func (s *Service) Claim(ctx context.Context, c Choice) error {
	p := access.From(ctx)
	me := Assignee{Kind: ToStaff, ID: p.Account, Name: p.Name}
	return s.act(ctx, c, Claim, func(tx *db.Tx, t *Task) error {
		if err := t.takes(me); err != nil {
			return err
		}
		t.give(me, tx.Now())
		return record(tx, *t, "took a task", "tasks.accepted", nil)
	})
}

// Accept is the one asked saying yes, or a coordinator noting that they did.
func (s *Service) Accept(ctx context.Context, c Choice) error {
	return s.act(ctx, c, Accept, func(tx *db.Tx, t *Task) error {
		t.AcceptedAt = tx.Now()
		return record(tx, *t, "accepted a task", "tasks.accepted", nil)
	})
}

// Decline is the one asked saying no, with why. The task goes back to the board, marked
// as refused so that the coordination page shows it.
func (s *Service) Decline(ctx context.Context, c Choice, reason string) error {
	if reason = strings.TrimSpace(reason); reason == "" {
		return fault.New(fault.Invalid, "tasks.say-why", "Say why, so that the next person knows.")
	}
	return s.act(ctx, c, Decline, func(tx *db.Tx, t *Task) error {
		by := t.Assignee
		t.letGo()
		t.Refused, t.because = by.Name+": "+reason, reason
		return record(tx, *t, "could not do a task", "tasks.declined", nil)
	})
}

// Free takes a task back from whoever has it.
func (s *Service) Free(ctx context.Context, c Choice) error {
	return s.act(ctx, c, Free, func(tx *db.Tx, t *Task) error {
		t.letGo()
		return record(tx, *t, "took a task back", "tasks.freed", nil)
	})
}

func (t *Task) letGo() {
	t.Assignee, t.AssignedAt, t.AcceptedAt = Assignee{}, zero, zero
}
