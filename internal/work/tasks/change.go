package tasks

import (
	"context"
	"slices"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// Alteration is what is said anew of tasks, with why. Zero fields stay as they are.
type Alteration struct {
	Due      day.Date
	Priority needs.Priority
	Reason   string
}

func (a Alteration) check(today day.Date) error {
	switch {
	case a.Due.IsZero() && a.Priority == "":
		return fault.New(fault.Invalid, "tasks.no-change", "Enter a day or choose a priority.")
	case a.Priority != "" && !slices.Contains(needs.Priorities(), a.Priority):
		return fault.New(fault.Invalid, "needs.no-priority", "Choose a priority from the list.")
	case !a.Due.IsZero() && (a.Due.Before(today) || a.Due.After(today.AddDays(LongestDue))):
		return fault.New(fault.Invalid, "tasks.due", "Enter a day from today on, within the next year.")
	}
	return needs.CheckReason(a.Reason)
}

// LongestDue is how far ahead a task may be due, in days.
const LongestDue = 366

// The hours by which work is due that is due on a day: the end of the working day, and of
// the day itself where that is past.
const closesAt, dayEnds = 17, 23

func dueOn(on day.Date, now time.Time) time.Time {
	if due := on.At(closesAt, 0); due.After(now) {
		return due
	}
	return on.At(dayEnds, 59)
}

// ChangeAll says anew when several tasks are due and how pressing they are. A priority is
// that of the need a task serves, and so of all its tasks; a day is the task's own, and the
// need stays promised for when it was. Each task that has changed since it was seen, or
// that is so already, is named in the answer; the rest are changed.
func (s *Service) ChangeAll(ctx context.Context, choices []Choice, a Alteration) (many Many, err error) {
	defer fault.Wrap(&err, "change %d tasks", len(choices))
	now := s.db.Read(ctx).Now()
	if err := a.check(day.Of(now)); err != nil {
		return Many{}, err
	}
	return s.each(ctx, choices, bulk{
		action: Change,
		check:  func(tx *db.Tx, t Task) error { return a.fits(ctx, tx, t) },
		do: func(tx *db.Tx, _ needs.Request, all []Task) error {
			for _, t := range all {
				if err := a.to(tx, t.ID); err != nil {
					return err
				}
			}
			return nil
		},
	})
}

// fits holds that a task can be changed so, and that it would be another than it is.
func (a Alteration) fits(ctx context.Context, tx *db.Tx, t Task) error {
	if !a.Due.IsZero() && a.Due.Before(t.StartOn) {
		return fault.New(fault.Invalid, "tasks.before-start", "It is not to be done before "+t.StartOn.Long()+". Choose that day or a later one.")
	}
	if (a.Due.IsZero() || day.Of(t.DueAt) == a.Due) && (a.Priority == "" || t.Priority == a.Priority) {
		return fault.New(fault.Invalid, "tasks.same", "It is so already.")
	}
	if a.Priority == "" || t.Need == "" {
		return nil
	}
	n, err := needs.NeedIn(tx, t.Need)
	if err == nil && !MayChange(access.From(ctx), n) {
		err = fault.New(fault.Forbidden, "tasks.restricted", "This need is restricted. Ask the coordination point to change it.")
	}
	return err
}

// to changes one task, which is read anew: another task of its need may have brought its
// priority along.
func (a Alteration) to(tx *db.Tx, id ID) error {
	t, err := taskByID(tx, id)
	if err != nil {
		return err
	}
	if due := dueOn(a.Due, tx.Now()); !a.Due.IsZero() && !due.Equal(t.DueAt) {
		t.DueAt, t.because = due, a.Reason
		if err := saveTask(tx, t); err != nil {
			return err
		}
		if err := record(tx, t, "changed when a task is due", "tasks.rescheduled", map[string]any{"due": a.Due.String()}); err != nil {
			return err
		}
		t.Version++
	}
	switch {
	case a.Priority == "":
		return nil
	case t.Need == "":
		return pressTask(tx, t, a.Priority, a.Reason)
	}
	n, err := needs.NeedIn(tx, t.Need)
	if err != nil {
		return err
	}
	all, err := tasksOfNeed(tx, t.Request, t.Need)
	if err != nil {
		return err
	}
	return press(tx, n, all, a.Priority, a.Reason)
}
