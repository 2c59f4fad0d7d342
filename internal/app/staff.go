package app

import (
	"context"

	"kith/internal/registers/accounts"
)

// AccountByEmail finds the account in use that signs in with an address.
func (f facts) AccountByEmail(ctx context.Context, email string) (accounts.Account, bool, error) {
	return accounts.ByEmail(f.DB.Read(ctx), email)
}

// AccountOf is an account by its id; found is false where there is none.
func (f facts) AccountOf(ctx context.Context, id accounts.ID) (a accounts.Account, found bool, err error) {
	if id == "" {
		return a, false, nil
	}
	all, err := accounts.Named(f.DB.Read(ctx), []accounts.ID{id})
	if len(all) == 0 {
		return a, false, err
	}
	return all[0], true, err
}
