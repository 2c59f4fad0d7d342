package households

import (
	"errors"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

func helpersOf(r db.Reader, p person) ([]Helper, error) {
	marks, ids := db.In(p.Records)
	rows, err := r.Query(`SELECT e.id, e.name, e.relation, e.phone, e.does, e.may_ring, e.version, e.changed_at, e.changed_by
		FROM households_helper e WHERE e.borough_id = ? AND e.until IS NULL AND e.record_id IN (`+marks+`) ORDER BY e.since, e.id`,
		append([]any{r.Borough()}, ids...)...)
	return db.Collect(rows, err, func(rows *db.Rows) (h Helper, err error) {
		var changed db.Time
		err = rows.Scan(&h.ID, &h.Name, &h.Relation, &h.Phone, &h.Does, &h.MayRing, &h.Version, &changed, &h.ChangedBy)
		h.ChangedAt = changed.Time
		return h, err
	})
}

func insertHelper(tx *db.Tx, id HelperID, record people.RecordID, f HelperFacts) error {
	_, err := tx.Exec(`INSERT INTO households_helper (borough_id, id, record_id, name, relation, phone, does, may_ring, since,
		added_by, closed_by, version, changed_at, changed_by) VALUES (?,?,?,?,?,?,?,?,?,?,'',1,?,?)`,
		tx.Borough(), id, record, f.Name, f.Relation, f.Phone, f.Does, f.MayRing, tx.Now(), tx.Actor(), tx.Now(), tx.Actor())
	return err
}

func helperByID(r db.Reader, id HelperID) (record people.RecordID, err error) {
	err = r.QueryRow(`SELECT e.record_id FROM households_helper e WHERE e.borough_id = ? AND e.id = ? AND e.until IS NULL`,
		r.Borough(), id).Scan(&record)
	if errors.Is(err, db.ErrNoRows) {
		err = fault.New(fault.NotFound, "households.no-such-helper", "This helper is not noted, or no longer helps.")
	}
	return record, err
}

func updateHelper(tx *db.Tx, id HelperID, version int64, f HelperFacts) (bool, error) {
	n, err := tx.Exec(`UPDATE households_helper SET name = ?, relation = ?, phone = ?, does = ?, may_ring = ?, version = version + 1,
		changed_at = ?, changed_by = ? WHERE borough_id = ? AND id = ? AND version = ? AND until IS NULL`,
		f.Name, f.Relation, f.Phone, f.Does, f.MayRing, tx.Now(), tx.Actor(), tx.Borough(), id, version)
	return n == 1, err
}

func closeHelper(tx *db.Tx, id HelperID, version int64) (bool, error) {
	n, err := tx.Exec(`UPDATE households_helper SET until = ?, closed_by = ?, version = version + 1
		WHERE borough_id = ? AND id = ? AND version = ? AND until IS NULL`, tx.Now(), tx.Actor(), tx.Borough(), id, version)
	return n == 1, err
}
