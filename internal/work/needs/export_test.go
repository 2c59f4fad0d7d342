package needs

import (
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
)

// OpenWith is [OpenRequest] with references that the test draws.
func OpenWith(tx *db.Tx, n NewRequest, draw func() ident.Reference) (Request, error) {
	return referenced(tx, n, draw)
}
