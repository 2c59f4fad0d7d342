package contacts

import (
	"errors"
	"time"

	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

const leaseColumns = `l.id, l.person_id, l.record_id, l.agent, l.agent_name, l.neighbourhood, l.task_id, l.since, l.until`

func scanLease(row interface{ Scan(dest ...any) error }) (l Lease, err error) {
	var since, until db.Time
	err = row.Scan(&l.ID, &l.Person, &l.Record, &l.Agent, &l.AgentName, &l.Neighbourhood, &l.Task, &since, &until)
	l.Since, l.Until = since.Time, until.Time
	return l, err
}

// leaseOf is who has a person now, whichever of their records it was taken for; zero when
// nobody has.
func leaseOf(r db.Reader, records []people.RecordID, now time.Time) (Lease, error) {
	marks, ids := db.In(records)
	l, err := scanLease(r.QueryRow(`SELECT `+leaseColumns+` FROM contacts_lease l WHERE l.borough_id = ? AND l.person_id IN (`+marks+`)
		AND l.until > ? ORDER BY l.since LIMIT 1`, append(append([]any{r.Borough()}, ids...), now)...))
	if errors.Is(err, db.ErrNoRows) {
		return Lease{}, nil
	}
	return l, err
}
