package protocols

import (
	"errors"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/steps"
)

const columns = `r.id, r.protocol, r.blueprint, r.request_id, COALESCE(r.need_id, ''), r.record_id, r.once_key, r.state, r.work,
	r.opened_at, r.ended_at, r.ended_as, r.version`

type scanner interface{ Scan(dest ...any) error }

func scanRun(row scanner) (r Run, err error) {
	var state db.JSON[steps.Saved]
	var work db.JSON[Work]
	var opened db.Time
	var ended db.NullTime
	err = row.Scan(&r.ID, &r.Protocol, &r.Blueprint, &r.Request, &r.Need, &r.Record, &r.onceKey, &state, &work,
		&opened, &ended, &r.EndedAs, &r.Version)
	r.Saved, r.Work, r.OpenedAt, r.EndedAt = state.V, work.V, opened.Time, ended.Time
	return r, err
}

// insertRun adds a run; first is false when the person has an open one already, of a
// protocol that allows one alone.
func insertRun(tx *db.Tx, r Run) (first bool, err error) {
	n, err := tx.Exec(`INSERT INTO protocols_run (borough_id, id, protocol, blueprint, request_id, need_id, record_id, once_key,
		step, queue, state, work, due_at, opened_at, ended_as, version)
		VALUES (?,?,?,?,?,NULLIF(?,''),?,?,?,?,?,?,?,?,'',?) ON CONFLICT DO NOTHING`,
		tx.Borough(), r.ID, r.Protocol, r.Blueprint, r.Request, string(r.Need), r.Record, r.onceKey,
		r.Saved.Step, r.Saved.Role, db.JSONOf(r.Saved), db.JSONOf(r.Work), db.NullTimeOf(r.Saved.DueAt), r.OpenedAt, r.Version)
	return n > 0, err
}

// saveRun writes where a run stands, guarded by the version it was read at.
func saveRun(tx *db.Tx, r Run) error {
	n, err := tx.Exec(`UPDATE protocols_run SET step = ?, queue = ?, state = ?, due_at = ?, ended_at = ?, ended_as = ?, version = version + 1
		WHERE borough_id = ? AND id = ? AND version = ?`,
		r.Saved.Step, r.Saved.Role, db.JSONOf(r.Saved), db.NullTimeOf(r.Saved.DueAt), db.NullTimeOf(r.EndedAt), r.EndedAs,
		tx.Borough(), r.ID, r.Version)
	if err == nil && n == 0 {
		return errOvertaken
	}
	return err
}

// holdOpen makes everybody else who moves a run wait until this transaction ends; open is
// false when it has ended.
func holdOpen(tx *db.Tx, r Run) (open bool, err error) {
	n, err := tx.Exec(`UPDATE protocols_run SET version = version WHERE borough_id = ? AND id = ? AND ended_at IS NULL`, tx.Borough(), r.ID)
	return n > 0, err
}

var errOvertaken = fault.New(fault.Stale, "protocols.stale", "Somebody else was first: this work has gone on since you opened it. Look at it again, then decide.")

func runByID(r db.Reader, id RunID) (Run, error) {
	run, err := scanRun(r.QueryRow(`SELECT `+columns+` FROM protocols_run r WHERE r.borough_id = ? AND r.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = fault.New(fault.NotFound, "protocols.no-such-run", "There is no such piece of work.")
	}
	return run, err
}

func openRunOfRecords(r db.Reader, protocol string, records []people.RecordID) (Run, bool, error) {
	marks, ids := db.In(records)
	run, err := scanRun(r.QueryRow(`SELECT `+columns+` FROM protocols_run r WHERE r.borough_id = ? AND r.protocol = ?
		AND r.record_id IN (`+marks+`) AND r.ended_at IS NULL AND r.once_key <> '' ORDER BY r.opened_at LIMIT 1`,
		append([]any{r.Borough(), protocol}, ids...)...))
	if errors.Is(err, db.ErrNoRows) {
		return Run{}, false, nil
	}
	return run, err == nil, err
}

// runsOfRecords lists the runs of a person, the newest first.
func runsOfRecords(r db.Reader, records []people.RecordID, openOnly bool, limit int) ([]Run, error) {
	marks, ids := db.In(records)
	rows, err := r.Query(`SELECT `+columns+` FROM protocols_run r WHERE r.borough_id = ? AND r.record_id IN (`+marks+`)
		AND (? = 0 OR r.ended_at IS NULL) ORDER BY r.opened_at DESC, r.id DESC LIMIT ?`,
		append(append([]any{r.Borough()}, ids...), flag(openOnly), limit)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Run, error) { return scanRun(rows) })
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

func runsOfNeed(r db.Reader, need needs.NeedID) ([]Run, error) {
	rows, err := r.Query(`SELECT `+columns+` FROM protocols_run r WHERE r.borough_id = ? AND r.need_id = ? ORDER BY r.opened_at, r.id`,
		r.Borough(), need)
	return db.Collect(rows, err, func(rows *db.Rows) (Run, error) { return scanRun(rows) })
}

// dueRuns lists what is due by a time, the longest waiting first, at most limit.
func dueRuns(r db.Reader, by time.Time, limit int) ([]RunID, error) {
	rows, err := r.Query(`SELECT r.id FROM protocols_run r WHERE r.borough_id = ? AND r.ended_at IS NULL AND r.due_at <= ?
		ORDER BY r.due_at, r.id LIMIT ?`, r.Borough(), by, limit)
	return db.Collect(rows, err, func(rows *db.Rows) (id RunID, err error) {
		err = rows.Scan(&id)
		return id, err
	})
}

// place is where open runs stand, and how many.
type place struct {
	Protocol, Step, Blueprint string
	Runs                      int64
}

func standings(r db.Reader) ([]place, error) {
	rows, err := r.Query(`SELECT r.protocol, r.step, r.blueprint, COUNT(*) FROM protocols_run r WHERE r.borough_id = ? AND r.ended_at IS NULL
		GROUP BY r.protocol, r.step, r.blueprint ORDER BY r.protocol, r.step, r.blueprint`, r.Borough())
	return db.Collect(rows, err, func(rows *db.Rows) (s place, err error) {
		err = rows.Scan(&s.Protocol, &s.Step, &s.Blueprint, &s.Runs)
		return s, err
	})
}

// listsOfTasks are the lists that tasks are first approaches to, by task; of the others "".
func listsOfTasks(r db.Reader, ids []string) (map[string]string, error) {
	marks, args := db.In(ids)
	rows, err := r.Query(`SELECT t.id, pr.work FROM tasks_task t
		JOIN protocols_run pr ON pr.borough_id = t.borough_id AND pr.id = t.run_id
		WHERE t.borough_id = ? AND t.id IN (`+marks+`) AND t.run_id <> ''`, append([]any{r.Borough()}, args...)...)
	all := map[string]string{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (none struct{}, err error) {
		var id string
		var work db.JSON[Work]
		err = rows.Scan(&id, &work)
		all[id] = work.V.List
		return none, err
	})
	return all, err
}
