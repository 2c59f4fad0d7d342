package households

import (
	"errors"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

const careColumns = `c.id, c.does, c.backup, c.ring, c.cannot_since, c.version, c.changed_at, c.changed_by`

// carersOf reads who cares for a person, and caredBy whom the person cares for.
func carersOf(r db.Reader, who access.Principal, p person) ([]Care, error) {
	return cares(r, who, p, `c.carer_id`, `c.cared_id`, func(c *Care) *Someone { return &c.Carer })
}

func caredBy(r db.Reader, who access.Principal, p person) ([]Care, error) {
	return cares(r, who, p, `c.cared_id`, `c.carer_id`, func(c *Care) *Someone { return &c.Cared })
}

// cares reads care with the person at its other end.
func cares(r db.Reader, who access.Principal, p person, other, own string, end func(*Care) *Someone) ([]Care, error) {
	marks, ids := db.In(p.Records)
	cond, args := people.Visible(who)
	rows, err := r.Query(`SELECT `+careColumns+`, `+someoneColumns+` FROM households_care c
		JOIN people_record p ON p.borough_id = c.borough_id AND p.id = `+other+whose+`
		WHERE c.borough_id = ? AND c.until IS NULL AND `+own+` IN (`+marks+`) AND `+cond+` ORDER BY c.since, c.id`,
		append(append([]any{r.Borough()}, ids...), args...)...)
	all, err := db.Collect(rows, err, func(rows *db.Rows) (c Care, err error) {
		var changed db.Time
		n := name{into: end(&c)}
		err = rows.Scan(append([]any{&c.ID, &c.Does, &c.Backup, &c.Ring, &c.CannotSince, &c.Version, &changed, &c.ChangedBy}, n.dest()...)...)
		c.ChangedAt = changed.Time
		n.done()
		return c, err
	})
	if err != nil || len(all) == 0 {
		return all, err
	}
	self, err := someone(r, p)
	if err != nil {
		return nil, err
	}
	secret, err := silencesOf(r, p.Records)
	for i := range all {
		secret.mark(end(&all[i]))
		for _, at := range []*Someone{&all[i].Carer, &all[i].Cared} {
			if at.Record == "" {
				*at = self
			}
		}
	}
	return all, err
}

// someone names a person by a record the caller may see.
func someone(r db.Reader, p person) (one Someone, err error) {
	n := name{into: &one}
	err = r.QueryRow(`SELECT `+someoneColumns+` FROM people_record p`+whose+`WHERE p.borough_id = ? AND p.id = ?`, r.Borough(), p.record()).Scan(n.dest()...)
	n.done()
	return one, err
}

func careBetween(r db.Reader, carer, cared []people.RecordID) (bool, error) {
	theseMarks, these := db.In(carer)
	thoseMarks, those := db.In(cared)
	var n int
	err := r.QueryRow(`SELECT COUNT(*) FROM households_care c WHERE c.borough_id = ? AND c.until IS NULL
		AND c.carer_id IN (`+theseMarks+`) AND c.cared_id IN (`+thoseMarks+`)`,
		append(append([]any{r.Borough()}, these...), those...)...).Scan(&n)
	return n > 0, err
}

func insertCare(tx *db.Tx, id CareID, carer, cared people.RecordID, f CareFacts) error {
	_, err := tx.Exec(`INSERT INTO households_care (borough_id, id, carer_id, cared_id, does, backup, ring, cannot_since,
		since, added_by, closed_by, version, changed_at, changed_by) VALUES (?,?,?,?,?,?,?,?,?,?,'',1,?,?)`,
		tx.Borough(), id, carer, cared, f.Does, f.Backup, f.Ring, f.CannotSince, tx.Now(), tx.Actor(), tx.Now(), tx.Actor())
	return err
}

func careByID(r db.Reader, id CareID) (carer, cared people.RecordID, err error) {
	err = r.QueryRow(`SELECT c.carer_id, c.cared_id FROM households_care c WHERE c.borough_id = ? AND c.id = ? AND c.until IS NULL`,
		r.Borough(), id).Scan(&carer, &cared)
	if errors.Is(err, db.ErrNoRows) {
		err = fault.New(fault.NotFound, "households.no-such-care", "This care is not noted, or it has ended.")
	}
	return carer, cared, err
}

func careFacts(r db.Reader, id CareID) (f CareFacts, err error) {
	return f, r.QueryRow(`SELECT c.does, c.backup, c.ring, c.cannot_since FROM households_care c WHERE c.borough_id = ? AND c.id = ?`,
		r.Borough(), id).Scan(&f.Does, &f.Backup, &f.Ring, &f.CannotSince)
}

func updateCare(tx *db.Tx, id CareID, version int64, f CareFacts) (bool, error) {
	n, err := tx.Exec(`UPDATE households_care SET does = ?, backup = ?, ring = ?, cannot_since = ?, version = version + 1,
		changed_at = ?, changed_by = ? WHERE borough_id = ? AND id = ? AND version = ? AND until IS NULL`,
		f.Does, f.Backup, f.Ring, f.CannotSince, tx.Now(), tx.Actor(), tx.Borough(), id, version)
	return n == 1, err
}

func closeCare(tx *db.Tx, id CareID, version int64) (bool, error) {
	n, err := tx.Exec(`UPDATE households_care SET until = ?, closed_by = ?, version = version + 1
		WHERE borough_id = ? AND id = ? AND version = ? AND until IS NULL`, tx.Now(), tx.Actor(), tx.Borough(), id, version)
	return n == 1, err
}
