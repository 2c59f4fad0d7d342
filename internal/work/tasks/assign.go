package tasks

import (
	"context"
	"slices"

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

// Assigned says what became of asking somebody to do several tasks: those that could not
// be given, each with why, leave the others alone.
type AssignedMany struct {
	Given   int
	Refused []Refusal
}

// Refusal is a task that could not be given, and why.
type Refusal struct {
	Task  ID
	Title string
	Why   string
}

// AssignAll asks one helper to do several tasks. Each task that has changed since it was
// seen, or that this kind of helper may not do, is named in the answer; the rest are given.
func (s *Service) AssignAll(ctx context.Context, choices []Choice, to Assignee) (many AssignedMany, err error) {
	for _, c := range choices {
		t, err := s.Task(ctx, c.ID)
		if err == nil {
			err = s.Assign(ctx, c, to)
		}
		switch fault.KindOf(err) {
		case fault.Stale, fault.Conflict, fault.Invalid, fault.Forbidden, fault.NotFound:
			many.Refused = append(many.Refused, Refusal{Task: c.ID, Title: t.Title, Why: fault.MessageOf(err)})
		default:
			if err != nil {
				return many, err
			}
			many.Given++
		}
	}
	return many, nil
}

// Assign asks a helper to do a task. Staff asked this way have it at once; a volunteer or
// an organisation is asked and says yes.
func (s *Service) Assign(ctx context.Context, c Choice, to Assignee) error {
	return s.act(ctx, c, Assign, func(tx *db.Tx, t *Task) error {
		if err := mayDo(*t, to.Kind); err != nil {
			return err
		}
		t.Assignee, t.AssignedAt, t.Refused = to, tx.Now(), ""
		return record(tx, *t, "asked somebody to do a task", "tasks.assigned", map[string]any{"to": to.Kind})
	})
}

// mayDo holds the rule of triage about who may do the task. A first contact and a
// referral are always the hub's own.
func mayDo(t Task, kind AssigneeKind) error {
	if t.Kind == Do && (len(t.WhoMay) == 0 || slices.Contains(t.WhoMay, kind.Doer())) {
		return nil
	}
	if t.Kind != Do && kind == ToStaff {
		return nil
	}
	return fault.New(fault.Invalid, "tasks.not-theirs", "Only "+doers(t)+" may do this task. Choose somebody else.")
}

func doers(t Task) string {
	if t.Kind != Do {
		return "staff"
	}
	words := map[needs.Doer]string{
		needs.Volunteer: "a volunteer", needs.Staff: "staff", needs.Organisation: "an organisation", needs.Partner: "a partner service",
	}
	said := ""
	for i, d := range t.WhoMay {
		if i > 0 {
			said += " or "
		}
		said += words[d]
	}
	return said
}

// Claim gives a task to the person who is signed in, who has thereby accepted it.
func (s *Service) Claim(ctx context.Context, c Choice) error {
	p := access.From(ctx)
	return s.act(ctx, c, Claim, func(tx *db.Tx, t *Task) error {
		if err := mayDo(*t, ToStaff); err != nil {
			return err
		}
		t.Assignee = Assignee{Kind: ToStaff, ID: p.Account, Name: p.Name}
		t.AssignedAt, t.AcceptedAt, t.Refused = tx.Now(), tx.Now(), ""
		return takeOn(tx, *t, "took a task")
	})
}

// Accept is the one asked saying yes, or a coordinator noting that they did.
func (s *Service) Accept(ctx context.Context, c Choice) error {
	return s.act(ctx, c, Accept, func(tx *db.Tx, t *Task) error {
		t.AcceptedAt = tx.Now()
		return takeOn(tx, *t, "accepted a task")
	})
}

func takeOn(tx *db.Tx, t Task, verb string) error {
	if t.Need != "" {
		if err := needs.MarkInHand(tx, t.Need); err != nil {
			return err
		}
	}
	return record(tx, t, verb, "tasks.accepted", nil)
}

// Decline is the one asked saying no. The task goes back to the board, marked as refused
// so that the coordination page shows it.
func (s *Service) Decline(ctx context.Context, c Choice, reason string) error {
	return s.act(ctx, c, Decline, func(tx *db.Tx, t *Task) error {
		by := t.Assignee
		letGo(t)
		t.Refused = by.Name + ": " + reason
		return giveBack(tx, *t, "could not do a task", "tasks.declined")
	})
}

// Free takes a task back from whoever has it.
func (s *Service) Free(ctx context.Context, c Choice) error {
	return s.act(ctx, c, Free, func(tx *db.Tx, t *Task) error {
		letGo(t)
		return giveBack(tx, *t, "took a task back", "tasks.freed")
	})
}

func letGo(t *Task) {
	t.Assignee = Assignee{}
	t.AssignedAt, t.AcceptedAt = zero, zero
}

func giveBack(tx *db.Tx, t Task, verb, topic string) error {
	if t.Need != "" {
		if err := needs.BackToOpen(tx, t.Need); err != nil {
			return err
		}
	}
	return record(tx, t, verb, topic, nil)
}
