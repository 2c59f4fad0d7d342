package people

import (
	"errors"

	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

func personOf(r db.Reader, record RecordID) (PersonID, error) {
	var person PersonID
	err := r.QueryRow(`SELECT COALESCE(m.person_id, p.id) FROM people_record p
		LEFT JOIN people_membership m ON m.borough_id = p.borough_id AND m.record_id = p.id AND m.until IS NULL
		WHERE p.borough_id = ? AND p.id = ?`, r.Borough(), record).Scan(&person)
	if errors.Is(err, db.ErrNoRows) {
		err = noSuchPerson()
	}
	return person, err
}

// recordsOf lists a person's records, newest first: those that joined, and the person's
// own first record unless it has itself joined somebody else.
func recordsOf(r db.Reader, person PersonID) ([]Record, error) {
	rows, err := r.Query(`SELECT `+recordColumns+`, o.since FROM people_record p
		LEFT JOIN people_membership o ON o.borough_id = p.borough_id AND o.record_id = p.id AND o.until IS NULL
		WHERE p.borough_id = ? AND p.id IN (
			SELECT f.id FROM people_record f WHERE f.borough_id = ? AND f.id = ? AND NOT EXISTS (
				SELECT 1 FROM people_membership m WHERE m.borough_id = ? AND m.record_id = f.id AND m.until IS NULL)
			UNION ALL
			SELECT j.record_id FROM people_membership j WHERE j.borough_id = ? AND j.person_id = ? AND j.until IS NULL)
		ORDER BY p.added_at DESC, p.id DESC`, r.Borough(), r.Borough(), person, r.Borough(), r.Borough(), person)
	return db.Collect(rows, err, func(rows *db.Rows) (one Record, err error) {
		var since db.NullTime
		one, err = scanRecord(withMore{rows, &since})
		one.Joined = since.Time
		return one, err
	})
}

// withMore scans what follows a record in a list.
type withMore struct {
	rows *db.Rows
	into any
}

func (w withMore) Scan(dest ...any) error { return w.rows.Scan(append(dest, w.into)...) }

// holdPeople makes anybody else who decides about either of these wait until this
// transaction ends. They are taken in order, so that two such never wait for each other.
func holdPeople(tx *db.Tx, a, b PersonID) error {
	for _, id := range []PersonID{min(a, b), max(a, b)} {
		var one int
		err := tx.QueryRow(`SELECT 1 FROM people_record p WHERE p.borough_id = ? AND p.id = ?`+tx.Dialect().ForUpdate(),
			tx.Borough(), id).Scan(&one)
		if errors.Is(err, db.ErrNoRows) {
			return noSuchPerson()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// joinRecord says that a record is a person's, ending whatever was said before. A record
// that is the person's own first needs no saying.
func joinRecord(tx *db.Tx, person PersonID, record RecordID) error {
	if _, err := partRecord(tx, record); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO people_membership (borough_id, id, person_id, record_id, since, joined_by, parted_by)
		VALUES (?,?,?,?,?,?,'')`, tx.Borough(), ident.New[Person](tx.Now()), person, record, tx.Now(), tx.Actor())
	return err
}

// partRecord ends what was said of whose a record is, and reports whether anything was.
func partRecord(tx *db.Tx, record RecordID) (bool, error) {
	n, err := tx.Exec(`UPDATE people_membership SET until = ?, parted_by = ? WHERE borough_id = ? AND record_id = ? AND until IS NULL`,
		tx.Now(), tx.Actor(), tx.Borough(), record)
	return n > 0, err
}

// visibleRecords reads those of the records that the caller may see, with whose they are.
func visibleRecords(r db.Reader, ids []RecordID, who access.Principal) ([]Hit, error) {
	marks, args := db.In(ids)
	seen, seenArgs := Visible(who)
	args = append(append([]any{r.Borough()}, args...), seenArgs...)
	rows, err := r.Query(`SELECT `+recordColumns+`, COALESCE(m.person_id, p.id) FROM people_record p
		LEFT JOIN people_membership m ON m.borough_id = p.borough_id AND m.record_id = p.id AND m.until IS NULL
		WHERE p.borough_id = ? AND p.id IN (`+marks+`) AND `+seen, args...)
	return db.Collect(rows, err, func(rows *db.Rows) (h Hit, err error) {
		h.Record, err = scanRecord(withMore{rows, &h.Person})
		return h, err
	})
}
