package lists

import (
	"errors"
	"fmt"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/assets"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/work/tasks"
)

// set collects people.
func set(rows *db.Rows, err error) (map[people.PersonID]bool, error) {
	all := map[people.PersonID]bool{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var id people.PersonID
		err = rows.Scan(&id)
		all[id] = true
		return none, err
	})
	return all, err
}

// reachedSince are the people somebody spoke to since a time.
func reachedSince(r db.Reader, since time.Time) (map[people.PersonID]bool, error) {
	return set(r.Query(`SELECT DISTINCT COALESCE(m.person_id, e.record_id) FROM contacts_event e
		LEFT JOIN people_membership m ON m.borough_id = e.borough_id AND m.record_id = e.record_id AND m.until IS NULL
		WHERE e.borough_id = ? AND e.happened_at >= ? AND e.outcome IN (?, ?)`, r.Borough(), since, contacts.Spoken, contacts.Received))
}

// withOpenNeeds are the people who have asked for something that is open.
func withOpenNeeds(r db.Reader) (map[people.PersonID]bool, error) {
	return set(r.Query(`SELECT DISTINCT COALESCE(m.person_id, q.record_id) FROM needs_request q
		LEFT JOIN people_membership m ON m.borough_id = q.borough_id AND m.record_id = q.record_id AND m.until IS NULL
		WHERE q.borough_id = ? AND q.closed_at IS NULL`, r.Borough()))
}

// handedOn are the people of a list whom a team has been asked to reach: since a time, or its
// work for them goes on.
func handedOn(r db.Reader, asset assets.ID, since time.Time) (map[people.PersonID]bool, error) {
	return set(r.Query(`SELECT DISTINCT COALESCE(m.person_id, h.record_id) FROM lists_handed h
		LEFT JOIN people_membership m ON m.borough_id = h.borough_id AND m.record_id = h.record_id AND m.until IS NULL
		WHERE h.borough_id = ? AND h.asset_id = ? AND h.purpose IN ('reach', 'check') AND h.state <> 'refused' AND (h.done_at IS NULL
			OR h.done_at >= ? OR EXISTS (SELECT 1 FROM protocols_run u WHERE u.borough_id = h.borough_id AND u.id = h.run_id AND u.ended_at IS NULL))`,
		r.Borough(), asset, since))
}

// peopleOn are the people on the version of a list that counts now.
func peopleOn(r db.Reader, asset assets.ID) ([]people.PersonID, error) {
	marks, standings := db.In(OnList())
	rows, err := r.Query(`SELECT COALESCE(m.person_id, w.record_id) FROM lists_row w
		JOIN lists_version v ON v.borough_id = w.borough_id AND v.id = w.version_id AND v.state = 'current'
		LEFT JOIN people_membership m ON m.borough_id = w.borough_id AND m.record_id = w.record_id AND m.until IS NULL
		WHERE w.borough_id = ? AND v.asset_id = ? AND w.record_id <> '' AND w.standing IN (`+marks+`)`,
		append([]any{r.Borough(), asset}, standings...)...)
	return db.Collect(rows, err, func(rows *db.Rows) (id people.PersonID, err error) { return id, rows.Scan(&id) })
}

// readableAsset tells whether the basis of a list holds today; found is false when nothing was
// ever taken in of it.
func readableAsset(r db.Reader, asset assets.ID) (readable, found bool, err error) {
	var ends day.Date
	err = r.QueryRow(`SELECT a.basis_ends FROM assets_asset a WHERE a.borough_id = ? AND a.id = ?`, r.Borough(), asset).Scan(&ends)
	if errors.Is(err, db.ErrNoRows) {
		return false, false, nil
	}
	return assets.Asset{BasisEnds: ends}.Readable(day.Of(r.Now())), err == nil, err
}

// undecided are the records of a version of which nobody has decided yet whether they are one
// of our people.
func undecided(r db.Reader, id VersionID) (map[people.RecordID]bool, error) {
	rows, err := r.Query(`SELECT DISTINCT w.record_id FROM lists_row w
		JOIN people_likeness k ON k.borough_id = w.borough_id AND k.record_id = w.record_id AND k.verdict = ''
		WHERE w.borough_id = ? AND w.version_id = ? AND w.record_id <> ''`, r.Borough(), id)
	all := map[people.RecordID]bool{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var id people.RecordID
		err = rows.Scan(&id)
		all[id] = true
		return none, err
	})
	return all, err
}

// handedRow is somebody who was handed to a team.
type handedRow struct {
	asset   assets.ID
	version VersionID // of the list that said it
	record  people.RecordID
	team    string
	purpose purpose
	why     string
	by      string
	at      time.Time
}

// key names what is begun for a row, so that it is begun once.
func (h handedRow) key() string {
	return fmt.Sprintf("list %s %s %d", h.asset, h.record, h.at.UnixMicro())
}

// insertHanded notes that somebody is handed on: once for each file, where that says something
// new each time, such as what came of this week's box. Who is to be reached is handed on again
// when that was refused, or is over since a time.
func insertHanded(tx *db.Tx, h handedRow, over time.Time) (bool, error) {
	n, err := tx.Exec(`INSERT INTO lists_handed (borough_id, asset_id, record_id, team, purpose, state, why, run_id, handed_by, handed_at, version_id)
		VALUES (?,?,?,?,?,'waiting',?,'',?,?,?) ON CONFLICT (borough_id, asset_id, record_id, purpose) DO UPDATE SET team = excluded.team,
			state = 'waiting', why = excluded.why, run_id = '', handed_by = excluded.handed_by, handed_at = excluded.handed_at, done_at = NULL,
			version_id = excluded.version_id
		WHERE lists_handed.state <> 'waiting' AND (lists_handed.state = 'refused' OR lists_handed.purpose = 'reach' AND lists_handed.done_at < ?
			OR lists_handed.purpose <> 'reach' AND lists_handed.version_id <> excluded.version_id)`,
		tx.Borough(), h.asset, h.record, h.team, h.purpose, h.why, tx.Actor(), tx.Now(), h.version, over)
	return n == 1, err
}

func waitingHanded(r db.Reader, limit int) ([]handedRow, error) {
	rows, err := r.Query(`SELECT h.asset_id, h.record_id, h.team, h.purpose, h.why, h.handed_by, h.handed_at FROM lists_handed h
		WHERE h.borough_id = ? AND h.state = 'waiting' ORDER BY h.handed_at, h.record_id LIMIT ?`, r.Borough(), limit)
	return db.Collect(rows, err, func(rows *db.Rows) (h handedRow, err error) {
		var at db.Time
		err = rows.Scan(&h.asset, &h.record, &h.team, &h.purpose, &h.why, &h.by, &at)
		h.at = at.Time
		return h, err
	})
}

// setHanded notes what came of handing somebody on.
func setHanded(tx *db.Tx, h handedRow, state, run, why string) error {
	_, err := tx.Exec(`UPDATE lists_handed SET state = ?, run_id = ?, why = ?, done_at = ? WHERE borough_id = ? AND asset_id = ?
		AND record_id = ? AND purpose = ?`, state, run, why, tx.Now(), tx.Borough(), h.asset, h.record, h.purpose)
	return err
}

// openRuns is the work for a person that has not ended.
func openRuns(r db.Reader, person people.PersonID) ([]openRun, error) {
	records, err := people.Records(r, person)
	if err != nil || len(records) == 0 {
		return nil, err
	}
	marks, ids := db.In(records)
	rows, err := r.Query(`SELECT u.id, u.protocol, u.step FROM protocols_run u WHERE u.borough_id = ? AND u.ended_at IS NULL
		AND u.record_id IN (`+marks+`) ORDER BY u.opened_at`, append([]any{r.Borough()}, ids...)...)
	return db.Collect(rows, err, func(rows *db.Rows) (u openRun, err error) { return u, rows.Scan(&u.id, &u.protocol, &u.step) })
}

// teamTasks are the open tasks in the queues of teams that work on a page of their own, in some
// neighbourhoods or everywhere, the soonest due first. Nobody who is restricted is among them.
func teamTasks(r db.Reader, roles []access.Role, hoods []string, everywhere bool, limit int) ([]tasks.ID, error) {
	marks, args := db.In(roles)
	where := ""
	if !everywhere {
		hoodMarks, in := db.In(hoods)
		where, args = ` AND (t.queue_wide = TRUE OR t.neighbourhood IN (`+hoodMarks+`))`, append(args, in...)
	}
	rows, err := r.Query(`SELECT t.id FROM tasks_task t
		JOIN people_record p ON p.borough_id = t.borough_id AND p.id = t.record_id AND p.restricted = FALSE
		WHERE t.borough_id = ? AND t.closed_at IS NULL AND t.queue_access IN (`+marks+`)`+where+` ORDER BY t.due_at, t.id LIMIT ?`,
		append(append([]any{r.Borough()}, args...), limit)...)
	return db.Collect(rows, err, func(rows *db.Rows) (id tasks.ID, err error) { return id, rows.Scan(&id) })
}

// setTouch keeps how some rows of a version stand.
func setTouch(tx *db.Tx, id VersionID, touch Touch, why string, numbers []int) error {
	marks, args := db.In(numbers)
	_, err := tx.Exec(`UPDATE lists_row SET touch = ?, touch_why = ? WHERE borough_id = ? AND version_id = ? AND number IN (`+marks+`)`,
		append([]any{touch, why, tx.Borough(), id}, args...)...)
	return err
}

// setStands keeps how those on a version stand, in numbers.
func setStands(tx *db.Tx, id VersionID, t Tally) error {
	_, err := tx.Exec(`UPDATE lists_version SET stands = ? WHERE borough_id = ? AND id = ?`, db.JSONOf(t), tx.Borough(), id)
	return err
}
