package tasks

import (
	"encoding/json"
	"errors"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

const columns = `t.id, t.kind, COALESCE(t.need_id, ''), t.request_id, t.record_id, t.category, t.title, t.instruction,
	t.area, t.neighbourhood, t.priority, t.state, t.who_may, t.labels, t.destination, t.assignee_kind, t.assignee_id,
	t.assignee_name, t.due_at, t.attempts, t.refused, t.outcome, t.outcome_note, t.opened_at, t.assigned_at,
	t.accepted_at, t.closed_at, t.start_on, t.version, t.not_before, t.run_id, t.step, t.queue, t.queue_access, t.queue_wide,
	t.assured, t.endings, t.result, t.said`

type scanner interface{ Scan(dest ...any) error }

func scanTask(row scanner) (t Task, err error) {
	var who db.JSON[[]needs.Doer]
	var labels db.JSON[[]needs.Label]
	var due, opened db.Time
	var assigned, accepted, closed, notBefore db.NullTime
	var held string
	err = row.Scan(&t.ID, &t.Kind, &t.Need, &t.Request, &t.Record, &t.Category, &t.Title, &t.Instruction,
		&t.Area, &t.Neighbourhood, &t.Priority, &t.State, &who, &labels, &t.Destination, &t.Assignee.Kind, &t.Assignee.ID,
		&t.Assignee.Name, &due, &t.Attempts, &t.Refused, &t.Outcome, &t.Note, &opened, &assigned,
		&accepted, &closed, &t.StartOn, &t.Version, &notBefore, &t.Held.Run, &t.Held.Step, &t.Held.Queue.Role,
		&t.Held.Queue.Access, &t.Held.Queue.Wide, &t.Held.Assured, &held, &t.Held.Result, &t.Held.Said)
	t.WhoMay, t.Labels, t.DueAt, t.OpenedAt = who.V, labels.V, due.Time, opened.Time
	t.AssignedAt, t.AcceptedAt, t.ClosedAt = assigned.Time, accepted.Time, closed.Time
	t.NotBefore = notBefore.Time
	if err == nil && held != "" {
		err = json.Unmarshal([]byte(held), &t.Held.Endings)
	}
	return t, err
}

// endingsOf are what can come of a held task, as they are kept; "" for any other.
func endingsOf(t Task) (string, error) {
	if t.Held.IsZero() {
		return "", nil
	}
	kept, err := json.Marshal(t.Held.Endings)
	return string(kept), err
}

func insertTask(tx *db.Tx, t Task) error {
	kept, err := endingsOf(t)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO tasks_task (borough_id, id, kind, need_id, request_id, record_id, category, title,
		instruction, area, neighbourhood, priority, state, who_may, labels, destination, assignee_kind, assignee_id,
		assignee_name, due_at, attempts, refused, outcome, outcome_note, opened_at, version, assigned_at, accepted_at, not_before,
		run_id, step, queue, queue_access, queue_wide, assured, endings)
		VALUES (?,?,?,NULLIF(?,''),?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,0,'','','',?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), t.ID, t.Kind, string(t.Need), t.Request, t.Record, t.Category, t.Title,
		t.Instruction, t.Area, t.Neighbourhood, t.Priority, t.State, db.JSON[[]needs.Doer]{V: t.WhoMay},
		db.JSON[[]needs.Label]{V: t.Labels}, t.Destination, t.Assignee.Kind, t.Assignee.ID, t.Assignee.Name,
		t.DueAt, t.OpenedAt, t.Version, db.NullTimeOf(t.AssignedAt), db.NullTimeOf(t.AcceptedAt), db.NullTimeOf(t.NotBefore),
		t.Held.Run, t.Held.Step, t.Held.Queue.Role, t.Held.Queue.Access, t.Held.Queue.Wide, t.Held.Assured, kept)
	return err
}

// saveTask writes what an action may change and keeps how the task stood, guarded by the version the task was read at.
func saveTask(tx *db.Tx, t Task) error {
	if err := keepVersion(tx, t, t.because); err != nil {
		return err
	}
	n, err := tx.Exec(`UPDATE tasks_task SET neighbourhood = ?, priority = ?, start_on = ?, state = ?, assignee_kind = ?, assignee_id = ?, assignee_name = ?,
		due_at = ?, attempts = ?, refused = ?, outcome = ?, outcome_note = ?, assigned_at = ?, accepted_at = ?,
		closed_at = ?, not_before = ?, queue = ?, result = ?, said = ?, version = version + 1 WHERE borough_id = ? AND id = ? AND version = ?`,
		t.Neighbourhood, t.Priority, t.StartOn, t.State, t.Assignee.Kind, t.Assignee.ID, t.Assignee.Name, t.DueAt, t.Attempts, t.Refused, t.Outcome, t.Note,
		db.NullTimeOf(t.AssignedAt), db.NullTimeOf(t.AcceptedAt), db.NullTimeOf(t.ClosedAt),
		db.NullTimeOf(t.NotBefore), t.Held.Queue.Role, t.Held.Result, t.Held.Said, tx.Borough(), t.ID, t.Version)
	if err == nil && n == 0 {
		return stale(t)
	}
	return err
}

func taskByID(r db.Reader, id ID) (Task, error) {
	t, err := scanTask(r.QueryRow(`SELECT `+columns+` FROM tasks_task t WHERE t.borough_id = ? AND t.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = fault.New(fault.NotFound, "tasks.no-such-task", "There is no such task.")
	}
	return t, err
}

func tasksOfRequest(r db.Reader, id needs.RequestID) ([]Task, error) {
	rows, err := r.Query(`SELECT `+columns+` FROM tasks_task t WHERE t.borough_id = ? AND t.request_id = ?
		ORDER BY t.opened_at, t.id`, r.Borough(), id)
	return db.Collect(rows, err, func(rows *db.Rows) (Task, error) { return scanTask(rows) })
}

func openTasksOf(r db.Reader, kind AssigneeKind, id string, limit int) ([]Task, error) {
	rows, err := r.Query(`SELECT `+columns+` FROM tasks_task t WHERE t.borough_id = ? AND t.assignee_kind = ?
		AND t.assignee_id = ? AND t.closed_at IS NULL ORDER BY t.due_at, t.id LIMIT ?`,
		r.Borough(), kind, id, limit)
	return db.Collect(rows, err, func(rows *db.Rows) (Task, error) { return scanTask(rows) })
}

func tasksOfNeed(r db.Reader, request needs.RequestID, need needs.NeedID) ([]Task, error) {
	rows, err := r.Query(`SELECT `+columns+` FROM tasks_task t WHERE t.borough_id = ? AND t.request_id = ? AND t.need_id = ?`,
		r.Borough(), request, need)
	return db.Collect(rows, err, func(rows *db.Rows) (Task, error) { return scanTask(rows) })
}

// openOfKind reads the open tasks of a kind in some neighbourhoods, nil being all of them, the
// most pressing first.
func openOfKind(r db.Reader, kind Kind, hoods []string, limit int) ([]Task, error) {
	where, args := "", []any{r.Borough(), kind}
	if hoods != nil {
		marks, ids := db.In(hoods)
		where, args = " AND t.neighbourhood IN ("+marks+")", append(args, ids...)
	}
	rows, err := r.Query(`SELECT `+columns+` FROM tasks_task t WHERE t.borough_id = ? AND t.kind = ? AND t.closed_at IS NULL`+where+`
		ORDER BY t.due_at, t.id LIMIT ?`, append(args, limit)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Task, error) { return scanTask(rows) })
}

// movable lists the open tasks of a request that go where it goes: all but those of needs
// that went straight to a service.
func movable(r db.Reader, id needs.RequestID) ([]Task, error) {
	rows, err := r.Query(`SELECT `+columns+` FROM tasks_task t
		LEFT JOIN needs_need n ON n.borough_id = t.borough_id AND n.id = t.need_id
		WHERE t.borough_id = ? AND t.request_id = ? AND t.closed_at IS NULL AND COALESCE(n.straight_to, '') = ''
		ORDER BY t.opened_at, t.id`, r.Borough(), id)
	return db.Collect(rows, err, func(rows *db.Rows) (Task, error) { return scanTask(rows) })
}

func tasksOfRun(r db.Reader, run string) ([]Task, error) {
	rows, err := r.Query(`SELECT `+columns+` FROM tasks_task t WHERE t.borough_id = ? AND t.run_id = ? AND t.run_id <> ''
		ORDER BY t.opened_at, t.id`, r.Borough(), run)
	return db.Collect(rows, err, func(rows *db.Rows) (Task, error) { return scanTask(rows) })
}
