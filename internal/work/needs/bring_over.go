package needs

import (
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

// Past is a request as another system knew it, with its needs, whatever became of them.
type Past struct {
	Request Request // with its id, its reference and all its times
	Key     string  // what the other system calls it; brought over again it breaks a unique index
	Needs   []Need
}

// BringOver records requests and their needs as they stood elsewhere, in the caller's
// transaction: what a borough moves from an earlier system, and the past of a demo. They
// have no status code, so nobody can ask how they stand by reference. It tells the journal
// nothing; the caller does, once for the whole list.
func BringOver(tx *db.Tx, all []Past) (err error) {
	defer fault.Wrap(&err, "bring requests over")
	if err := insertPastRequests(tx, all); err != nil {
		return err
	}
	var needs []Need
	for _, p := range all {
		needs = append(needs, p.Needs...)
	}
	return insertPastNeeds(tx, needs)
}
