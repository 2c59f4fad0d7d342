package calls

import (
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// callsToday reads the calls of a hub that are late or due by the end of the day, the soonest
// due first. Those that nobody may begin before then are not among them.
func callsToday(r db.Reader, w Whom, by time.Time, limit int) ([]today, error) {
	kindMarks, kinds := db.In(tasks.ByPhone())
	args := append([]any{r.Borough(), w.Hood}, kinds...)
	args = append(args, by, day.Of(by), by, w.Category, w.Category, limit)
	rows, err := r.Query(`SELECT t.id, t.record_id, COALESCE(m.person_id, p.id), t.due_at, t.labels, t.queue_wide, p.language, p.restricted,
		COALESCE(p.given_names, ''), COALESCE(p.family_name, '')`+candidateTables+`
		WHERE t.borough_id = ? AND t.neighbourhood = ? AND t.closed_at IS NULL AND t.kind IN (`+kindMarks+`) AND t.due_at <= ?
		AND (t.start_on IS NULL OR t.start_on <= ?) AND (t.not_before IS NULL OR t.not_before < ?) AND (? = '' OR t.category = ?)
		ORDER BY t.due_at, t.id LIMIT ?`, args...)
	return db.Collect(rows, err, func(rows *db.Rows) (c today, err error) {
		var due db.Time
		var labels db.JSON[[]needs.Label]
		var given, family string
		var restricted bool
		err = rows.Scan(&c.task, &c.record, &c.person, &due, &labels, &c.queue.Wide, &c.language, &restricted, &given, &family)
		c.due, c.who = due.Time, people.ShortName(given, family)
		c.veiled = restricted || needs.Guarded(labels.V) || c.queue.Wide
		return c, err
	})
}
