package accounts

import (
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// Held is one role that an account in use holds, and since when.
type Held struct {
	Account Account // without its grants
	Grant   access.Grant
	Since   time.Time
}

// HeldRoles are the roles of all accounts in use, by the name of the account, through the caller's
// handle: the caller has checked who may know.
func HeldRoles(r db.Reader) (all []Held, err error) {
	rows, err := r.Query(`SELECT `+accountColumns+`, g.role, g.neighbourhood, g.organisation_id, g.granted_at FROM accounts_account a
		JOIN accounts_grant g ON g.borough_id = a.borough_id AND g.account_id = a.id
		WHERE a.borough_id = ? AND a.disabled_at IS NULL ORDER BY a.name, a.id, g.role, g.neighbourhood`, r.Borough())
	return db.Collect(rows, err, func(rows *db.Rows) (Held, error) {
		var h Held
		var hash string
		var disabled, seen, since db.NullTime
		err := rows.Scan(&h.Account.ID, &h.Account.Name, &h.Account.Email, &h.Account.Title, &hash, &h.Account.AddedAt, &seen, &disabled, &h.Account.Version,
			&h.Grant.Role, &h.Grant.Neighbourhood, &h.Grant.Organisation, &since)
		h.Account.SeenAt, h.Since = seen.Time, since.Time
		if h.Since.IsZero() {
			h.Since = h.Account.AddedAt
		}
		return h, err
	})
}
