package risk

import (
	"encoding/json"
	"errors"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
)

const versionColumns = `v.id, v.body, v.blueprint, v.checks, v.checked_at, v.checked_by, v.state, v.activated_at, v.activated_by, v.seal, v.retired_at, v.retired_by`

func scanVersion(row interface{ Scan(dest ...any) error }) (v Version, err error) {
	var checks db.JSON[Checks]
	var checked db.Time
	var activated, retired db.NullTime
	if err = row.Scan(&v.ID, &v.body, &v.Blueprint, &checks, &checked, &v.CheckedBy, &v.State, &activated, &v.ActivatedBy, &v.seal, &retired, &v.RetiredBy); err != nil {
		return v, err
	}
	v.Checks, v.CheckedAt, v.ActivatedAt, v.RetiredAt = checks.V, checked.Time, activated.Time, retired.Time
	return v, json.Unmarshal([]byte(v.body), &v.Points)
}

func scanVersions(rows *db.Rows) (Version, error) { return scanVersion(rows) }

func versions(r db.Reader, limit int) ([]Version, error) {
	rows, err := r.Query(`SELECT `+versionColumns+` FROM risk_version v WHERE v.borough_id = ? ORDER BY v.checked_at DESC, v.id DESC LIMIT ?`, r.Borough(), limit)
	return db.Collect(rows, err, scanVersions)
}

func versionByID(r db.Reader, id VersionID) (Version, error) {
	v, err := scanVersion(r.QueryRow(`SELECT `+versionColumns+` FROM risk_version v WHERE v.borough_id = ? AND v.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		return v, fault.New(fault.NotFound, "risk.no-version", "There is no such version of the points.")
	}
	return v, err
}

// active is the version in use; false where none is.
func active(r db.Reader) (v Version, found bool, err error) {
	v, err = scanVersion(r.QueryRow(`SELECT `+versionColumns+` FROM risk_version v WHERE v.borough_id = ? AND v.state = ?`, r.Borough(), Active))
	if errors.Is(err, db.ErrNoRows) {
		return v, false, nil
	}
	return v, err == nil, err
}

func insertVersion(tx *db.Tx, v Version) error {
	_, err := tx.Exec(`INSERT INTO risk_version (borough_id, id, name, body, blueprint, checks, checked_at, checked_by, state, activated_by, seal, retired_by)
		VALUES (?,?,?,?,?,?,?,?,?,'','','')`, tx.Borough(), v.ID, v.Points.Name, v.body, v.Blueprint, db.JSONOf(v.Checks), v.CheckedAt, v.CheckedBy, v.State)
	return err
}

// retire takes out of use what is in use.
func retire(tx *db.Tx, by string) (int64, error) {
	return tx.Exec(`UPDATE risk_version SET state = ?, retired_at = ?, retired_by = ? WHERE borough_id = ? AND state = ?`, Retired, tx.Now(), by, tx.Borough(), Active)
}

// activate puts a version into use that nobody has put into use before.
func activate(tx *db.Tx, v Version) (bool, error) {
	n, err := tx.Exec(`UPDATE risk_version SET state = ?, activated_at = ?, activated_by = ?, seal = ? WHERE borough_id = ? AND id = ? AND state = ?`,
		Active, v.ActivatedAt, v.ActivatedBy, v.seal, tx.Borough(), v.ID, Checked)
	return n == 1, err
}

const runColumns = `n.id, n.version_id, n.calls, n.people, n.cuts, n.counts, n.run_at, n.run_by`

func scanRun(row interface{ Scan(dest ...any) error }) (n Run, err error) {
	var cuts db.JSON[Cuts]
	var counts db.JSON[[]int]
	var at db.Time
	err = row.Scan(&n.ID, &n.Version, &n.Calls, &n.People, &cuts, &counts, &at, &n.By)
	n.Cuts, n.Counts, n.At = cuts.V, counts.V, at.Time
	return n, err
}

// latestRun is the last time everybody was put into bands by a version; false where never.
func latestRun(r db.Reader, version VersionID) (n Run, found bool, err error) {
	n, err = scanRun(r.QueryRow(`SELECT `+runColumns+` FROM risk_run n WHERE n.borough_id = ? AND n.version_id = ? ORDER BY n.run_at DESC, n.id DESC LIMIT 1`, r.Borough(), version))
	if errors.Is(err, db.ErrNoRows) {
		return n, false, nil
	}
	return n, err == nil, err
}

func insertRun(tx *db.Tx, n Run) error {
	_, err := tx.Exec(`INSERT INTO risk_run (borough_id, id, version_id, calls, people, cuts, counts, run_at, run_by) VALUES (?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), n.ID, n.Version, n.Calls, n.People, db.JSONOf(n.Cuts), db.JSONOf(n.Counts), n.At, n.By)
	return err
}

func insertScore(tx *db.Tx, run RunID, record people.RecordID, s Score) error {
	_, err := tx.Exec(`INSERT INTO risk_score (borough_id, run_id, record_id, total, score) VALUES (?,?,?,?,?) ON CONFLICT DO NOTHING`,
		tx.Borough(), run, record, s.Total, db.JSONOf(s))
	return err
}

// dropScores forgets the scores of runs before a time.
func dropScores(tx *db.Tx, before time.Time) error {
	_, err := tx.Exec(`DELETE FROM risk_score WHERE borough_id = ? AND EXISTS (SELECT 1 FROM risk_run n
		WHERE n.borough_id = risk_score.borough_id AND n.id = risk_score.run_id AND n.run_at < ?)`, tx.Borough(), before)
	return err
}

// firstOf reads those who were first in a run, as far as somebody may see them, the highest
// score first.
func firstOf(r db.Reader, who access.Principal, run RunID, limit int) ([]First, error) {
	cond, args := people.Visible(who)
	rows, err := r.Query(`SELECT p.id, p.given_names, p.family_name, p.neighbourhood, s.score FROM risk_score s
		JOIN people_record p ON p.borough_id = s.borough_id AND p.id = s.record_id
		WHERE s.borough_id = ? AND s.run_id = ? AND `+cond+` ORDER BY s.total DESC, p.id LIMIT ?`, append(append([]any{r.Borough(), run}, args...), limit)...)
	return db.Collect(rows, err, func(rows *db.Rows) (f First, err error) {
		var score db.JSON[Score]
		err = rows.Scan(&f.Record, &f.GivenNames, &f.FamilyName, &f.Neighbourhood, &score)
		f.Score = score.V
		return f, err
	})
}

// callsMade reads the calls and visits since a time in which somebody was spoken to: of each
// person the last that is old enough to have shown if it found a need.
func callsMade(r db.Reader, since, until time.Time) ([]Tried, error) {
	rows, err := r.Query(`SELECT COALESCE(m.person_id, e.record_id), e.happened_at, CASE WHEN e.direction = 'outbound' AND e.method IN ('phone', 'at home') THEN 1 ELSE 0 END
		FROM contacts_event e LEFT JOIN people_membership m ON m.borough_id = e.borough_id AND m.record_id = e.record_id AND m.until IS NULL
		WHERE e.borough_id = ? AND e.restricted = ? AND (e.direction = 'inbound' OR e.outcome = ?) AND e.happened_at < ? ORDER BY e.happened_at`,
		r.Borough(), false, contacts.Spoken, until)
	last, before := map[people.PersonID]Tried{}, map[people.PersonID]time.Time{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var who people.PersonID
		var at db.Time
		var ours int
		if err = rows.Scan(&who, &at, &ours); err != nil {
			return none, err
		}
		if ours == 1 && !at.Before(since) {
			last[who] = Tried{Person: who, At: at.Time, Before: before[who]}
		}
		before[who] = at.Time
		return none, nil
	})
	all := make([]Tried, 0, len(last))
	for _, c := range last {
		all = append(all, c)
	}
	return all, err
}
