package accounts

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// ChangePassword gives the account that is signed in another password, and ends all its
// sessions but the one of the token given. A wrong current password is
// [fault.Unauthenticated] and counts as a failure to sign in; too many are
// [fault.RateLimited].
func (s *Service) ChangePassword(ctx context.Context, current, chosen, token, from string) (err error) {
	defer fault.Wrap(&err, "change password")
	email := foldEmail(access.From(ctx).Email)
	if err := s.brake(ctx, perAccount, email, from); err != nil {
		return err
	}
	account, err := s.prove(ctx, email, current)
	if err != nil {
		return err
	}
	hash, err := s.hasher.hash(ctx, chosen)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := s.release(tx, perAccount, email, from); err != nil {
			return err
		}
		if err := setPassword(tx, account.ID, hash); err != nil {
			return err
		}
		if err := deleteSessionsOf(tx, account.ID, hashToken(token)); err != nil {
			return err
		}
		return record(tx, "changed their password", "accounts.password-changed", account.ID)
	})
}
