package lists

import (
	"errors"
	"time"

	"kith/internal/insight/entries"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/registers/assets"
)

const versionColumns = `v.id, v.asset_id, v.profile, v.kind, v.name, v.hash, v.state, v.handed_by, v.handed_at, v.columns, v.preamble,
	v.row_count, v.done, v.counts, v.against_id, v.load_id, v.note, v.on_by, v.on_at, v.number, v.passed, v.stands`

func scanVersion(row interface{ Scan(dest ...any) error }) (v Version, err error) {
	var handed db.Time
	var on db.NullTime
	var columns db.JSON[[]entries.Column]
	var counts db.JSON[Counts]
	var stands db.JSON[Tally]
	err = row.Scan(&v.ID, &v.Asset, &v.Profile, &v.Kind, &v.Name, &v.Hash, &v.State, &v.HandedBy, &handed, &columns, &v.Preamble,
		&v.Rows, &v.Done, &counts, &v.Against, &v.Load, &v.Note, &v.OnBy, &on, &v.Number, &v.Passed, &stands)
	v.HandedAt, v.OnAt, v.Columns, v.Counts = handed.Time, on.Time, columns.V, counts.V
	v.Stands = stands.V
	return v, err
}

func insertVersion(tx *db.Tx, v Version) error {
	_, err := tx.Exec(`INSERT INTO lists_version (borough_id, id, asset_id, profile, kind, name, hash, state, handed_by, handed_at, columns,
		preamble, row_count, done, counts, against_id, load_id, note, on_by, on_at, number, passed) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), v.ID, v.Asset, v.Profile, v.Kind, v.Name, v.Hash, v.State, v.HandedBy, v.HandedAt, db.JSONOf(v.Columns),
		v.Preamble, v.Rows, v.Done, db.JSONOf(v.Counts), v.Against, v.Load, v.Note, v.OnBy, db.NullTimeOf(v.OnAt), 1, v.Passed)
	return err
}

// updateVersion writes how a version stands, unless it has changed since it was read.
func updateVersion(tx *db.Tx, v *Version) error {
	n, err := tx.Exec(`UPDATE lists_version SET asset_id = ?, profile = ?, kind = ?, state = ?, columns = ?, row_count = ?, done = ?,
		counts = ?, against_id = ?, load_id = ?, note = ?, on_by = ?, on_at = ?, moved_at = NULL, number = number + 1
		WHERE borough_id = ? AND id = ? AND number = ?`, v.Asset, v.Profile, v.Kind, v.State, db.JSONOf(v.Columns), v.Rows, v.Done,
		db.JSONOf(v.Counts), v.Against, v.Load, v.Note, v.OnBy, db.NullTimeOf(v.OnAt), tx.Borough(), v.ID, v.Number)
	if err == nil && n == 0 {
		err = errStale
	}
	v.Number++
	return err
}

var errStale = fault.New(fault.Stale, "lists.stale", "Somebody else has gone on with this list. Look at how it stands now.")

// takeVersion gives the work on a version to the caller; false where somebody has it who has come
// on since, or there is none. Whoever had it before is told so by [setDone].
func takeVersion(tx *db.Tx, id VersionID, since time.Time) (bool, error) {
	n, err := tx.Exec(`UPDATE lists_version SET moved_at = ?, number = number + 1
		WHERE borough_id = ? AND id = ? AND state IN ('checking', 'switching') AND (moved_at IS NULL OR moved_at < ?)`,
		tx.Now(), tx.Borough(), id, since)
	return n == 1, err
}

// leaveVersion leaves the work on a version to anybody.
func leaveVersion(tx *db.Tx, v Version) error {
	_, err := tx.Exec(`UPDATE lists_version SET moved_at = NULL WHERE borough_id = ? AND id = ? AND number = ?`, tx.Borough(), v.ID, v.Number)
	return err
}

// setDone notes how far whoever has the work has come. It is errStopped when they have it no
// more: the version was given up, or somebody else has gone on with it.
func setDone(tx *db.Tx, v Version, done int) error {
	n, err := tx.Exec(`UPDATE lists_version SET done = ?, moved_at = ? WHERE borough_id = ? AND id = ? AND state = ? AND number = ?`,
		done, tx.Now(), tx.Borough(), v.ID, v.State, v.Number)
	if err == nil && n == 0 {
		err = errStopped
	}
	return err
}

func versionByID(r db.Reader, id VersionID) (Version, error) {
	v, err := scanVersion(r.QueryRow(`SELECT `+versionColumns+` FROM lists_version v WHERE v.borough_id = ? AND v.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = fault.New(fault.NotFound, "lists.no-such", "There is no such list.")
	}
	return v, err
}

// currentOf is the version of a list that counts now.
func currentOf(r db.Reader, asset assets.ID) (v Version, found bool, err error) {
	return one(r.QueryRow(`SELECT `+versionColumns+` FROM lists_version v WHERE v.borough_id = ? AND v.asset_id = ? AND v.state = 'current'
		ORDER BY v.on_at DESC LIMIT 1`, r.Borough(), asset))
}

func one(row *db.Row) (v Version, found bool, err error) {
	v, err = scanVersion(row)
	if errors.Is(err, db.ErrNoRows) {
		return Version{}, false, nil
	}
	return v, err == nil, err
}

// byHash is the newest version of the same file that was not given up.
func byHash(r db.Reader, hash string) (v Version, found bool, err error) {
	return one(r.QueryRow(`SELECT `+versionColumns+` FROM lists_version v WHERE v.borough_id = ? AND v.hash = ?
		AND v.state NOT IN ('reading', 'cancelled', 'failed') ORDER BY v.handed_at DESC LIMIT 1`, r.Borough(), hash))
}

func recentVersions(r db.Reader, limit int) ([]Version, error) {
	rows, err := r.Query(`SELECT `+versionColumns+` FROM lists_version v WHERE v.borough_id = ? AND v.state <> 'reading'
		ORDER BY v.handed_at DESC, v.id DESC LIMIT ?`, r.Borough(), limit)
	return db.Collect(rows, err, func(rows *db.Rows) (Version, error) { return scanVersion(rows) })
}

// unfinished are the versions that the program should be at work with.
func unfinished(r db.Reader) ([]Version, error) {
	rows, err := r.Query(`SELECT `+versionColumns+` FROM lists_version v WHERE v.borough_id = ? AND v.state IN ('checking', 'switching')
		ORDER BY v.handed_at`, r.Borough())
	return db.Collect(rows, err, func(rows *db.Rows) (Version, error) { return scanVersion(rows) })
}

// setPast takes the versions of a list before this one out of use.
func setPast(tx *db.Tx, v Version) error {
	_, err := tx.Exec(`UPDATE lists_version SET state = 'past', number = number + 1 WHERE borough_id = ? AND asset_id = ? AND state = 'current' AND id <> ?`,
		tx.Borough(), v.Asset, v.ID)
	return err
}

func insertPart(tx *db.Tx, id VersionID, part int, rows []entries.Raw) error {
	_, err := tx.Exec(`INSERT INTO lists_part (borough_id, version_id, part, cells) VALUES (?,?,?,?)`, tx.Borough(), id, part, db.JSONOf(rows))
	return err
}

func partOf(r db.Reader, id VersionID, part int) ([]entries.Raw, error) {
	var rows db.JSON[[]entries.Raw]
	err := r.QueryRow(`SELECT cells FROM lists_part WHERE borough_id = ? AND version_id = ? AND part = ?`, r.Borough(), id, part).Scan(&rows)
	if errors.Is(err, db.ErrNoRows) {
		return nil, nil
	}
	return rows.V, err
}

func saveProfile(tx *db.Tx, headers string, v Version) error {
	_, err := tx.Exec(`INSERT INTO lists_profile (borough_id, headers, asset_id, profile, kind, columns, saved_by, saved_at)
		VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (borough_id, headers) DO UPDATE SET asset_id = excluded.asset_id, profile = excluded.profile,
		kind = excluded.kind, columns = excluded.columns, saved_by = excluded.saved_by, saved_at = excluded.saved_at`,
		tx.Borough(), headers, v.Asset, v.Profile, v.Kind, db.JSONOf(v.Columns), tx.Actor(), tx.Now())
	return err
}

// savedFor is what columns of these headers were taken for the last time.
func savedFor(r db.Reader, headers string) (v Version, found bool, err error) {
	var columns db.JSON[[]entries.Column]
	err = r.QueryRow(`SELECT asset_id, profile, kind, columns FROM lists_profile WHERE borough_id = ? AND headers = ?`, r.Borough(), headers).
		Scan(&v.Asset, &v.Profile, &v.Kind, &columns)
	if errors.Is(err, db.ErrNoRows) {
		return Version{}, false, nil
	}
	v.Columns = columns.V
	return v, err == nil, err
}

func everyVersion(r db.Reader) ([]Version, error) {
	rows, err := r.Query(`SELECT `+versionColumns+` FROM lists_version v WHERE v.borough_id = ? ORDER BY v.handed_at`, r.Borough())
	return db.Collect(rows, err, func(rows *db.Rows) (Version, error) { return scanVersion(rows) })
}

// dropVersion deletes a version that nothing is kept of any more.
func dropVersion(tx *db.Tx, id VersionID) error {
	_, err := tx.Exec(`DELETE FROM lists_version WHERE borough_id = ? AND id = ?`, tx.Borough(), id)
	return err
}
