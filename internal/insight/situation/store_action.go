package situation

import "kith/internal/plat/db"

const actionColumns = `a.id, a.version, a.place, a.kind, a.began, a.ended, a.what, a.led_by, a.gone, a.noted_by, a.noted_name, a.noted_at`

func scanAction(rows *db.Rows) (a Action, err error) {
	var at db.Time
	d := &a.Done
	var ended string
	err = rows.Scan(&a.ID, &a.Version, &d.Place, &d.Kind, &d.Began, &ended, &d.What, &d.LedBy, &a.Gone, &a.NotedBy, &a.NotedName, &at)
	a.NotedAt = at.Time
	if err == nil && ended != "" {
		err = d.Ended.UnmarshalText([]byte(ended))
	}
	return a, err
}

// actionsNow reads the version of each action that stands, but for those taken out, the latest
// first.
func actionsNow(r db.Reader) ([]Action, error) {
	rows, err := r.Query(`SELECT `+actionColumns+` FROM situation_action a
		WHERE a.borough_id = ? AND a.gone = ? AND a.version = (
			SELECT MAX(l.version) FROM situation_action l WHERE l.borough_id = ? AND l.id = a.id)
		ORDER BY a.began DESC, a.id DESC LIMIT ?`, r.Borough(), false, r.Borough(), ActionsSeen)
	return db.Collect(rows, err, scanAction)
}

// actionVersions reads all that was written of an action, the latest first.
func actionVersions(r db.Reader, id ActionID) ([]Action, error) {
	rows, err := r.Query(`SELECT `+actionColumns+` FROM situation_action a
		WHERE a.borough_id = ? AND a.id = ? ORDER BY a.version DESC`, r.Borough(), id)
	return db.Collect(rows, err, scanAction)
}

// latestAction is the version of an action that stands; 0 when there is none.
func latestAction(r db.Reader, id ActionID) (n int64, err error) {
	err = r.QueryRow(`SELECT COALESCE(MAX(a.version), 0) FROM situation_action a WHERE a.borough_id = ? AND a.id = ?`,
		r.Borough(), id).Scan(&n)
	return n, err
}

func insertAction(tx *db.Tx, a Action) error {
	ended := ""
	if !a.Done.Ended.IsZero() {
		ended = a.Done.Ended.String()
	}
	_, err := tx.Exec(`INSERT INTO situation_action (borough_id, id, version, place, kind, began, ended, what, led_by, gone,
		noted_by, noted_name, noted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		tx.Borough(), a.ID, a.Version, a.Done.Place, a.Done.Kind, a.Done.Began, ended, a.Done.What, a.Done.LedBy, a.Gone,
		a.NotedBy, a.NotedName, a.NotedAt)
	return err
}
