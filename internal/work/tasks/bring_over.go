package tasks

import (
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

// BringOver records tasks as they stood elsewhere, with their ids and all their times, in
// the caller's transaction: what a borough moves from an earlier system, and the past of a
// demo. Their requests and needs are there already ([needs.BringOver]). It tells the
// journal nothing; the caller does, once for the whole list.
func BringOver(tx *db.Tx, all []Task) (err error) {
	defer fault.Wrap(&err, "bring tasks over")
	return insertPast(tx, all)
}
