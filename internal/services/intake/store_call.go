package intake

import (
	"errors"
	"time"

	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/work/answers"
)

const callColumns = `c.id, c.agent, c.agent_name, c.blueprint, c.caller, c.record_id, c.safe, c.answers, c.state, c.outcome,
	c.call_back_at, c.request_id, c.saved_by, c.started_at, c.touched_at, c.ended_at, c.version, c.setting, c.channel, c.place,
	c.registration_id`

type scanner interface{ Scan(dest ...any) error }

func scanCall(row scanner) (c Call, err error) {
	var given db.JSON[answers.Answers]
	var started, touched db.Time
	var back, ended db.NullTime
	err = row.Scan(&c.ID, &c.Agent, &c.AgentName, &c.Blueprint, &c.Caller, &c.Record, &c.Safe, &given, &c.State, &c.Outcome,
		&back, &c.Request, &c.SavedBy, &started, &touched, &ended, &c.Version, &c.Setting, &c.Channel, &c.Place, &c.Registration)
	c.Answers, c.StartedAt, c.TouchedAt, c.CallBackAt, c.EndedAt = given.V, started.Time, touched.Time, back.Time, ended.Time
	return c, err
}

func collectCalls(rows *db.Rows, err error) ([]Call, error) {
	return db.Collect(rows, err, func(rows *db.Rows) (Call, error) { return scanCall(rows) })
}

func insertCall(tx *db.Tx, c Call) error {
	_, err := tx.Exec(`INSERT INTO intake_call (borough_id, id, agent, agent_name, blueprint, caller, record_id, safe, answers,
		state, outcome, request_id, saved_by, started_at, touched_at, version, setting, channel, place) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), c.ID, c.Agent, c.AgentName, c.Blueprint, c.Caller, c.Record, c.Safe, db.JSONOf(c.Answers),
		c.State, c.Outcome, c.Request, c.SavedBy, c.StartedAt, c.TouchedAt, c.Version, c.Setting, c.Channel, c.Place)
	return err
}

func callByID(r db.Reader, id CallID) (Call, error) {
	c, err := scanCall(r.QueryRow(`SELECT `+callColumns+` FROM intake_call c WHERE c.borough_id = ? AND c.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = noSuchCall()
	}
	return c, err
}

// updateDraft keeps a draft unless somebody else saved since version or the call ended.
func updateDraft(tx *db.Tx, c Call, version int64) (bool, error) {
	n, err := tx.Exec(`UPDATE intake_call SET caller = ?, record_id = ?, safe = ?, setting = ?, answers = ?, saved_by = ?, touched_at = ?,
		version = version + 1 WHERE borough_id = ? AND id = ? AND version = ? AND state = 'open'`,
		c.Caller, c.Record, c.Safe, c.Setting, db.JSONOf(c.Answers), c.SavedBy, c.TouchedAt, tx.Borough(), c.ID, version)
	return n == 1, err
}

// updateEnd ends a call, or opens it again, unless somebody else changed it since version.
func updateEnd(tx *db.Tx, c Call, version int64) (bool, error) {
	n, err := tx.Exec(`UPDATE intake_call SET agent = ?, agent_name = ?, saved_by = ?, caller = ?, record_id = ?, safe = ?, setting = ?,
		answers = ?, state = ?, outcome = ?, call_back_at = ?, request_id = ?, registration_id = ?, touched_at = ?, ended_at = ?, version = version + 1
		WHERE borough_id = ? AND id = ? AND version = ?`,
		c.Agent, c.AgentName, c.SavedBy, c.Caller, c.Record, c.Safe, c.Setting, db.JSONOf(c.Answers), c.State, c.Outcome,
		db.NullTimeOf(c.CallBackAt), c.Request, c.Registration, c.TouchedAt, db.NullTimeOf(c.EndedAt), tx.Borough(), c.ID, version)
	return n == 1, err
}

// forgetCalls takes what was answered out of calls that ended before a time.
func forgetCalls(tx *db.Tx, before time.Time) error {
	_, err := tx.Exec(`UPDATE intake_call SET answers = 'null', record_id = '', caller = ''
		WHERE borough_id = ? AND ended_at < ? AND state = 'ended' AND outcome = 'rang-off' AND answers <> 'null'`, tx.Borough(), before)
	return err
}

func ownCalls(r db.Reader, agent string, since time.Time) ([]Call, error) {
	return collectCalls(r.Query(`SELECT `+callColumns+` FROM intake_call c WHERE c.borough_id = ? AND c.agent = ?
		AND (c.state <> 'ended' OR c.outcome = 'rang-off' AND c.ended_at >= ?)
		ORDER BY c.touched_at DESC, c.id DESC LIMIT ?`, r.Borough(), agent, since, mostCalls))
}

func droppedCalls(r db.Reader, not string, touchedBefore, dueBy time.Time) ([]Call, error) {
	return collectCalls(r.Query(`SELECT `+callColumns+` FROM intake_call c WHERE c.borough_id = ? AND c.agent <> ?
		AND (c.state = 'open' AND c.touched_at <= ? OR c.state = 'waiting' AND c.call_back_at <= ?)
		ORDER BY c.touched_at, c.id LIMIT ?`, r.Borough(), not, touchedBefore, dueBy, mostCalls))
}

// unsafeCalls lists the calls that were not safe and that nobody has seen to. The condition
// stands as the partial index has it.
func unsafeCalls(r db.Reader) ([]Call, error) {
	return collectCalls(r.Query(`SELECT `+callColumns+` FROM intake_call c WHERE c.borough_id = ?
		AND c.outcome = 'safe-exit' AND c.seen_at IS NULL ORDER BY c.ended_at, c.id LIMIT ?`, r.Borough(), mostCalls))
}

// updateSeen keeps who saw to a call, unless somebody has already.
func updateSeen(tx *db.Tx, id CallID) (bool, error) {
	n, err := tx.Exec(`UPDATE intake_call SET seen_at = ?, seen_by = ? WHERE borough_id = ? AND id = ? AND seen_at IS NULL`,
		tx.Now(), tx.Actor(), tx.Borough(), id)
	return n == 1, err
}

func callsAbout(r db.Reader, records []people.RecordID, not CallID, since time.Time) ([]Call, error) {
	marks, ids := db.In(records)
	return collectCalls(r.Query(`SELECT `+callColumns+` FROM intake_call c WHERE c.borough_id = ? AND c.record_id IN (`+marks+`)
		AND c.id <> ? AND c.touched_at >= ? AND (c.state = 'open' OR c.outcome IN ('request', 'registered'))
		ORDER BY c.touched_at DESC, c.id DESC LIMIT ?`, append(append([]any{r.Borough()}, ids...), not, since, mostCalls)...))
}

func outcomesSince(r db.Reader, agent string, since time.Time) (map[CallOutcome]int, error) {
	rows, err := r.Query(`SELECT c.outcome, COUNT(*) FROM intake_call c WHERE c.borough_id = ? AND c.agent = ?
		AND c.started_at >= ? AND c.outcome <> '' GROUP BY c.outcome`, r.Borough(), agent, since)
	type counted struct {
		outcome CallOutcome
		n       int
	}
	all, err := db.Collect(rows, err, func(rows *db.Rows) (c counted, err error) {
		err = rows.Scan(&c.outcome, &c.n)
		return c, err
	})
	today := map[CallOutcome]int{}
	for _, one := range all {
		today[one.outcome] = one.n
	}
	return today, err
}

// lastPlace is where an account last had somebody at the desk; "" is nowhere yet.
func lastPlace(r db.Reader, agent string) (place string, err error) {
	err = r.QueryRow(`SELECT c.place FROM intake_call c WHERE c.borough_id = ? AND c.agent = ? AND c.channel = 'walk-in'
		ORDER BY c.started_at DESC, c.id DESC LIMIT 1`, r.Borough(), agent).Scan(&place)
	if errors.Is(err, db.ErrNoRows) {
		return "", nil
	}
	return place, err
}
