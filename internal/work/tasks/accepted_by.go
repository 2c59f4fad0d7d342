package tasks

import (
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

// AcceptedBy gives a task to somebody who was offered it and says yes, in the caller's
// transaction. The caller has found out that they were asked. Of two who say yes at once the
// second is told that it is taken: [fault.Conflict].
func (s *Service) AcceptedBy(tx *db.Tx, id ID, who Assignee) (t Task, err error) {
	defer fault.Wrap(&err, "task %s accepted by %s", id, who.Kind)
	if t, err = heldTask(tx, id); err != nil {
		return Task{}, err
	}
	free := t.State == Open || t.State == Assigned && t.Assignee.Kind == who.Kind && t.Assignee.ID == who.ID
	if !free {
		return Task{}, fault.New(fault.Conflict, "tasks.taken", "Somebody else has taken this, or it is no longer needed.")
	}
	if err := t.takes(who); err != nil {
		return Task{}, err
	}
	t.State = Accepted
	t.give(who, tx.Now())
	if err := record(tx, t, "accepted a task", "tasks.accepted", nil); err != nil {
		return Task{}, err
	}
	if err := s.watch(tx, t, Accept); err != nil {
		return Task{}, err
	}
	if err := saveTask(tx, t); err != nil {
		return Task{}, err
	}
	return t, follow(tx, t)
}
