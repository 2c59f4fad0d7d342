package tasks

import (
	"kith/internal/plat/db"
)

// keepVersion keeps how a task stands before it is changed.
func keepVersion(tx *db.Tx, t Task, reason string) error {
	_, err := tx.Exec(`INSERT INTO tasks_version (borough_id, task_id, version, neighbourhood, priority, state, assignee_name,
		due_at, outcome, outcome_note, changed_at, changed_by, reason)
		SELECT t.borough_id, t.id, t.version, t.neighbourhood, t.priority, t.state, t.assignee_name,
		t.due_at, t.outcome, t.outcome_note, ?, ?, ? FROM tasks_task t WHERE t.borough_id = ? AND t.id = ? AND t.version = ?`,
		tx.Now(), tx.Actor(), reason, tx.Borough(), t.ID, t.Version)
	return err
}

// stepsSince reads how a task stood at a version and each one after it, oldest first.
func stepsSince(r db.Reader, id ID, version int64) ([]Step, error) {
	rows, err := r.Query(`SELECT v.state, v.assignee_name, v.due_at, v.priority, v.neighbourhood, v.outcome, v.outcome_note,
		v.changed_by, v.changed_at, v.reason FROM tasks_version v
		WHERE v.borough_id = ? AND v.task_id = ? AND v.version >= ? ORDER BY v.version`, r.Borough(), id, version)
	return db.Collect(rows, err, func(rows *db.Rows) (s Step, err error) {
		var due, at db.Time
		err = rows.Scan(&s.Was.State, &s.Was.Holder, &due, &s.Was.Priority, &s.Was.Hub, &s.Was.Outcome, &s.Was.Note, &s.By, &at, &s.Reason)
		s.Was.DueAt, s.At = due.Time, at.Time
		return s, err
	})
}
