package tasks

import (
	"slices"
	"time"

	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

// contactsDue reads the open tasks of a person that are contacts and due by a time, the
// soonest first.
func contactsDue(r db.Reader, records []people.RecordID, until time.Time) ([]Task, error) {
	marks, ids := db.In(records)
	kindMarks, kinds := db.In(contactKinds())
	args := append(append([]any{r.Borough()}, ids...), kinds...)
	rows, err := r.Query(`SELECT `+columns+` FROM tasks_task t WHERE t.borough_id = ? AND t.record_id IN (`+marks+`) AND t.kind IN (`+kindMarks+`)
		AND t.closed_at IS NULL AND t.due_at <= ? ORDER BY t.due_at, t.id`, append(args, until)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Task, error) { return scanTask(rows) })
}

func contactKinds() []Kind {
	return slices.DeleteFunc(Kinds(), func(k Kind) bool { return k.Method() == "" })
}
