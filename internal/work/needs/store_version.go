package needs

import (
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
)

const keepVersion = `INSERT INTO needs_version (borough_id, need_id, version, neighbourhood, priority, state, due_at, start_on, route,
	changed_at, changed_by, reason)
	SELECT n.borough_id, n.id, n.version, n.neighbourhood, n.priority, n.state, n.due_at, n.start_on, n.route, ?, ?, ?
	FROM needs_need n WHERE n.borough_id = ? AND `

// whyKept keeps the reason somebody gave when the change itself gives none.
const whyKept = ` ON CONFLICT (borough_id, need_id, version) DO UPDATE SET changed_at = excluded.changed_at,
	changed_by = excluded.changed_by, reason = CASE WHEN excluded.reason = '' THEN needs_version.reason ELSE excluded.reason END`

// keepNeed keeps how a need stands, which is about to be changed. Where it is not changed
// after all, the row of its last version means nothing.
func keepNeed(tx *db.Tx, id NeedID, reason string) error {
	_, err := tx.Exec(keepVersion+`n.id = ?`+whyKept, tx.Now(), tx.Actor(), reason, tx.Borough(), id)
	return err
}

// keepMoving keeps how the open needs of a request stand that go where it goes.
func keepMoving(tx *db.Tx, id RequestID, reason string) error {
	_, err := tx.Exec(keepVersion+`n.request_id = ? AND n.closed_at IS NULL AND n.straight_to = ''`+whyKept,
		tx.Now(), tx.Actor(), reason, tx.Borough(), id)
	return err
}

func setPriority(tx *db.Tx, n Need, to Priority, reason string) error {
	if err := keepNeed(tx, n.ID, reason); err != nil {
		return err
	}
	return changed(tx.Exec(`UPDATE needs_need SET priority = ?, version = version + 1 WHERE borough_id = ? AND id = ? AND version = ?`,
		to, tx.Borough(), n.ID, n.Version))
}

func setStart(tx *db.Tx, n Need, on day.Date, due time.Time) error {
	if err := keepNeed(tx, n.ID, ""); err != nil {
		return err
	}
	return changed(tx.Exec(`UPDATE needs_need SET start_on = ?, due_at = ?, version = version + 1
		WHERE borough_id = ? AND id = ? AND version = ?`, on, due, tx.Borough(), n.ID, n.Version))
}

func setRequestPriority(tx *db.Tx, id RequestID, to Priority) error {
	if err := keepRequest(tx, id, "", false); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE needs_request SET priority = ?, version = version + 1 WHERE borough_id = ? AND id = ? AND priority <> ?`,
		to, tx.Borough(), id, to)
	return err
}

// stepsSince reads how a need stood at a version and each one after it, oldest first, up to
// the version it has now.
func stepsSince(r db.Reader, n Need, version int64) ([]Step[Stand], error) {
	rows, err := r.Query(`SELECT v.version, v.state, v.priority, v.due_at, v.start_on, v.neighbourhood, v.route, v.changed_by, v.changed_at, v.reason
		FROM needs_version v WHERE v.borough_id = ? AND v.need_id = ? AND v.version >= ? AND v.version < ? ORDER BY v.version`,
		r.Borough(), n.ID, version, n.Version)
	return db.Collect(rows, err, func(rows *db.Rows) (s Step[Stand], err error) {
		var due, at db.Time
		err = rows.Scan(&s.Version, &s.Was.State, &s.Was.Priority, &due, &s.Was.StartOn, &s.Was.Hub, &s.Was.Route, &s.By, &at, &s.Reason)
		s.Was.DueAt, s.At = due.Time, at.Time
		return s, err
	})
}
