package tasks

import (
	"slices"
	"strings"

	"kith/internal/plat/db"
)

// perStatement is how many rows one INSERT carries: enough to spare round trips, and
// within SQLite's limit on parameters.
const perStatement = 100

// pastRow is the marks of one row; a first contact has no need.
const pastRow = `(?,?,?,NULLIF(?,''),?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`

func insertPast(tx *db.Tx, all []Task) error {
	for some := range slices.Chunk(all, perStatement) {
		args := make([]any, 0, 29*len(some))
		for _, t := range some {
			args = append(args, tx.Borough(), t.ID, t.Kind, string(t.Need), t.Request, t.Record, t.Category, t.Title,
				t.Instruction, t.Area, t.Neighbourhood, t.Priority, t.State, db.JSONOf(t.WhoMay), db.JSONOf(t.Labels),
				t.Destination, t.Assignee.Kind, t.Assignee.ID, t.Assignee.Name, t.DueAt, t.Attempts, t.Refused, t.Outcome,
				t.Note, t.OpenedAt, db.NullTimeOf(t.AssignedAt), db.NullTimeOf(t.AcceptedAt), db.NullTimeOf(t.ClosedAt), t.Version)
		}
		_, err := tx.Exec(`INSERT INTO tasks_task (borough_id, id, kind, need_id, request_id, record_id, category, title,
			instruction, area, neighbourhood, priority, state, who_may, labels, destination, assignee_kind, assignee_id,
			assignee_name, due_at, attempts, refused, outcome, outcome_note, opened_at, assigned_at, accepted_at,
			closed_at, version) VALUES `+strings.Repeat(","+pastRow, len(some))[1:], args...)
		if err != nil {
			return err
		}
	}
	return nil
}
