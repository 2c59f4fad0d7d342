package needs

import "kith/internal/plat/db"

func straighten(tx *db.Tx, n Need) error {
	return changed(tx.Exec(`UPDATE needs_need SET decision = ?, straight_to = ?, guarded = ?, route = '', priority = ?, neighbourhood = '',
		state = ?, version = version + 1 WHERE borough_id = ? AND id = ? AND version = ? AND closed_at IS NULL`,
		db.JSON[Result]{V: n.Decision}, n.Decision.StraightTo, n.Decision.guarded(), n.Priority, n.State, tx.Borough(), n.ID, n.Version))
}
