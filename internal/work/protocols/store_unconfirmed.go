package protocols

import (
	"strings"

	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
)

// within narrows a column to neighbourhoods; nil is all of them.
func within(column string, hoods []string) (cond string, args []any) {
	if hoods == nil {
		return "1 = 1", nil
	}
	marks, args := db.In(hoods)
	return column + " IN (" + marks + ")", args
}

// openChecks reads the open checks with their tasks, the soonest due first.
func openChecks(r db.Reader, assured, hoods []string) ([]Unconfirmed, error) {
	marks, args := db.In(assured)
	where, more := within("t.neighbourhood", hoods)
	args = append(append([]any{r.Borough()}, args...), more...)
	rows, err := r.Query(`SELECT COALESCE(m.person_id, u.record_id), u.record_id, t.neighbourhood, t.title, u.opened_at, u.id, t.id, t.queue,
		t.due_at, t.assignee_name, t.labels,
		CASE WHEN p.restricted THEN 'Restricted' ELSE COALESCE(p.given_names, '') END,
		CASE WHEN p.restricted THEN '' ELSE COALESCE(p.family_name, '') END
		FROM protocols_run u
		JOIN tasks_task t ON t.borough_id = u.borough_id AND t.run_id = u.id AND t.closed_at IS NULL
		LEFT JOIN people_membership m ON m.borough_id = u.borough_id AND m.record_id = u.record_id AND m.until IS NULL
		LEFT JOIN people_record p ON p.borough_id = u.borough_id AND p.id = u.record_id
		WHERE u.borough_id = ? AND u.protocol IN (`+marks+`) AND u.ended_at IS NULL AND `+where+`
		ORDER BY t.due_at, u.id`, args...)
	return db.Collect(rows, err, func(rows *db.Rows) (u Unconfirmed, err error) {
		var given, family string
		var labels db.JSON[[]needs.Label]
		var since, due db.Time
		err = rows.Scan(&u.Person, &u.Record, &u.Hub, &u.Why, &since, &u.Run, &u.Task, &u.Queue, &due, &u.With, &labels, &given, &family)
		u.Since, u.DueAt, u.labels, u.Who = since.Time, due.Time, labels.V, people.ShortName(given, family)
		return u, err
	})
}

// All records of the same person: the one the person is named after, and those that joined.
const anyOfTheirs = `IN (SELECT COALESCE(m.person_id, c.record_id) UNION ALL SELECT o.record_id FROM people_membership o
	WHERE o.borough_id = c.borough_id AND o.person_id = COALESCE(m.person_id, c.record_id) AND o.until IS NULL)`

// unreachedIn reads those whom the last attempt to ring or visit did not reach, by any of
// their records, and of whom nobody said since how they are.
func unreachedIn(r db.Reader, assured, hoods []string) ([]Unconfirmed, error) {
	ends, protocols := db.In(assured)
	where, more := within("p.neighbourhood", hoods)
	args := []any{r.Borough(), contacts.In, contacts.Phone, contacts.Visit, contacts.InPerson, Withdrawn}
	rows, err := r.Query(`SELECT COALESCE(m.person_id, c.record_id), c.record_id, p.neighbourhood, c.outcome, c.happened_at, p.restricted OR c.restricted,
		COALESCE(p.given_names, ''), COALESCE(p.family_name, '')
		FROM contacts_unreached c
		JOIN people_record p ON p.borough_id = c.borough_id AND p.id = c.record_id
		LEFT JOIN people_membership m ON m.borough_id = c.borough_id AND m.record_id = c.record_id AND m.until IS NULL
		WHERE c.borough_id = ?
		AND NOT EXISTS (SELECT 1 FROM contacts_event l WHERE l.borough_id = c.borough_id AND l.record_id `+anyOfTheirs+`
			AND l.happened_at >= c.happened_at AND (l.happened_at > c.happened_at OR l.id > c.event_id)
			AND (l.direction = ? OR l.method IN (?, ?, ?)))
		AND NOT EXISTS (SELECT 1 FROM protocols_run u WHERE u.borough_id = c.borough_id AND u.record_id `+anyOfTheirs+`
			AND u.ended_at >= c.happened_at AND u.ended_as <> ? AND u.protocol IN (`+ends+`))
		AND `+where+` ORDER BY c.happened_at, c.event_id`, append(append(args, protocols...), more...)...)
	return db.Collect(rows, err, func(rows *db.Rows) (u Unconfirmed, err error) {
		var given, family string
		var outcome contacts.Outcome
		var at db.Time
		var restricted bool
		err = rows.Scan(&u.Person, &u.Record, &u.Hub, &outcome, &at, &restricted, &given, &family)
		u.Since, u.Why, u.Who = at.Time, "Last attempt: "+strings.ToLower(outcome.Label()), people.ShortName(given, family)
		if restricted {
			u.labels = []needs.Label{needs.Restricted}
		}
		return u, err
	})
}
