package protocols

import (
	"errors"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/steps"
)

// addEvent keeps what happened to a run, behind all that happened before.
func addEvent(tx *db.Tx, r Run, e Event) error {
	_, err := tx.Exec(`INSERT INTO protocols_step (borough_id, run_id, seq, happened, step, task_id, outcome, said, note, answers, leads_to, stood, need_id, by_account, at)
		SELECT ?, ?, COALESCE(MAX(s.seq), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM protocols_step s WHERE s.borough_id = ? AND s.run_id = ?`,
		tx.Borough(), r.ID, e.Happened, e.Step, e.Task, e.Outcome, e.Said, e.Note, db.JSONOf(e.Answers), e.LeadsTo, db.JSONOf(e.before), e.need,
		tx.Actor(), tx.Now(), tx.Borough(), r.ID)
	return err
}

const eventColumns = `s.seq, s.happened, s.step, s.task_id, s.outcome, s.said, s.note, s.answers, s.leads_to, s.stood, s.need_id, s.by_account, s.at`

func scanEvent(row scanner) (e Event, err error) {
	var answers db.JSON[map[string]string]
	var before db.JSON[steps.Saved]
	var at db.Time
	err = row.Scan(&e.Seq, &e.Happened, &e.Step, &e.Task, &e.Outcome, &e.Said, &e.Note, &answers, &e.LeadsTo, &before, &e.need, &e.By, &at)
	e.Answers, e.before, e.At = answers.V, before.V, at.Time
	return e, err
}

// eventsOf is what happened to a run, oldest first.
func eventsOf(r db.Reader, id RunID) ([]Event, error) {
	rows, err := r.Query(`SELECT `+eventColumns+` FROM protocols_step s WHERE s.borough_id = ? AND s.run_id = ? ORDER BY s.seq`, r.Borough(), id)
	return db.Collect(rows, err, func(rows *db.Rows) (Event, error) { return scanEvent(rows) })
}

// lastMove is the last event of a run that moved it.
func lastMove(r db.Reader, id RunID) (e Event, found bool, err error) {
	e, err = scanEvent(r.QueryRow(`SELECT `+eventColumns+` FROM protocols_step s WHERE s.borough_id = ? AND s.run_id = ? AND s.happened <> ?
		ORDER BY s.seq DESC LIMIT 1`, r.Borough(), id, Joined))
	if errors.Is(err, db.ErrNoRows) {
		return Event{}, false, nil
	}
	return e, err == nil, err
}

// nextEvent is the number the next event of a run has.
func nextEvent(r db.Reader, id RunID) (seq int64, err error) {
	err = r.QueryRow(`SELECT COALESCE(MAX(s.seq), 0) + 1 FROM protocols_step s WHERE s.borough_id = ? AND s.run_id = ?`, r.Borough(), id).Scan(&seq)
	return seq, err
}

func eventAt(r db.Reader, id RunID, seq int64) (Event, error) {
	e, err := scanEvent(r.QueryRow(`SELECT `+eventColumns+` FROM protocols_step s WHERE s.borough_id = ? AND s.run_id = ? AND s.seq = ?`,
		r.Borough(), id, seq))
	if errors.Is(err, db.ErrNoRows) {
		err = fault.New(fault.NotFound, "protocols.no-event", "There is no such event.")
	}
	return e, err
}
