package needs

import "kith/internal/plat/db"

// setRoute writes another way to meet a need that goes on, guarded by its version.
func setRoute(tx *db.Tx, n Need) error {
	return changed(tx.Exec(`UPDATE needs_need SET decision = ?, route = ?, version = version + 1
		WHERE borough_id = ? AND id = ? AND version = ? AND closed_at IS NULL`,
		db.JSON[Result]{V: n.Decision}, n.Decision.Route, tx.Borough(), n.ID, n.Version))
}
