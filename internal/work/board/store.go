package board

import (
	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

const columns = `t.id, t.version, t.kind, t.state, t.record_id, t.title, t.area, t.neighbourhood, t.category, t.priority,
	t.labels, t.assignee_kind, t.assignee_id, t.assignee_name, t.due_at, t.start_on, t.not_before, t.opened_at, t.attempts, t.refused,
	CASE WHEN p.restricted THEN 'Restricted' ELSE COALESCE(p.given_names, '') END,
	CASE WHEN p.restricted THEN '' ELSE COALESCE(p.family_name, '') END,
	CASE WHEN p.restricted THEN '' ELSE COALESCE(p.language, '') END,
	CASE WHEN p.interpreter AND NOT p.restricted THEN TRUE ELSE FALSE END`

func scanRow(rows *db.Rows) (row Row, err error) {
	var labels db.JSON[[]needs.Label]
	var given, family string
	var speaks people.Record
	var notBefore db.NullTime
	err = rows.Scan(&row.ID, &row.Version, &row.Kind, &row.State, &row.Record, &row.What, &row.Area, &row.Hub, &row.Category,
		&row.Priority, &labels, &row.Assignee.Kind, &row.Assignee.ID, &row.Assignee.Name, &row.DueAt, &row.StartOn, &notBefore, &row.OpenedAt,
		&row.Attempts, &row.Refused, &given, &family, &speaks.Language, &speaks.Interpreter)
	row.NotBefore, row.Labels, row.Who = notBefore.Time, labels.V, people.ShortName(given, family)
	if speaks.Interpreter {
		row.Interpreter = speaks.Speaks()
	}
	return row, err
}

// rowsOf reads the first n rows of a stretch. A person who is no longer known takes no
// task off the board.
func rowsOf(r db.Reader, s stretch, n int) ([]Row, error) {
	where, args := s.where(r)
	rows, err := r.Query(`SELECT `+columns+` FROM tasks_task t
		LEFT JOIN people_record p ON p.borough_id = t.borough_id AND p.id = t.record_id
		WHERE t.borough_id = ? AND `+where+` ORDER BY t.due_at, t.id LIMIT ?`, append(args, n)...)
	return db.Collect(rows, err, scanRow)
}

// rowsByID reads the rows of tasks, whatever became of them.
func rowsByID(r db.Reader, ids []tasks.ID) ([]Row, error) {
	marks, args := db.In(ids)
	rows, err := r.Query(`SELECT `+columns+` FROM tasks_task t
		LEFT JOIN people_record p ON p.borough_id = t.borough_id AND p.id = t.record_id
		WHERE t.borough_id = ? AND t.id IN (`+marks+`) ORDER BY t.due_at, t.id`, append([]any{r.Borough()}, args...)...)
	return db.Collect(rows, err, scanRow)
}

// countOf counts the rows of a stretch, but not past n.
func countOf(r db.Reader, s stretch, n int) (int, error) {
	where, args := s.where(r)
	rows, err := r.Query(`SELECT 1 FROM tasks_task t WHERE t.borough_id = ? AND `+where+`
		ORDER BY t.due_at, t.id LIMIT ?`, append(args, n)...)
	found, err := db.Collect(rows, err, func(rows *db.Rows) (one int, err error) { return one, rows.Scan(&one) })
	return len(found), err
}

// where is the condition of a stretch and its arguments, the borough first. That the
// task is open stands in it as the partial indexes have it; one that was turned down
// always is, and those have an index of their own.
func (s stretch) where(r db.Reader) (string, []any) {
	where, args := `t.closed_at IS NULL`, []any{r.Borough()}
	if s.refused {
		where = `t.refused <> ''`
	}
	// The first approach that health, care or housing makes is on their own page, and no hub's.
	where += ` AND t.queue_access NOT IN ('link-worker', 'partner')`
	add := func(cond string, more ...any) { where, args = where+" AND "+cond, append(args, more...) }
	if !s.of.IsZero() {
		add(`t.assignee_kind = ? AND t.assignee_id = ?`, s.of.Kind, s.of.ID)
	}
	if !s.anyHub {
		add(`t.neighbourhood = ?`, s.hub)
	}
	s.when(add)
	if len(s.states) > 0 {
		marks, states := db.In(s.states)
		add(`t.state IN (`+marks+`)`, states...)
	}
	if !s.except.IsZero() {
		add(`NOT (t.assignee_kind = ? AND t.assignee_id = ?)`, s.except.Kind, s.except.ID)
	}
	if s.filter.Category != "" {
		add(`t.category = ?`, s.filter.Category)
	}
	if s.filter.Kind != "" {
		add(`t.kind = ?`, s.filter.Kind)
	}
	if s.filter.Priority != "" {
		add(`t.priority = ?`, s.filter.Priority)
	}
	return where, args
}

// when bounds the time due. One lower bound only: the engines use no second.
func (s stretch) when(add func(cond string, more ...any)) {
	switch {
	case !s.filter.After.IsZero():
		add(`(t.due_at, t.id) > (?, ?)`, s.filter.After.Due, s.filter.After.ID)
	case !s.from.IsZero():
		add(`t.due_at >= ?`, s.from)
	}
	if !s.to.IsZero() {
		add(`t.due_at < ?`, s.to)
	}
}
