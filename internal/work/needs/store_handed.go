package needs

import (
	"kith/internal/plat/db"
)

// keepHanded keeps that a request leaves a hub, and why.
func keepHanded(tx *db.Tx, r Request, to, reason string) error {
	_, err := tx.Exec(`INSERT INTO needs_handed (borough_id, request_id, version, from_hub, to_hub, reason, handed_at, handed_by)
		VALUES (?,?,?,?,?,?,?,?)`, tx.Borough(), r.ID, r.Version, r.Neighbourhood, to, reason, tx.Now(), tx.Actor())
	return err
}

func handedOf(r db.Reader, id RequestID) ([]Handed, error) {
	rows, err := r.Query(`SELECT h.from_hub, h.to_hub, h.reason, h.handed_by, h.handed_at FROM needs_handed h
		WHERE h.borough_id = ? AND h.request_id = ? ORDER BY h.version DESC`, r.Borough(), id)
	return db.Collect(rows, err, func(rows *db.Rows) (h Handed, err error) {
		var at db.Time
		err = rows.Scan(&h.From, &h.To, &h.Reason, &h.By, &at)
		h.At = at.Time
		return h, err
	})
}

// handedOn is the condition of requests that left one of some hubs, or any where none is
// named, and are with another now.
func handedOn(r db.Reader, hubs []string) (string, []any) {
	from, ids := `h.from_hub <> ''`, []any(nil)
	if hubs != nil {
		var marks string
		marks, ids = db.In(hubs)
		from = `h.from_hub IN (` + marks + `)`
	}
	return `EXISTS (SELECT 1 FROM needs_handed h WHERE h.borough_id = ? AND h.request_id = q.id AND h.from_hub <> q.neighbourhood AND ` + from + `)`,
		append([]any{r.Borough()}, ids...)
}
