package contacts

import (
	"errors"
	"strings"
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

func collectLeases(rows *db.Rows, err error) ([]Lease, error) {
	return db.Collect(rows, err, func(rows *db.Rows) (Lease, error) { return scanLease(rows) })
}

func leaseByID(r db.Reader, id LeaseID) (Lease, error) {
	l, err := scanLease(r.QueryRow(`SELECT `+leaseColumns+` FROM contacts_lease l WHERE l.borough_id = ? AND l.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = notYours()
	}
	return l, err
}

// insertLeases keeps leases of people whom nobody has, and tells which it kept.
func insertLeases(tx *db.Tx, all []Lease) (won map[LeaseID]bool, err error) {
	won = map[LeaseID]bool{}
	for len(all) > 0 {
		some := all[:min(len(all), perStatement)]
		args := make([]any, 0, 10*len(some))
		for _, l := range some {
			args = append(args, tx.Borough(), l.Person, l.ID, l.Record, l.Agent, l.AgentName, l.Neighbourhood, l.Task, l.Since, l.Until)
		}
		rows, err := tx.Query(`INSERT INTO contacts_lease (borough_id, person_id, id, record_id, agent, agent_name, neighbourhood, task_id, since, until)
			VALUES `+rowsOf(len(some))+` ON CONFLICT (borough_id, person_id) DO UPDATE SET id = excluded.id, record_id = excluded.record_id,
			agent = excluded.agent, agent_name = excluded.agent_name, neighbourhood = excluded.neighbourhood, task_id = excluded.task_id,
			since = excluded.since, until = excluded.until WHERE contacts_lease.until <= excluded.since RETURNING id`, args...)
		got, err := db.Collect(rows, err, func(rows *db.Rows) (id LeaseID, err error) { return id, rows.Scan(&id) })
		if err != nil {
			return nil, err
		}
		for _, id := range got {
			won[id] = true
		}
		all = all[len(some):]
	}
	return won, nil
}

// perStatement is how many rows one INSERT carries.
const perStatement = 100

func rowsOf(n int) string {
	return strings.TrimPrefix(strings.Repeat(",(?,?,?,?,?,?,?,?,?,?)", n), ",")
}

// dropLeasesOf ends whatever those who claim somebody have.
func dropLeasesOf(tx *db.Tx, claims []Claim) error {
	agents := make([]string, len(claims))
	for i, c := range claims {
		agents[i] = c.Agent
	}
	marks, args := db.In(agents)
	_, err := tx.Exec(`DELETE FROM contacts_lease WHERE borough_id = ? AND agent IN (`+marks+`)`, append([]any{tx.Borough()}, args...)...)
	return err
}

func extendLease(tx *db.Tx, l Lease) (bool, error) {
	n, err := tx.Exec(`UPDATE contacts_lease SET until = ? WHERE borough_id = ? AND id = ? AND agent = ?`, l.Until, tx.Borough(), l.ID, l.Agent)
	return n == 1, err
}

func deleteLease(tx *db.Tx, id LeaseID) (bool, error) {
	n, err := tx.Exec(`DELETE FROM contacts_lease WHERE borough_id = ? AND id = ?`, tx.Borough(), id)
	return n == 1, err
}

func liveLeases(r db.Reader, now time.Time) ([]Lease, error) {
	return collectLeases(r.Query(`SELECT `+leaseColumns+` FROM contacts_lease l WHERE l.borough_id = ? AND l.until > ? ORDER BY l.since, l.id`, r.Borough(), now))
}

// leasesByRecord looks up who has the people of records: whichever record of theirs the
// lease was taken for.
func leasesByRecord(r db.Reader, records []people.RecordID, now time.Time) (map[people.RecordID]Lease, error) {
	marks, ids := db.In(records)
	rows, err := r.Query(`SELECT p.id, `+leaseColumns+` FROM contacts_lease l
		LEFT JOIN people_membership h ON h.borough_id = l.borough_id AND h.record_id = l.record_id AND h.until IS NULL
		JOIN people_record p ON p.borough_id = l.borough_id AND p.id IN (`+marks+`)
		LEFT JOIN people_membership m ON m.borough_id = p.borough_id AND m.record_id = p.id AND m.until IS NULL
		WHERE l.borough_id = ? AND l.until > ? AND COALESCE(h.person_id, l.record_id) = COALESCE(m.person_id, p.id)`,
		append(append(ids, r.Borough()), now)...)
	held := map[people.RecordID]Lease{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var id people.RecordID
		var l Lease
		var since, until db.Time
		err = rows.Scan(&id, &l.ID, &l.Person, &l.Record, &l.Agent, &l.AgentName, &l.Neighbourhood, &l.Task, &since, &until)
		l.Since, l.Until = since.Time, until.Time
		held[id] = l
		return none, err
	})
	return held, err
}

func leasesOfAgents(r db.Reader, accounts []string, now time.Time) (map[string]Lease, error) {
	marks, ids := db.In(accounts)
	all, err := collectLeases(r.Query(`SELECT `+leaseColumns+` FROM contacts_lease l WHERE l.borough_id = ? AND l.agent IN (`+marks+`)
		AND l.until > ?`, append(append([]any{r.Borough()}, ids...), now)...))
	held := map[string]Lease{}
	for _, l := range all {
		held[l.Agent] = l
	}
	return held, err
}

// liveByPerson reads who has whom, by the person as they are known today.
func liveByPerson(r db.Reader, now time.Time) (map[people.PersonID]Lease, error) {
	rows, err := r.Query(`SELECT COALESCE(h.person_id, l.record_id), `+leaseColumns+` FROM contacts_lease l
		LEFT JOIN people_membership h ON h.borough_id = l.borough_id AND h.record_id = l.record_id AND h.until IS NULL
		WHERE l.borough_id = ? AND l.until > ?`, r.Borough(), now)
	held := map[people.PersonID]Lease{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var owner people.PersonID
		var l Lease
		var since, until db.Time
		err = rows.Scan(&owner, &l.ID, &l.Person, &l.Record, &l.Agent, &l.AgentName, &l.Neighbourhood, &l.Task, &since, &until)
		l.Since, l.Until = since.Time, until.Time
		held[owner] = l
		return none, err
	})
	return held, err
}
