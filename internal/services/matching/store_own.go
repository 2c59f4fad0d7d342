package matching

import (
	"errors"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/phone"
	"kith/internal/plat/db"
	"kith/internal/registers/volunteers"
	"kith/internal/work/tasks"
)

// tasksOf lists the tasks a volunteer was asked for or has, and those that ended since a
// time, the soonest due first.
func tasksOf(r db.Reader, id volunteers.ID, since time.Time, limit int) ([]tasks.ID, error) {
	rows, err := r.Query(`SELECT t.id FROM tasks_task t WHERE t.borough_id = ? AND t.assignee_kind = ? AND t.assignee_id = ?
		AND (t.closed_at IS NULL OR t.closed_at > ?) ORDER BY t.due_at, t.id LIMIT ?`, r.Borough(), tasks.ToVolunteer, id, since, limit)
	return db.Collect(rows, err, func(rows *db.Rows) (id tasks.ID, err error) { return id, rows.Scan(&id) })
}

// lastNote is what whoever has a task wrote the last time they did the same for the same
// person.
func lastNote(r db.Reader, t tasks.Task) (note string, err error) {
	err = r.QueryRow(`SELECT o.outcome_note FROM tasks_task o WHERE o.borough_id = ? AND o.record_id = ? AND o.category = ? AND o.assignee_kind = ?
		AND o.assignee_id = ? AND o.closed_at IS NOT NULL AND o.id <> ? ORDER BY o.closed_at DESC LIMIT 1`,
		r.Borough(), t.Record, t.Category, t.Assignee.Kind, t.Assignee.ID, t.ID).Scan(&note)
	if errors.Is(err, db.ErrNoRows) {
		return "", nil
	}
	return note, err
}

// putHours notes the time a task took, once.
func putHours(tx *db.Tx, h Hours) error {
	_, err := tx.Exec(`INSERT INTO matching_hours (borough_id, id, volunteer_id, task_id, minutes, on_day, said_at) VALUES (?,?,?,?,?,?,?)
		ON CONFLICT DO NOTHING`, tx.Borough(), h.ID, h.Volunteer, h.Task, h.Minutes, h.On, tx.Now())
	return err
}

// totalOf is what a volunteer gave until now.
func totalOf(r db.Reader, id volunteers.ID) (t Total, err error) {
	today := day.Of(r.Now())
	err = r.QueryRow(`SELECT COALESCE(SUM(h.minutes), 0), COALESCE(SUM(CASE WHEN h.on_day >= ? THEN h.minutes ELSE 0 END), 0)
		FROM matching_hours h WHERE h.borough_id = ? AND h.volunteer_id = ?`, day.New(today.Year(), today.Month(), 1), r.Borough(), id).Scan(&t.Minutes, &t.MinutesOfMonth)
	if err != nil {
		return t, err
	}
	err = r.QueryRow(`SELECT COUNT(*) FROM tasks_task t WHERE t.borough_id = ? AND t.assignee_kind = ? AND t.assignee_id = ? AND t.closed_at IS NOT NULL`+wentWell, r.Borough(), tasks.ToVolunteer, id).Scan(&t.Tasks)
	if err != nil {
		return t, err
	}
	err = r.QueryRow(`SELECT COUNT(*) FROM tasks_task t WHERE t.borough_id = ? AND t.assignee_kind = ? AND t.assignee_id = ? AND t.closed_at >= ?`+wentWell,
		r.Borough(), tasks.ToVolunteer, id, r.Now().Add(-7*24*time.Hour)).Scan(&t.TasksOfWeek)
	return t, err
}

const noteColumns = `n.id, n.volunteer_id, n.neighbourhood, n.task_id, n.kind, n.words, n.said_at, n.said_by, n.read_at`

func scanNote(row scanner) (n Note, err error) {
	var said db.Time
	var read db.NullTime
	err = row.Scan(&n.ID, &n.Volunteer, &n.Hood, &n.Task, &n.Kind, &n.Words, &said, &n.SaidBy, &read)
	n.SaidAt, n.ReadAt = said.Time, read.Time
	return n, err
}

func insertNote(tx *db.Tx, n Note) error {
	_, err := tx.Exec(`INSERT INTO matching_note (borough_id, id, volunteer_id, neighbourhood, task_id, kind, words, said_at, said_by) VALUES (?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), n.ID, n.Volunteer, n.Hood, n.Task, n.Kind, n.Words, n.SaidAt, n.SaidBy)
	return err
}

func noteByID(r db.Reader, id NoteID) (Note, error) {
	n, err := scanNote(r.QueryRow(`SELECT `+noteColumns+` FROM matching_note n WHERE n.borough_id = ? AND n.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = noSuch("note")
	}
	return n, err
}

// notesTo lists what was written to a volunteer, the latest first.
func notesTo(r db.Reader, id volunteers.ID, limit int) ([]Note, error) {
	rows, err := r.Query(`SELECT `+noteColumns+` FROM matching_note n WHERE n.borough_id = ? AND n.volunteer_id = ? AND n.kind = ? ORDER BY n.said_at DESC LIMIT ?`,
		r.Borough(), id, ToThem, limit)
	return db.Collect(rows, err, func(rows *db.Rows) (Note, error) { return scanNote(rows) })
}

// notesOf lists what a volunteer and their hub told each other, the latest first.
func notesOf(r db.Reader, id volunteers.ID, limit int) ([]Note, error) {
	rows, err := r.Query(`SELECT `+noteColumns+` FROM matching_note n WHERE n.borough_id = ? AND n.volunteer_id = ? ORDER BY n.said_at DESC LIMIT ?`,
		r.Borough(), id, limit)
	return db.Collect(rows, err, func(rows *db.Rows) (Note, error) { return scanNote(rows) })
}

// unread lists what volunteers told some hubs and nobody has read, the oldest first.
func unread(r db.Reader, hoods []string, limit int) ([]Note, error) {
	narrow, args := "", []any{r.Borough(), FromThem}
	if hoods != nil {
		marks, ids := db.In(hoods)
		narrow, args = " AND n.neighbourhood IN ("+marks+")", append(args, ids...)
	}
	rows, err := r.Query(`SELECT `+noteColumns+` FROM matching_note n WHERE n.borough_id = ? AND n.kind = ? AND n.read_at IS NULL`+narrow+`
		ORDER BY n.said_at, n.id LIMIT ?`, append(args, limit)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Note, error) { return scanNote(rows) })
}

func readNote(tx *db.Tx, id NoteID) error {
	_, err := tx.Exec(`UPDATE matching_note SET read_at = ? WHERE borough_id = ? AND id = ? AND read_at IS NULL`, tx.Now(), tx.Borough(), id)
	return err
}

// openNear counts the open work of each category in a neighbourhood that volunteers may do.
func openNear(r db.Reader, hood string) (all []work, err error) {
	if hood == "" {
		return nil, nil
	}
	return openWork(r, []string{hood})
}

// onDuty counts the volunteers of a neighbourhood who may be asked now.
func onDuty(r db.Reader, hood string) (n int, err error) {
	err = r.QueryRow(`SELECT COUNT(*) FROM volunteers_volunteer v WHERE v.borough_id = ? AND v.neighbourhood = ? AND v.standing = ? AND v.on_duty = ?`,
		r.Borough(), hood, volunteers.Active, true).Scan(&n)
	return n, err
}

// wentWell are the outcomes by which a volunteer did what they were asked for.
const wentWell = ` AND t.outcome IN ('done', 'collected', 'passed-on', 'worried', 'call-again', 'referred')`

// whoHelped lists the volunteers who did something since a time.
func whoHelped(r db.Reader, since time.Time) ([]volunteers.ID, error) {
	rows, err := r.Query(`SELECT DISTINCT t.assignee_id FROM tasks_task t WHERE t.borough_id = ? AND t.closed_at >= ? AND t.assignee_kind = ?`+wentWell+`
		ORDER BY t.assignee_id`, r.Borough(), since, tasks.ToVolunteer)
	return db.Collect(rows, err, func(rows *db.Rows) (id volunteers.ID, err error) { return id, rows.Scan(&id) })
}

// reachedBy lists the volunteers who may come in and gave a phone number or an email address.
func reachedBy(r db.Reader, number phone.Number, email string) ([]volunteers.ID, error) {
	rows, err := r.Query(`SELECT v.id FROM volunteers_volunteer v WHERE v.borough_id = ? AND v.standing NOT IN (?, ?, ?)
		AND (v.phone = ? AND v.phone <> '' OR LOWER(v.email) = ? AND v.email <> '') ORDER BY v.id LIMIT 3`,
		r.Borough(), volunteers.Left, volunteers.Refused, volunteers.Revoked, number, strings.ToLower(strings.TrimSpace(email)))
	return db.Collect(rows, err, func(rows *db.Rows) (id volunteers.ID, err error) { return id, rows.Scan(&id) })
}
