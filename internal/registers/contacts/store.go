package contacts

import (
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

const columns = `e.id, e.record_id, e.direction, e.method, e.role, e.spoke_to, e.purpose, e.happened_at, e.outcome, e.note,
	e.agency, e.agency_name, e.restricted, e.task_id, e.request_id, e.source, e.noted_by, e.noted_at, e.mood`

func scanEvent(rows *db.Rows) (e Event, err error) {
	var at, noted db.Time
	err = rows.Scan(&e.ID, &e.Record, &e.Direction, &e.Method, &e.Role, &e.Spoke, &e.Purpose, &at, &e.Outcome, &e.Note,
		&e.Agency, &e.AgencyName, &e.Restricted, &e.Task, &e.Request, &e.Source, &e.By, &noted, &e.Mood)
	e.At, e.NotedAt = at.Time, noted.Time
	return e, err
}

// insertEvent keeps a contact. It reports false when a row with its key is already there.
func insertEvent(tx *db.Tx, e Event, key string) (bool, error) {
	n, err := tx.Exec(`INSERT INTO contacts_event (borough_id, id, record_id, direction, method, role, spoke_to, purpose, happened_at,
		outcome, note, agency, agency_name, restricted, task_id, request_id, source, noted_by, noted_at, mood, import_key)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,NULLIF(?,'')) ON CONFLICT DO NOTHING`,
		tx.Borough(), e.ID, e.Record, e.Direction, e.Method, e.Role, e.Spoke, e.Purpose, e.At, e.Outcome, e.Note,
		e.Agency, e.AgencyName, e.Restricted, e.Task, e.Request, e.Source, e.By, e.NotedAt, e.Mood, key)
	return n == 1, err
}

// eventsOf reads the contacts of a person since a time, newest first, at most limit.
func eventsOf(r db.Reader, records []people.RecordID, since time.Time, limit int) ([]Event, error) {
	marks, ids := db.In(records)
	rows, err := r.Query(`SELECT `+columns+` FROM contacts_event e WHERE e.borough_id = ? AND e.record_id IN (`+marks+`)
		AND e.happened_at >= ? ORDER BY e.happened_at DESC, e.id DESC LIMIT ?`,
		append(append([]any{r.Borough()}, ids...), since, limit)...)
	return db.Collect(rows, err, scanEvent)
}

// countKeys counts which rows of a file are in the log already.
func countKeys(r db.Reader, keys []string) (n int, err error) {
	marks, args := db.In(keys)
	err = r.QueryRow(`SELECT COUNT(*) FROM contacts_event e WHERE e.borough_id = ? AND e.import_key IN (`+marks+`)`,
		append([]any{r.Borough()}, args...)...).Scan(&n)
	return n, err
}

// seesRecord reports whether somebody may see whose record it is.
func seesRecord(r db.Reader, who access.Principal, id people.RecordID) (bool, error) {
	cond, args := people.Visible(who)
	var n int
	err := r.QueryRow(`SELECT COUNT(*) FROM people_record p WHERE p.borough_id = ? AND p.id = ? AND `+cond,
		append([]any{r.Borough(), id}, args...)...).Scan(&n)
	return n > 0, err
}
