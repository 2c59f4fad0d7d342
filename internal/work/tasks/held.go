package tasks

import (
	"context"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// Held says by which run of a protocol a task is held, and at which step. Only the protocol
// takes what came of it, and it says what can come of it.
type Held struct {
	Run     string
	Step    string
	Queue   Queue
	Assured bool     // it ends only when it is known how the person is; it cannot be withdrawn
	Endings []Ending // what can come of it
	Result  needs.NeedState
	Said    string // what came of it, in words
}

// IsZero reports whether no protocol holds the task.
func (h Held) IsZero() bool { return h.Run == "" }

// Queue is the role a step stands with. The zero Queue is the hub's board.
type Queue struct {
	Role   string      // the id of the role in the blueprint; "" is the hub's board
	Access access.Role // what whoever records must have; "" where the hub's staff may
	Wide   bool        // for the whole borough
}

// Recorder takes what came of held tasks. A [Keeper] is one.
type Recorder interface {
	// RecordIn is [Keeper.Record] in the caller's transaction, for features that follow a task
	// and have checked that the caller may. A task that has ended stays as it is.
	RecordIn(tx *db.Tx, t Task, o Outcome) error
}

// Keeper keeps the protocols that hold tasks.
type Keeper interface {
	Recorder
	// Record takes what came of a held task, in a transaction of its own, and opens what
	// follows. In that transaction watch is told of the task before.
	Record(ctx context.Context, c Choice, o Outcome, watch func(*db.Tx, Task, Action) error) error
	// Reopened is told that a held task is open again. It refuses where the run has gone on.
	Reopened(tx *db.Tx, t Task) error
	// Withdrawn is told that the work on a need has ended because it is not wanted.
	Withdrawn(tx *db.Tx, id needs.NeedID) error
	// Rerouted is told that a need is met in another way: it ends the work of the old one and
	// begins that of the new one.
	Rerouted(tx *db.Tx, n needs.Need, why string) error
	// ReferOn begins the handing of a need to a service, and says where it really goes; "" of
	// one that is not to be named where the need is.
	ReferOn(tx *db.Tx, n needs.Need, to, why string) (destination string, err error)
}

// KeptBy has held tasks looked after by a keeper. It is called once, before the service is
// used.
func (s *Service) KeptBy(k Keeper) { s.keeper = k }

// errUnkept is a mistake in putting the program together.
var errUnkept = fault.New(fault.Internal, "tasks.unkept", "Nobody keeps the protocols of this program.")

// ToRecord reads a held task as somebody saw it, before what came of it is taken: it checks
// that the caller may say so, that the task has not changed since, and that it is open.
// Whatever else is done to the same request waits meanwhile.
func ToRecord(ctx context.Context, tx *db.Tx, c Choice) (Task, error) {
	t, err := heldTask(tx, c.ID)
	if err != nil {
		return Task{}, err
	}
	if err := mayAct(ctx, t, Record); err != nil {
		return Task{}, err
	}
	if t.Version != c.Version {
		return Task{}, stale(t)
	}
	_, err = Next(t.State, Record)
	return t, err
}

// Check finds the ending an outcome names among those of a task, or says what is wrong
// with the outcome.
func (t Task) Check(o Outcome) (Ending, error) { return o.check(t.Endings()) }

// Finish ends a held task with what came of it, in the caller's transaction. The need it
// serves stands as all its tasks then say.
func Finish(tx *db.Tx, t Task, e Ending, o Outcome) (err error) {
	defer fault.Wrap(&err, "finish task %s", t.ID)
	if err := noteAttempt(tx, t, o); err != nil {
		return err
	}
	t.State, t.Outcome, t.Note, t.ClosedAt, t.Refused = Done, e.Code, o.Note, tx.Now(), ""
	t.Held.Result, t.Held.Said = e.Need, e.Label
	if err := record(tx, t, "recorded how a task went", "tasks.recorded", map[string]any{"outcome": e.Code, "step": t.Held.Step}); err != nil {
		return err
	}
	return saveTask(tx, t)
}

// Lapsed is the outcome of work whose time passed, or that something else made needless.
const Lapsed = "lapsed"

// Lapse ends a held task without anybody having said what came of it, with why.
func Lapse(tx *db.Tx, t Task, why string) error {
	t.because = why
	return Finish(tx, t, Ending{Code: Lapsed, Label: why}, Outcome{Code: Lapsed, Note: why})
}

// PutOff keeps a held task, that reached nobody, until it is tried again.
func PutOff(tx *db.Tx, t Task, o Outcome, notBefore, due time.Time) error {
	if err := noteAttempt(tx, t, o); err != nil {
		return err
	}
	t.Attempts++
	t.Note, t.NotBefore, t.DueAt, t.State = o.Note, notBefore, due, stateOf(t)
	if err := record(tx, t, "tried and got no answer", "tasks.tried", map[string]any{"attempts": t.Attempts}); err != nil {
		return err
	}
	return saveTask(tx, t)
}

// Enqueue puts a held task into the queue of a role, because its time has passed.
func Enqueue(tx *db.Tx, t Task, role string, due time.Time) error {
	t.Held.Queue.Role, t.DueAt, t.because = role, due, "Its time has passed"
	if err := record(tx, t, "passed a late task up", "tasks.escalated", map[string]any{"role": role}); err != nil {
		return err
	}
	return saveTask(tx, t)
}

// Due says anew when a held task is due, because its time has passed and its role is
// reminded.
func Due(tx *db.Tx, t Task, due time.Time) error {
	t.DueAt, t.because = due, "Its time has passed"
	if err := record(tx, t, "reminded of a late task", "tasks.reminded", map[string]any{"role": t.Held.Queue.Role}); err != nil {
		return err
	}
	return saveTask(tx, t)
}

// Follow lets the need of a held task stand as all its tasks together say.
func Follow(tx *db.Tx, t Task) error { return follow(tx, t) }

// OfRun lists the tasks of a run, oldest first.
func OfRun(r db.Reader, run string) ([]Task, error) { return tasksOfRun(r, run) }
