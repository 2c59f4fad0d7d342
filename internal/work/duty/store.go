package duty

import (
	"errors"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

const workColumns = `t.id, t.kind, t.request_id, t.record_id, t.title, t.instruction, t.area, t.neighbourhood, t.priority, t.labels,
	t.assignee_kind, t.assignee_id, t.assignee_name, t.due_at, t.opened_at, t.closed_at IS NOT NULL,
	CASE WHEN p.restricted THEN 'Restricted' ELSE COALESCE(p.given_names, '') END,
	CASE WHEN p.restricted THEN '' ELSE COALESCE(p.family_name, '') END`

const lineColumns = workColumns + `, l.id, l.from_hub, l.night_on, l.opens_at, l.why, l.ask, l.state, l.handed_at, l.handed_by,
	l.taken_at, l.taken_by, l.done_at, l.done_by, l.outcome, l.go_on, l.closed_at, l.closed_by, l.version`

type scanner interface{ Scan(dest ...any) error }

// scanWork reads the columns of a task, and more behind them.
func scanWork(row scanner, more ...any) (w Work, err error) {
	var labels db.JSON[[]needs.Label]
	var due, opened db.Time
	var given, family string
	into := []any{
		&w.Task, &w.Kind, &w.Request, &w.Record, &w.What, &w.Instruction, &w.Area, &w.Hub, &w.Priority, &labels,
		&w.Assignee.Kind, &w.Assignee.ID, &w.Assignee.Name, &due, &opened, &w.Finished, &given, &family,
	}
	err = row.Scan(append(into, more...)...)
	w.Labels, w.DueAt, w.OpenedAt, w.Who = labels.V, due.Time, opened.Time, people.ShortName(given, family)
	return w, err
}

func scanLine(row scanner) (l Line, err error) {
	var opens, handed db.Time
	var taken, done, closed db.NullTime
	l.Work, err = scanWork(row, &l.ID, &l.FromHub, &l.Night, &opens, &l.Why, &l.Ask, &l.State, &handed, &l.HandedBy,
		&taken, &l.TakenBy, &done, &l.DoneBy, &l.Outcome, &l.GoOn, &closed, &l.ClosedBy, &l.Version)
	l.OpensAt, l.HandedAt, l.TakenAt, l.DoneAt, l.ClosedAt = opens.Time, handed.Time, taken.Time, done.Time, closed.Time
	return l, err
}

func workOf(r db.Reader, id tasks.ID) (Work, error) {
	w, err := scanWork(r.QueryRow(`SELECT `+workColumns+` FROM tasks_task t
		LEFT JOIN people_record p ON p.borough_id = t.borough_id AND p.id = t.record_id
		WHERE t.borough_id = ? AND t.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = noSuchTask()
	}
	return w, err
}

func insertLine(tx *db.Tx, l Line) error {
	_, err := tx.Exec(`INSERT INTO duty_line (borough_id, id, task_id, from_hub, night_on, opens_at, why, ask, state, handed_at, handed_by, version)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), l.ID, l.Task, l.FromHub, l.Night, l.OpensAt, l.Why, l.Ask, l.State, l.HandedAt, l.HandedBy, l.Version)
	return err
}

// saveLine writes what a deed may change, unless somebody else did since the line was read.
func saveLine(tx *db.Tx, l Line) (bool, error) {
	n, err := tx.Exec(`UPDATE duty_line SET state = ?, taken_at = ?, taken_by = ?, done_at = ?, done_by = ?, outcome = ?, go_on = ?,
		closed_at = ?, closed_by = ?, version = version + 1 WHERE borough_id = ? AND id = ? AND version = ?`,
		l.State, db.NullTimeOf(l.TakenAt), l.TakenBy, db.NullTimeOf(l.DoneAt), l.DoneBy, l.Outcome, l.GoOn,
		db.NullTimeOf(l.ClosedAt), l.ClosedBy, tx.Borough(), l.ID, l.Version)
	return n == 1, err
}

// openLineOf reports whether a task stands on the list.
func openLineOf(r db.Reader, id tasks.ID) (bool, error) {
	var one int
	err := r.QueryRow(`SELECT 1 FROM duty_line l WHERE l.borough_id = ? AND l.task_id = ? AND l.closed_at IS NULL`, r.Borough(), id).Scan(&one)
	if errors.Is(err, db.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

const fromLines = ` FROM duty_line l JOIN tasks_task t ON t.borough_id = l.borough_id AND t.id = l.task_id
	LEFT JOIN people_record p ON p.borough_id = t.borough_id AND p.id = t.record_id
	WHERE l.borough_id = ? AND `

func lineByID(r db.Reader, id LineID) (Line, error) {
	l, err := scanLine(r.QueryRow(`SELECT `+lineColumns+fromLines+`l.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = noSuchLine()
	}
	return l, err
}

// linesOf reads the open lines, and of one night the others too, of tasks that some hubs
// have now; nil is every hub.
func linesOf(r db.Reader, of []string, night day.Date) ([]Line, error) {
	where, args := `(l.closed_at IS NULL OR l.night_on = ?)`, []any{r.Borough(), night.String()}
	if of != nil {
		marks, ids := db.In(of)
		where, args = where+` AND t.neighbourhood IN (`+marks+`)`, append(args, ids...)
	}
	rows, err := r.Query(`SELECT `+lineColumns+fromLines+where+` ORDER BY l.handed_at, l.id LIMIT ?`, append(args, most)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Line, error) { return scanLine(rows) })
}

// referredTo reads the open referrals to any of some destinations.
func referredTo(r db.Reader, destinations []string) ([]Work, error) {
	marks, ids := db.In(destinations)
	rows, err := r.Query(`SELECT `+workColumns+` FROM tasks_task t
		LEFT JOIN people_record p ON p.borough_id = t.borough_id AND p.id = t.record_id
		WHERE t.borough_id = ? AND t.closed_at IS NULL AND t.kind = 'refer' AND t.destination IN (`+marks+`)
		ORDER BY t.due_at, t.id LIMIT ?`, append(append([]any{r.Borough()}, ids...), most)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Work, error) { return scanWork(rows) })
}

// openedSince reads the open emergencies and urgent work opened since a time, apart from
// referrals to some destinations.
func openedSince(r db.Reader, since time.Time, destinations []string) ([]Work, error) {
	marks, ids := db.In(destinations)
	rows, err := r.Query(`SELECT `+workColumns+` FROM tasks_task t
		LEFT JOIN people_record p ON p.borough_id = t.borough_id AND p.id = t.record_id
		WHERE t.borough_id = ? AND t.closed_at IS NULL AND t.opened_at >= ? AND t.priority IN ('emergency', 'urgent')
		AND NOT (t.kind = 'refer' AND t.destination IN (`+marks+`))
		ORDER BY t.due_at, t.id LIMIT ?`, append(append([]any{r.Borough(), since}, ids...), most)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Work, error) { return scanWork(rows) })
}
