package accessreview

import (
	"time"

	"kith/internal/plat/db"
	"kith/internal/plat/policy"
)

// lastUses is when each account last opened somebody of a neighbourhood whom a subject is
// about. It walks the people of the neighbourhood and what the journal tells of each.
func lastUses(r db.Reader, about Subject, hood string, since time.Time) (map[string]time.Time, error) {
	cond, topics := "1 = 1", []string{"people.read", "breakglass.read"}
	switch about {
	case Restricted:
		cond = "p.restricted = TRUE"
	case WithheldAddress:
		topics = []string{"people.read-withheld"}
	case Subject(policy.Safeguarding):
		cond = "(p.restricted = TRUE OR p.labels LIKE '%safeguarding%')"
	}
	marks, args := db.In(topics)
	rows, err := r.Query(`SELECT e.actor, MAX(e.at) FROM people_record p
		JOIN journal_entry e ON e.borough_id = p.borough_id AND e.subject = p.id
		WHERE p.borough_id = ? AND e.borough_id = ? AND p.neighbourhood = ? AND e.at > ? AND `+cond+` AND e.topic IN (`+marks+`) GROUP BY e.actor`,
		append([]any{r.Borough(), r.Borough(), hood, since}, args...)...)
	used := map[string]time.Time{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (struct{}, error) {
		var actor string
		var at db.Time
		err := rows.Scan(&actor, &at)
		used[actor] = at.Time
		return struct{}{}, err
	})
	return used, err
}
