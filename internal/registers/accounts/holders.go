package accounts

import (
	"slices"

	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// Holders are the accounts in use that hold a role of the blueprint for a neighbourhood, or
// for the borough where it is "": those with its title. Where nobody carries the title they
// are those who may do the same in that neighbourhood, and where nobody may, those who may
// everywhere.
func Holders(r db.Reader, t Title, neighbourhood string) (found []Account, err error) {
	all, err := listAccounts(r)
	if err != nil {
		return nil, err
	}
	var local, wide []Account
	for _, a := range all {
		switch {
		case a.Disabled() || !a.Principal().HasFor(neighbourhood, t.Access):
		case t.ID != "" && a.Title == t.ID:
			found = append(found, a)
		case neighbourhood != "" && slices.ContainsFunc(a.Grants, func(g access.Grant) bool { return g.Role == t.Access && g.Neighbourhood == neighbourhood }):
			local = append(local, a)
		default:
			wide = append(wide, a)
		}
	}
	for _, some := range [][]Account{found, local, wide} {
		if len(some) > 0 {
			return some, nil
		}
	}
	return nil, nil
}

// Named returns accounts by their ids, as they are now; ids of none are left out.
func Named(r db.Reader, ids []ID) (found []Account, err error) {
	for _, id := range ids {
		a, there, err := accountByID(r, id)
		if err != nil {
			return nil, err
		}
		if there {
			found = append(found, a)
		}
	}
	return found, nil
}

// ByEmail finds the account in use that signs in with an e-mail address.
func ByEmail(r db.Reader, email string) (a Account, found bool, err error) {
	a, _, err = accountByEmail(r, foldEmail(email))
	return a, err == nil && a.ID != "" && !a.Disabled(), err
}
