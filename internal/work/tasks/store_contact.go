package tasks

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

// contactsDue reads the open tasks of people that are contacts and due by a time. It leaves
// order and time to the caller: an engine that is told of them walks all work by its due
// time instead of looking the few people up.
func contactsDue(r db.Reader, records []people.RecordID, until time.Time) ([]Task, error) {
	marks, ids := db.In(records)
	rows, err := r.Query(`SELECT t.id, t.kind, t.record_id, t.labels, t.assignee_kind, t.assignee_id, t.assignee_name, t.due_at
		FROM tasks_task t WHERE t.borough_id = ? AND t.record_id IN (`+marks+`) AND t.closed_at IS NULL`, append([]any{r.Borough()}, ids...)...)
	all, err := db.Collect(rows, err, scanContact)
	all = slices.DeleteFunc(all, func(t Task) bool { return t.Kind.Method() == "" || t.DueAt.After(until) })
	slices.SortFunc(all, func(a, b Task) int { return cmp.Or(a.DueAt.Compare(b.DueAt), cmp.Compare(a.ID, b.ID)) })
	return all, err
}

func scanContact(rows *db.Rows) (t Task, err error) {
	var labels string
	var due db.Time
	err = rows.Scan(&t.ID, &t.Kind, &t.Record, &labels, &t.Assignee.Kind, &t.Assignee.ID, &t.Assignee.Name, &due)
	t.DueAt = due.Time
	if err != nil || len(labels) <= len("null") {
		return t, err
	}
	return t, json.Unmarshal([]byte(labels), &t.Labels)
}
