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
