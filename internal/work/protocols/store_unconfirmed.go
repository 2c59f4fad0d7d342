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

// failed are the outcomes of an attempt after which it is not known how somebody is.
var failed = []contacts.Outcome{
	contacts.NoAnswer, contacts.Voicemail, contacts.CardLeft, contacts.WrongNumber, contacts.NotSafe, contacts.SpokeToOther,
}

// unreachedIn reads those whom the last attempt to ring or visit did not reach, and of whom
// nobody said since how they are. A letter or a text that was sent is no attempt of which
// anybody could answer; whatever they do themselves is an answer.
func unreachedIn(r db.Reader, assured, hoods []string) ([]Unconfirmed, error) {
	marks, fails := db.In(failed)
	ends, protocols := db.In(assured)
	where, more := within("p.neighbourhood", hoods)
	args := append([]any{r.Borough(), contacts.In, contacts.Phone, contacts.Visit, contacts.InPerson, r.Borough(), contacts.Out}, fails...)
	args = append(append(append(args, r.Borough(), Withdrawn), protocols...), more...)
	rows, err := r.Query(`SELECT l.person, l.record_id, p.neighbourhood, l.outcome, l.happened_at, p.restricted OR l.restricted,
		COALESCE(p.given_names, ''), COALESCE(p.family_name, '')
		FROM (SELECT COALESCE(m.person_id, c.record_id) AS person, c.record_id, c.direction, c.outcome, c.happened_at, c.restricted, c.id,
			ROW_NUMBER() OVER (PARTITION BY COALESCE(m.person_id, c.record_id) ORDER BY c.happened_at DESC, c.id DESC) AS latest
			FROM contacts_event c
			LEFT JOIN people_membership m ON m.borough_id = c.borough_id AND m.record_id = c.record_id AND m.until IS NULL
			WHERE c.borough_id = ? AND (c.direction = ? OR c.method IN (?, ?, ?))) l
		JOIN people_record p ON p.borough_id = ? AND p.id = l.record_id
		WHERE l.latest = 1 AND l.direction = ? AND l.outcome IN (`+marks+`)
		AND NOT EXISTS (SELECT 1 FROM protocols_run u
			LEFT JOIN people_membership m ON m.borough_id = u.borough_id AND m.record_id = u.record_id AND m.until IS NULL
			WHERE u.borough_id = ? AND u.ended_at >= l.happened_at AND u.ended_as <> ? AND u.protocol IN (`+ends+`)
			AND COALESCE(m.person_id, u.record_id) = l.person)
		AND `+where+` ORDER BY l.happened_at, l.id`, args...)
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
