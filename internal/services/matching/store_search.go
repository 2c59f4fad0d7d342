package matching

import (
	"errors"

	"kith/internal/plat/db"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
	"kith/internal/work/tasks"
)

const searchColumns = `s.task_id, s.neighbourhood, s.state, s.reach, s.began_at, s.began_by, s.alerted_at, s.version`

func scanSearch(row scanner) (s Search, err error) {
	var began db.Time
	var alerted db.NullTime
	err = row.Scan(&s.Task, &s.Hood, &s.State, &s.Reach, &began, &s.BeganBy, &alerted, &s.Version)
	s.BeganAt, s.AlertedAt = began.Time, alerted.Time
	return s, err
}

// beginSearch begins to ask volunteers for a task, or begins anew.
func beginSearch(tx *db.Tx, t tasks.Task, reach volunteering.Reach) error {
	_, err := tx.Exec(`INSERT INTO matching_search (borough_id, task_id, neighbourhood, state, reach, began_at, began_by, version) VALUES (?,?,?,?,?,?,?,1)
		ON CONFLICT (borough_id, task_id) DO UPDATE SET neighbourhood = excluded.neighbourhood, state = excluded.state, reach = excluded.reach,
		began_at = excluded.began_at, began_by = excluded.began_by, alerted_at = NULL, version = matching_search.version + 1`,
		tx.Borough(), t.ID, t.Neighbourhood, Looking, reach, tx.Now(), tx.Actor())
	return err
}

// endSearch ends a search that is not over.
func endSearch(tx *db.Tx, task tasks.ID, to SearchState) error {
	_, err := tx.Exec(`UPDATE matching_search SET state = ?, version = version + 1 WHERE borough_id = ? AND task_id = ? AND state IN (?, ?)`,
		to, tx.Borough(), task, Looking, Nobody)
	return err
}

// resumeSearch goes on looking for somebody where whoever took the task cannot.
func resumeSearch(tx *db.Tx, task tasks.ID) error {
	_, err := tx.Exec(`UPDATE matching_search SET state = ?, version = version + 1 WHERE borough_id = ? AND task_id = ? AND state = ?`,
		Looking, tx.Borough(), task, Taken)
	return err
}

// moveSearch says how far a search has come, if nobody else has moved it.
func moveSearch(tx *db.Tx, s Search, to SearchState, reach volunteering.Reach, alert bool) (bool, error) {
	alerted := db.NullTimeOf(s.AlertedAt)
	if alert {
		alerted = db.NullTimeOf(tx.Now())
	}
	n, err := tx.Exec(`UPDATE matching_search SET state = ?, reach = ?, alerted_at = ?, version = version + 1
		WHERE borough_id = ? AND task_id = ? AND version = ? AND state = ?`, to, reach, alerted, tx.Borough(), s.Task, s.Version, Looking)
	return n == 1, err
}

func searchOf(r db.Reader, task tasks.ID) (s Search, found bool, err error) {
	s, err = scanSearch(r.QueryRow(`SELECT `+searchColumns+` FROM matching_search s WHERE s.borough_id = ? AND s.task_id = ?`, r.Borough(), task))
	if errors.Is(err, db.ErrNoRows) {
		return Search{}, false, nil
	}
	return s, err == nil, err
}

// searches lists those in a state, the longest first.
func searches(r db.Reader, state SearchState, hoods []string) ([]Search, error) {
	narrow, args := "", []any{r.Borough(), state}
	if hoods != nil {
		marks, ids := db.In(hoods)
		narrow, args = " AND s.neighbourhood IN ("+marks+")", append(args, ids...)
	}
	rows, err := r.Query(`SELECT `+searchColumns+` FROM matching_search s WHERE s.borough_id = ? AND s.state = ?`+narrow+` ORDER BY s.began_at, s.task_id LIMIT 2000`, args...)
	return db.Collect(rows, err, func(rows *db.Rows) (Search, error) { return scanSearch(rows) })
}

// searched lists searches with their tasks, the longest first.
func searched(r db.Reader, state SearchState, hoods []string) ([]Searched, error) {
	narrow, args := "", []any{Offered, r.Borough(), state}
	if hoods != nil {
		marks, ids := db.In(hoods)
		narrow, args = " AND s.neighbourhood IN ("+marks+")", append(args, ids...)
	}
	rows, err := r.Query(`SELECT `+searchColumns+`, t.title, t.area, COUNT(o.id), COALESCE(SUM(CASE WHEN o.state = ? THEN 1 ELSE 0 END), 0)
		FROM matching_search s JOIN tasks_task t ON t.borough_id = s.borough_id AND t.id = s.task_id
		LEFT JOIN matching_offer o ON o.borough_id = s.borough_id AND o.task_id = s.task_id
		WHERE s.borough_id = ? AND s.state = ?`+narrow+` AND t.closed_at IS NULL
		GROUP BY `+searchColumns+`, t.title, t.area ORDER BY s.began_at, s.task_id LIMIT 200`, args...)
	return db.Collect(rows, err, func(rows *db.Rows) (one Searched, err error) {
		var began db.Time
		var alerted db.NullTime
		err = rows.Scan(&one.Task, &one.Hood, &one.State, &one.Reach, &began, &one.BeganBy, &alerted, &one.Version, &one.Title, &one.Area, &one.Asked, &one.Open)
		one.BeganAt, one.AlertedAt = began.Time, alerted.Time
		return one, err
	})
}

// namesOf are the names of some volunteers.
func namesOf(r db.Reader, ids []volunteers.ID) (map[volunteers.ID]string, error) {
	names := map[volunteers.ID]string{}
	if len(ids) == 0 {
		return names, nil
	}
	marks, args := db.In(ids)
	rows, err := r.Query(`SELECT v.id, v.given_names, v.family_name FROM volunteers_volunteer v WHERE v.borough_id = ? AND v.id IN (`+marks+`)`,
		append([]any{r.Borough()}, args...)...)
	_, err = db.Collect(rows, err, func(rows *db.Rows) (struct{}, error) {
		var v volunteers.Volunteer
		err := rows.Scan(&v.ID, &v.GivenNames, &v.FamilyName)
		names[v.ID] = v.Name()
		return struct{}{}, err
	})
	return names, err
}
