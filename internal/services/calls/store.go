package calls

import (
	"cmp"
	"slices"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

const candidateColumns = `t.id, t.version, t.kind, t.category, t.record_id, COALESCE(m.person_id, p.id), t.neighbourhood, t.priority, t.due_at,
	t.labels, p.language, p.interpreter, CASE WHEN t.assignee_kind = 'account' THEN t.assignee_id ELSE '' END,
	t.who_may, t.queue_access, t.queue_wide`

// candidateTables join the person a task is for.
const candidateTables = ` FROM tasks_task t
	JOIN people_record p ON p.borough_id = t.borough_id AND p.id = t.record_id
	LEFT JOIN people_membership m ON m.borough_id = t.borough_id AND m.record_id = t.record_id AND m.until IS NULL`

// now are tasks that may be begun today, that were not tried without an answer a moment
// ago, and whose person nobody else is on the telephone with.
const now = ` AND (t.start_on IS NULL OR t.start_on <= ?) AND (t.not_before IS NULL OR t.not_before <= ?)
	AND (t.attempts = 0 OR t.run_id <> '' OR t.due_at <= ?)
	AND NOT EXISTS (SELECT 1 FROM contacts_lease l WHERE l.borough_id = t.borough_id AND l.person_id = COALESCE(m.person_id, p.id) AND l.until > ?)`

func nowArgs(at time.Time) []any { return []any{day.Of(at), at, at, at} }

func scanCandidate(rows *db.Rows) (c candidate, err error) {
	var due db.Time
	var labels db.JSON[[]needs.Label]
	var who db.JSON[[]needs.Doer]
	err = rows.Scan(&c.task, &c.version, &c.kind, &c.category, &c.record, &c.person, &c.hood, &c.priority, &due, &labels,
		&c.language, &c.interpreter, &c.holder, &who, &c.queue.Access, &c.queue.Wide)
	c.due, c.labels, c.whoMay = due.Time, labels.V, who.V
	return c, err
}

// query is a part of the queue.
type query struct {
	priority   needs.Priority
	hoods      []string
	everywhere bool
	after      place
	now        time.Time
	limit      int
}

// candidates reads the next open calls of a priority, the soonest due first. Each kind is
// read by itself: so each is one range of an index, in the order it is wanted.
func candidates(r db.Reader, q query) (all []candidate, err error) {
	for _, kind := range tasks.ByPhone() {
		found, err := candidatesOf(r, kind, q)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	slices.SortFunc(all, func(a, b candidate) int { return cmp.Or(a.due.Compare(b.due), cmp.Compare(a.task, b.task)) })
	return all[:min(len(all), q.limit)], nil
}

func candidatesOf(r db.Reader, kind tasks.Kind, q query) ([]candidate, error) {
	args := []any{r.Borough(), q.priority, kind}
	where := ` WHERE t.borough_id = ? AND t.closed_at IS NULL AND t.state = 'open' AND t.priority = ? AND t.kind = ?`
	if !q.everywhere {
		marks, hoods := db.In(q.hoods)
		where += ` AND t.neighbourhood IN (` + marks + `)`
		args = append(args, hoods...)
	}
	if q.after.id != "" {
		where += ` AND (t.due_at > ? OR t.due_at = ? AND t.id > ?)`
		args = append(args, q.after.due, q.after.due, q.after.id)
	}
	args = append(append(args, nowArgs(q.now)...), q.limit)
	rows, err := r.Query(`SELECT `+candidateColumns+candidateTables+where+now+` ORDER BY t.due_at, t.id LIMIT ?`, args...)
	return db.Collect(rows, err, scanCandidate)
}

// mostOwn is how many of somebody's own calls are looked at.
const mostOwn = 2000

// ownCandidates reads the calls that were given to some accounts, in no order.
func ownCandidates(r db.Reader, accounts []string, at time.Time) ([]candidate, error) {
	kindMarks, kinds := db.In(tasks.ByPhone())
	marks, ids := db.In(accounts)
	args := append(append([]any{r.Borough()}, ids...), kinds...)
	args = append(append(args, nowArgs(at)...), mostOwn)
	rows, err := r.Query(`SELECT `+candidateColumns+candidateTables+` WHERE t.borough_id = ? AND t.closed_at IS NULL AND t.assignee_kind = 'account'
		AND t.assignee_id IN (`+marks+`) AND t.kind IN (`+kindMarks+`)`+now+` LIMIT ?`, args...)
	return db.Collect(rows, err, scanCandidate)
}

// versionsOf reads which of some tasks are still open, at which version.
func versionsOf(r db.Reader, chosen []candidate) (map[tasks.ID]int64, error) {
	ids := make([]tasks.ID, len(chosen))
	for i, c := range chosen {
		ids[i] = c.task
	}
	marks, args := db.In(ids)
	rows, err := r.Query(`SELECT t.id, t.version FROM tasks_task t WHERE t.borough_id = ? AND t.closed_at IS NULL AND t.id IN (`+marks+`)`,
		append([]any{r.Borough()}, args...)...)
	current := map[tasks.ID]int64{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var id tasks.ID
		var version int64
		err = rows.Scan(&id, &version)
		current[id] = version
		return none, err
	})
	return current, err
}

// hubsServed counts how many of each hub's people are being rung.
func hubsServed(r db.Reader) (map[string]int, error) {
	rows, err := r.Query(`SELECT l.neighbourhood, COUNT(*) FROM contacts_lease l WHERE l.borough_id = ? AND l.until > ? GROUP BY l.neighbourhood`, r.Borough(), r.Now())
	served := map[string]int{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var hood string
		var n int
		err = rows.Scan(&hood, &n)
		served[hood] = n
		return none, err
	})
	return served, err
}

func agentsOf(r db.Reader, accounts []string) (map[string]Agent, error) {
	marks, ids := db.In(accounts)
	rows, err := r.Query(`SELECT a.account, a.languages, a.skills FROM calls_agent a WHERE a.borough_id = ? AND a.account IN (`+marks+`)`,
		append([]any{r.Borough()}, ids...)...)
	all := map[string]Agent{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var account string
		var languages, skills db.JSON[[]string]
		err = rows.Scan(&account, &languages, &skills)
		all[account] = Agent{languages.V, skills.V}
		return none, err
	})
	return all, err
}

func saveAgent(tx *db.Tx, account string, a Agent) error {
	_, err := tx.Exec(`INSERT INTO calls_agent (borough_id, account, languages, skills, changed_at) VALUES (?,?,?,?,?)
		ON CONFLICT (borough_id, account) DO UPDATE SET languages = excluded.languages, skills = excluded.skills, changed_at = excluded.changed_at`,
		tx.Borough(), account, db.JSONOf(a.Languages), db.JSONOf(a.Skills), tx.Now())
	return err
}
