package tasks

import (
	"kith/internal/feature"
	"kith/internal/plat/db"
)

// ending is a condition on tasks, under the alias t, that says how they ended.
type ending struct {
	cond string
	args []any
}

func done() ending {
	marks, codes := db.In(achieved)
	return ending{"t.outcome IN (" + marks + ")", codes}
}

func undone() ending {
	marks, codes := db.In(achieved)
	return ending{"t.outcome NOT IN (" + marks + ") AND (t.run_id = '' OR t.result <> '')", codes}
}

func help() ending {
	marks, kinds := db.In(helping)
	return ending{"t.outcome = ? AND t.kind IN (" + marks + ")", append([]any{helped}, kinds...)}
}

// during narrows to tasks that ended in a period.
func (e ending) during(r db.Reader, p feature.Period) (cond string, args []any) {
	from, until := p.Bounds()
	return `t.closed_at >= ? AND t.closed_at < ? AND ` + e.cond, append([]any{r.Borough(), from, until}, e.args...)
}

func openTasks(r db.Reader, _ feature.Period) (feature.Tally, error) {
	return countByHub(r.Query(`SELECT t.neighbourhood, COUNT(*) FROM tasks_task t
		WHERE t.borough_id = ? AND t.closed_at IS NULL GROUP BY t.neighbourhood`, r.Borough()))
}

func overdueTasks(r db.Reader, _ feature.Period) (feature.Tally, error) {
	return countByHub(r.Query(`SELECT t.neighbourhood, COUNT(*) FROM tasks_task t
		WHERE t.borough_id = ? AND t.closed_at IS NULL AND t.due_at < ? GROUP BY t.neighbourhood`, r.Borough(), r.Now()))
}

func doneTasks(r db.Reader, during feature.Period) (feature.Tally, error) {
	return countEnded(r, during, done())
}

func undoneTasks(r db.Reader, during feature.Period) (feature.Tally, error) {
	return countEnded(r, during, undone())
}

func countEnded(r db.Reader, during feature.Period, how ending) (feature.Tally, error) {
	cond, args := how.during(r, during)
	return countByHub(r.Query(`SELECT t.neighbourhood, COUNT(*) FROM tasks_task t
		WHERE t.borough_id = ? AND `+cond+` GROUP BY t.neighbourhood`, args...))
}

func countByHub(rows *db.Rows, err error) (feature.Tally, error) {
	counted, err := db.Collect(rows, err, func(rows *db.Rows) (c feature.Row, err error) {
		err = rows.Scan(&c.Neighbourhood, &c.Value)
		c.Of = c.Value
		return c, err
	})
	return feature.Sum(counted), err
}

// peopleSupported reads who was helped where and counts in Go: somebody helped by two
// hubs is one person of the borough.
func peopleSupported(r db.Reader, during feature.Period) (feature.Tally, error) {
	found, err := whomSupported(r, during)
	return feature.Distinct(found), err
}

func whomSupported(r db.Reader, during feature.Period) ([]feature.Row, error) {
	cond, args := help().during(r, during)
	rows, err := r.Query(`SELECT DISTINCT t.neighbourhood, COALESCE(m.person_id, t.record_id) FROM tasks_task t
		LEFT JOIN people_membership m ON m.borough_id = t.borough_id AND m.record_id = t.record_id AND m.until IS NULL
		WHERE t.borough_id = ? AND `+cond, args...)
	return db.Collect(rows, err, func(rows *db.Rows) (c feature.Row, err error) {
		err = rows.Scan(&c.Neighbourhood, &c.Who)
		c.Value, c.Of = 1, 1
		return c, err
	})
}

// timesToHelp reads the times and leaves the middle to Go: the engines reckon with times
// differently.
func timesToHelp(r db.Reader, during feature.Period) (feature.Tally, error) {
	cond, args := help().during(r, during)
	rows, err := r.Query(`SELECT t.neighbourhood, t.opened_at, t.closed_at FROM tasks_task t
		WHERE t.borough_id = ? AND `+cond, args...)
	taken, err := db.Collect(rows, err, func(rows *db.Rows) (c feature.Row, err error) {
		var opened, closed db.Time
		err = rows.Scan(&c.Neighbourhood, &opened, &closed)
		c.Value = int64(closed.Sub(opened.Time).Seconds())
		return c, err
	})
	return feature.Median(taken), err
}

func listEnded(r db.Reader, l feature.Listing, how ending) ([]Ended, error) {
	cond, args := how.during(r, l.Period)
	_, _, at, id := l.Bounds()
	place, anywhere := l.Place()
	rows, err := r.Query(`SELECT `+columns+`, CASE WHEN p.restricted THEN 'Restricted' ELSE p.given_names END, CASE WHEN p.restricted THEN '' ELSE p.family_name END FROM tasks_task t
		JOIN people_record p ON p.borough_id = t.borough_id AND p.id = t.record_id
		WHERE t.borough_id = ? AND `+cond+`
		AND (t.closed_at < ? OR t.closed_at = ? AND t.id < ?)
		AND (? OR t.neighbourhood = ?)
		ORDER BY t.closed_at DESC, t.id DESC LIMIT ?`, append(args, at, at, id, anywhere, place, l.Limit)...)
	return db.Collect(rows, err, func(rows *db.Rows) (e Ended, err error) {
		e.Task, err = scanTask(named{rows, &e})
		return e, err
	})
}

// named scans the two name columns that follow a task in a list.
type named struct {
	rows *db.Rows
	into *Ended
}

func (n named) Scan(dest ...any) error {
	return n.rows.Scan(append(dest, &n.into.GivenNames, &n.into.FamilyName)...)
}

func listSupported(r db.Reader, l feature.Listing) ([]Supported, error) {
	cond, args := help().during(r, l.Period)
	_, _, at, id := l.Bounds()
	place, anywhere := l.Place()
	rows, err := r.Query(`SELECT s.person, s.tasks, s.latest, CASE WHEN p.restricted THEN 'Restricted' ELSE p.given_names END, CASE WHEN p.restricted THEN '' ELSE p.family_name END FROM (
			SELECT COALESCE(m.person_id, t.record_id) AS person, COUNT(*) AS tasks, MAX(t.closed_at) AS latest
			FROM tasks_task t
			LEFT JOIN people_membership m ON m.borough_id = t.borough_id AND m.record_id = t.record_id AND m.until IS NULL
			WHERE t.borough_id = ? AND `+cond+` AND (? OR t.neighbourhood = ?)
			GROUP BY COALESCE(m.person_id, t.record_id)) s
		JOIN people_record p ON p.borough_id = ? AND p.id = s.person
		WHERE s.latest < ? OR s.latest = ? AND s.person < ?
		ORDER BY s.latest DESC, s.person DESC LIMIT ?`,
		append(args, anywhere, place, r.Borough(), at, at, id, l.Limit)...)
	return db.Collect(rows, err, func(rows *db.Rows) (s Supported, err error) {
		var latest db.Time
		err = rows.Scan(&s.Person, &s.Tasks, &latest, &s.GivenNames, &s.FamilyName)
		s.LastAt = latest.Time
		return s, err
	})
}
