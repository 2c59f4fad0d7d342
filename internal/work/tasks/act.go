package tasks

import (
	"context"
	"slices"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

var zero time.Time

// holders is what whoever has a task may do to it; everything else is the hub's.
var holders = []Action{Accept, Decline, Record}

// act does one action to a task: it checks that the caller may, that the task has not
// changed since it was seen and that its state allows the action, lets change fill in the
// rest, saves, and lets the need follow. The journal entry is change's, in the same
// transaction. Whatever else is done to the same request waits meanwhile.
func (s *Service) act(ctx context.Context, c Choice, action Action, change func(*db.Tx, *Task) error) (err error) {
	defer fault.Wrap(&err, "%s task %s", action, c.ID)
	return s.db.Write(ctx, func(tx *db.Tx) error {
		return s.actIn(tx, c, action, func(t *Task) error { return mayAct(ctx, *t, action) }, change)
	})
}

// actIn is act in the caller's transaction; may says whether they may do it.
func (s *Service) actIn(tx *db.Tx, c Choice, action Action, may func(*Task) error, change func(*db.Tx, *Task) error) error {
	t, err := heldTask(tx, c.ID)
	if err != nil {
		return err
	}
	if err := may(&t); err != nil {
		return err
	}
	if t.Version != c.Version {
		return stale(t)
	}
	if t.State, err = Next(t.State, action); err != nil {
		return err
	}
	if err := change(tx, &t); err != nil {
		return err
	}
	if err := s.watch(tx, t, action); err != nil {
		return err
	}
	if err := saveTask(tx, t); err != nil {
		return err
	}
	return follow(tx, t)
}

// heldTask reads a task after making everybody else who changes its request wait.
func heldTask(tx *db.Tx, id ID) (Task, error) {
	t, err := taskByID(tx, id)
	if err != nil {
		return Task{}, err
	}
	if err := needs.Hold(tx, t.Request); err != nil {
		return Task{}, err
	}
	if tx.Late() && tx.Now().Before(t.OpenedAt) {
		return Task{}, tooEarly(t)
	}
	return taskByID(tx, id)
}

func mayAct(ctx context.Context, t Task, action Action) error {
	if t.Lets(access.From(ctx), action) {
		return nil
	}
	if t.Held.Queue.Access != "" && action == Record && t.Named(access.From(ctx)) {
		return fault.New(fault.Forbidden, "tasks.role", "Only the role in whose queue it stands can say what came of this. Pass it on to them.")
	}
	if err := access.Check(ctx, t.Neighbourhood, workers...); err != nil {
		return err
	}
	return fault.New(fault.Forbidden, "tasks.restricted", "This task is restricted. Ask the coordination point to give it to somebody.")
}

// Lets reports whether somebody may do an action to the task, once its state allows it:
// those who work for its hub may do all of them, and whoever has it may answer and say how
// it went. Those who may not be told what a task is cannot take it or give it either: they
// would be told by having it.
func (t Task) Lets(who access.Principal, a Action) bool {
	if q := t.Held.Queue; a == Record && q.Access != "" {
		return t.decides(who)
	}
	if t.HeldBy(who) && slices.Contains(holders, a) {
		return true
	}
	return who.HasFor(t.Neighbourhood, workers...) && (t.Kind == FirstContact || t.Named(who))
}

// decides reports whether somebody has the role in whose queue a step stands; a manager may
// decide what a coordinator may.
func (t Task) decides(who access.Principal) bool {
	hood := t.Neighbourhood
	if t.Held.Queue.Wide {
		hood = ""
	}
	roles := []access.Role{t.Held.Queue.Access}
	if t.Held.Queue.Access == access.Coordinator {
		roles = workers
	}
	return who.HasFor(hood, roles...) && t.Named(who)
}

// Actions lists what somebody may do to the task now, in the order of [Actions].
func (t Task) Actions(who access.Principal) []Action {
	return slices.DeleteFunc(Actions(), func(a Action) bool { return !t.State.Can(a) || !t.Lets(who, a) })
}

// stale tells the second of two people what the first did.
func stale(t Task) error {
	now := "it is " + lower(t.State.Label())
	if !t.Assignee.IsZero() {
		now += ", with " + t.Assignee.Name
	}
	return fault.New(fault.Stale, "tasks.stale", "Somebody else has changed this task since you opened it: "+now+". Look at it again, then decide.")
}
