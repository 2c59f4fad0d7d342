package people

import (
	"errors"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

// imagesOf reads what records are like now.
func imagesOf(r db.Reader, records []RecordID) (map[RecordID]image, error) {
	marks, ids := db.In(records)
	rows, err := r.Query(`SELECT p.id, COALESCE(m.id, ''), p.labels, p.restricted, p.changed_by, p.changed_at, p.version FROM people_record p
		LEFT JOIN people_membership m ON m.borough_id = p.borough_id AND m.record_id = p.id AND m.until IS NULL
		WHERE p.borough_id = ? AND p.id IN (`+marks+`)`, append([]any{r.Borough()}, ids...)...)
	all := map[RecordID]image{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var i image
		err = rows.Scan(&i.record, &i.membership, &i.labels, &i.restricted, &i.changedBy, &i.changedAt, &i.version)
		all[i.record] = i
		return none, err
	})
	return all, err
}

func insertMerge(tx *db.Tx, m Merge, before, after map[RecordID]image, moving []RecordID) error {
	_, err := tx.Exec(`INSERT INTO people_merge (borough_id, id, kept_id, moved_id, merged_at, merged_by, undone_by) VALUES (?,?,?,?,?,?,'')`,
		tx.Borough(), m.ID, m.Kept, m.Moved, tx.Now(), tx.Actor())
	for id, was := range before {
		if err != nil {
			return err
		}
		_, err = tx.Exec(`INSERT INTO people_merged (borough_id, merge_id, record_id, moved, membership_id, labels, restricted, changed_by,
			changed_at, version, then_labels, then_version) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)`, tx.Borough(), m.ID, id, slices.Contains(moving, id),
			was.membership, was.labels, was.restricted, was.changedBy, was.changedAt, was.version, after[id].labels, after[id].version)
	}
	return err
}

const mergeColumns = `g.id, g.kept_id, g.moved_id, g.merged_at, g.merged_by, p.given_names, p.family_name`

func scanMerge(row scanner) (m Merge, err error) {
	var name Described
	var at db.Time
	err = row.Scan(&m.ID, &m.Kept, &m.Moved, &at, &m.By, &name.GivenNames, &name.FamilyName)
	m.At, m.Name = at.Time, name.Name()
	return m, err
}

func mergeByID(r db.Reader, id MergeID) (Merge, error) {
	m, err := scanMerge(r.QueryRow(`SELECT `+mergeColumns+` FROM people_merge g
		JOIN people_record p ON p.borough_id = g.borough_id AND p.id = g.moved_id WHERE g.borough_id = ? AND g.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = fault.New(fault.NotFound, "people.no-such-merge", "Nobody was joined like this, or you may not see them.")
	}
	return m, err
}

// openMerges are the merges of a person that have not been undone and still have a record
// there, the latest first.
func openMerges(r db.Reader, person PersonID) ([]Merge, error) {
	rows, err := r.Query(`SELECT `+mergeColumns+` FROM people_merge g
		JOIN people_record p ON p.borough_id = g.borough_id AND p.id = g.moved_id
		WHERE g.borough_id = ? AND g.kept_id = ? AND g.undone_at IS NULL AND EXISTS (
			SELECT 1 FROM people_merged d JOIN people_membership m ON m.borough_id = d.borough_id AND m.record_id = d.record_id
				AND m.person_id = g.kept_id AND m.until IS NULL
			WHERE d.borough_id = g.borough_id AND d.merge_id = g.id AND d.moved)
		AND NOT EXISTS (SELECT 1 FROM people_membership k WHERE k.borough_id = g.borough_id AND k.record_id = g.kept_id AND k.until IS NULL)
		ORDER BY g.merged_at DESC, g.id DESC`, r.Borough(), person)
	return db.Collect(rows, err, func(rows *db.Rows) (Merge, error) { return scanMerge(rows) })
}

// mergedRecords reads the records of a merge as they were, right after and now: those that
// were moved and still are the person's, and those of the person.
func mergedRecords(tx *db.Tx, m Merge) (moved, kept []merged, err error) {
	rows, err := tx.Query(`SELECT d.moved, d.record_id, d.membership_id, d.labels, d.restricted, d.changed_by, d.changed_at, d.version,
			d.then_labels, d.then_version, p.labels, p.version FROM people_merged d
		JOIN people_record p ON p.borough_id = d.borough_id AND p.id = d.record_id
		LEFT JOIN people_membership o ON o.borough_id = p.borough_id AND o.record_id = p.id AND o.until IS NULL
		WHERE d.borough_id = ? AND d.merge_id = ? AND COALESCE(o.person_id, p.id) = ? ORDER BY d.record_id`, tx.Borough(), m.ID, m.Kept)
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var r merged
		var joined bool
		err = rows.Scan(&joined, &r.record, &r.membership, &r.labels, &r.restricted, &r.changedBy, &r.changedAt, &r.version,
			&r.then.labels, &r.then.version, &r.now.labels, &r.now.version)
		if joined {
			moved = append(moved, r)
		} else {
			kept = append(kept, r)
		}
		return none, err
	})
	return moved, kept, err
}

// partAgain ends that a record is the person's to whom it was joined, and goes on with whose
// it was before.
func partAgain(tx *db.Tx, was image) error {
	if _, err := partRecord(tx, was.record); err != nil || was.membership == "" {
		return err
	}
	_, err := tx.Exec(`UPDATE people_membership SET until = NULL, parted_by = '' WHERE borough_id = ? AND id = ?`, tx.Borough(), was.membership)
	return err
}

// putImage writes over a record what is told of its last change.
func putImage(tx *db.Tx, was image) error {
	_, err := tx.Exec(`UPDATE people_record SET labels = ?, restricted = ?, changed_by = ?, changed_at = ?, version = ? WHERE borough_id = ? AND id = ?`,
		was.labels, was.restricted, was.changedBy, was.changedAt, was.version, tx.Borough(), was.record)
	return err
}

func closeMerge(tx *db.Tx, id MergeID) error {
	_, err := tx.Exec(`UPDATE people_merge SET undone_at = ?, undone_by = ? WHERE borough_id = ? AND id = ? AND undone_at IS NULL`,
		tx.Now(), tx.Actor(), tx.Borough(), id)
	return err
}
