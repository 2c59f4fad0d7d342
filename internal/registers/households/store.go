package households

import (
	"errors"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

type scanner interface{ Scan(dest ...any) error }

// visibleOf keeps those records the principal may see, in their order.
func visibleOf(r db.Reader, who access.Principal, records []people.RecordID) (kept []people.RecordID, err error) {
	marks, ids := db.In(records)
	cond, args := people.Visible(who)
	rows, err := r.Query(`SELECT p.id FROM people_record p WHERE p.borough_id = ? AND p.id IN (`+marks+`) AND `+cond,
		append(append([]any{r.Borough()}, ids...), args...)...)
	found, err := db.Collect(rows, err, func(rows *db.Rows) (id people.RecordID, err error) { return id, rows.Scan(&id) })
	may := map[people.RecordID]bool{}
	for _, id := range found {
		may[id] = true
	}
	for _, id := range records {
		if may[id] {
			kept = append(kept, id)
		}
	}
	return kept, err
}

// someoneColumns name somebody, of people_record p and people_membership o.
const someoneColumns = `COALESCE(o.person_id, p.id), p.id, p.given_names, p.family_name, p.birth_date`

// whose joins the person a record belongs to.
const whose = ` LEFT JOIN people_membership o ON o.borough_id = p.borough_id AND o.record_id = p.id AND o.until IS NULL `

// name is somebody as [someoneColumns] has them.
type name struct {
	into          *Someone
	given, family string
}

func (n *name) dest() []any {
	return []any{&n.into.Person, &n.into.Record, &n.given, &n.family, &n.into.BirthDate}
}

func (n *name) done() {
	n.into.Name = people.Described{GivenNames: n.given, FamilyName: n.family}.Name()
}

const householdColumns = `h.id, h.floor, h.lift, h.no_stairs, h.entry, h.pets, h.delivery, h.version, h.changed_at, h.changed_by`

func scanHousehold(row scanner) (h Household, err error) {
	var changed db.Time
	err = row.Scan(&h.ID, &h.Floor, &h.Lift, &h.NoStairs, &h.Entry, &h.Pets, &h.Delivery, &h.Version, &changed, &h.ChangedBy)
	h.ChangedAt = changed.Time
	return h, err
}

// households reads where a person lives and with whom.
func households(r db.Reader, who access.Principal, p person) ([]Household, error) {
	marks, ids := db.In(p.Records)
	rows, err := r.Query(`SELECT `+householdColumns+` FROM households_household h WHERE h.borough_id = ? AND h.id IN (
			SELECT m.household_id FROM households_member m WHERE m.borough_id = ? AND m.until IS NULL AND m.record_id IN (`+marks+`))
		ORDER BY h.id`, append([]any{r.Borough(), r.Borough()}, ids...)...)
	all, err := db.Collect(rows, err, func(rows *db.Rows) (Household, error) { return scanHousehold(rows) })
	if err != nil || len(all) == 0 {
		return nil, err
	}
	secret, err := silencesOf(r, p.Records)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].Members, err = members(r, who, all[i].ID); err != nil {
			return nil, err
		}
		for j := range all[i].Members {
			m := &all[i].Members[j]
			m.Self = m.Person == p.ID
			secret.mark(&m.Someone)
		}
	}
	return all, nil
}

func members(r db.Reader, who access.Principal, id ID) ([]Member, error) {
	cond, args := people.Visible(who)
	rows, err := r.Query(`SELECT m.id, m.relation, m.since, `+someoneColumns+` FROM households_member m
		JOIN people_record p ON p.borough_id = m.borough_id AND p.id = m.record_id`+whose+`
		WHERE m.borough_id = ? AND m.household_id = ? AND m.until IS NULL AND `+cond+` ORDER BY m.since, m.id`,
		append([]any{r.Borough(), id}, args...)...)
	return db.Collect(rows, err, func(rows *db.Rows) (m Member, err error) {
		var since db.Time
		n := name{into: &m.Someone}
		err = rows.Scan(append([]any{&m.ID, &m.Relation, &since}, n.dest()...)...)
		m.Since = since.Time
		n.done()
		return m, err
	})
}

// householdOf is where a record lives now; "" when nobody has said.
func householdOf(r db.Reader, records []people.RecordID) (id ID, err error) {
	marks, ids := db.In(records)
	err = r.QueryRow(`SELECT m.household_id FROM households_member m
		WHERE m.borough_id = ? AND m.until IS NULL AND m.record_id IN (`+marks+`) ORDER BY m.since, m.id LIMIT 1`,
		append([]any{r.Borough()}, ids...)...).Scan(&id)
	if errors.Is(err, db.ErrNoRows) {
		return "", nil
	}
	return id, err
}

func insertHousehold(tx *db.Tx, id ID, f Facts) error {
	_, err := tx.Exec(`INSERT INTO households_household (borough_id, id, floor, lift, no_stairs, entry, pets, delivery, version,
		changed_at, changed_by) VALUES (?,?,?,?,?,?,?,?,1,?,?)`,
		tx.Borough(), id, f.Floor, f.Lift, f.NoStairs, f.Entry, f.Pets, f.Delivery, tx.Now(), tx.Actor())
	return err
}

func updateFacts(tx *db.Tx, id ID, version int64, f Facts) (bool, error) {
	n, err := tx.Exec(`UPDATE households_household SET floor = ?, lift = ?, no_stairs = ?, entry = ?, pets = ?, delivery = ?,
		version = version + 1, changed_at = ?, changed_by = ? WHERE borough_id = ? AND id = ? AND version = ?`,
		f.Floor, f.Lift, f.NoStairs, f.Entry, f.Pets, f.Delivery, tx.Now(), tx.Actor(), tx.Borough(), id, version)
	return n == 1, err
}

func insertMember(tx *db.Tx, id MemberID, home ID, record people.RecordID, relation string) error {
	_, err := tx.Exec(`INSERT INTO households_member (borough_id, id, household_id, record_id, relation, since, added_by, closed_by)
		VALUES (?,?,?,?,?,?,?,'')`, tx.Borough(), id, home, record, relation, tx.Now(), tx.Actor())
	return err
}

func memberByID(r db.Reader, id MemberID) (home ID, record people.RecordID, err error) {
	err = r.QueryRow(`SELECT m.household_id, m.record_id FROM households_member m WHERE m.borough_id = ? AND m.id = ? AND m.until IS NULL`,
		r.Borough(), id).Scan(&home, &record)
	if errors.Is(err, db.ErrNoRows) {
		err = fault.New(fault.Stale, "households.left", "Somebody has already removed this person from the household. Look at it again.")
	}
	return home, record, err
}

func closeMember(tx *db.Tx, id MemberID) (bool, error) {
	n, err := tx.Exec(`UPDATE households_member SET until = ?, closed_by = ? WHERE borough_id = ? AND id = ? AND until IS NULL`,
		tx.Now(), tx.Actor(), tx.Borough(), id)
	return n == 1, err
}
