package calls

import (
	"context"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/work/tasks"
)

// Went is how a call went.
type Went struct {
	Version int64 // of the task as it was seen
	Code    string
	Note    string
	Mood    contacts.Mood // of a comfort call; "" was not asked
}

// Record keeps how a call went, and lets go of the person, both or neither. It answers
// [fault.NotFound] when the caller no longer has them, [fault.Stale] when the task has
// changed since, and [fault.Invalid] when the outcome is none of the task's.
func (s *Service) Record(ctx context.Context, id contacts.LeaseID, w Went) (err error) {
	defer fault.Wrap(&err, "record call %s", id)
	who := access.From(ctx)
	if err := access.CheckHeld(ctx, ringers...); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		l, err := contacts.LeaseIn(tx, id, who.Account)
		if err != nil {
			return err
		}
		me := tasks.Assignee{Kind: tasks.ToStaff, ID: who.Account, Name: who.Name}
		err = s.tasks.RecordCall(tx, tasks.Choice{ID: tasks.ID(l.Task), Version: w.Version}, me, tasks.Outcome{
			Code: w.Code, Note: strings.TrimSpace(w.Note), Mood: w.Mood,
		})
		if err != nil {
			return err
		}
		if err := dropNote(tx, id); err != nil {
			return err
		}
		return contacts.EndLease(tx, l)
	})
}
