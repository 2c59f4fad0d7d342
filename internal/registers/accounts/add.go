package accounts

import (
	"context"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// NewAccount is an account to be added.
type NewAccount struct {
	Name     string
	Email    string
	Password string
	Invited  bool   // there is no password yet: its owner chooses one by an invitation
	Title    string // id of what they are called, of roles.yaml; "" when it is not said
	Grants   []access.Grant
}

func (n NewAccount) check() error {
	switch {
	case strings.TrimSpace(n.Name) == "":
		return fault.New(fault.Invalid, "accounts.no-name", "Enter the person's name.")
	case !strings.Contains(n.Email, "@"):
		return fault.New(fault.Invalid, "accounts.no-email", "Enter an email address, like name@example.org.")
	}
	if err := checkGrants(n.Grants); err != nil {
		return err
	}
	if n.Invited {
		return nil
	}
	return checkPassword(n.Password)
}

// Add makes an account. An address that is in use is [fault.Conflict].
func (s *Service) Add(ctx context.Context, n NewAccount) (a Account, err error) {
	defer fault.Wrap(&err, "add account")
	if err := access.Check(ctx, "", keepers...); err != nil {
		return Account{}, err
	}
	return s.Create(ctx, n)
}

// Create makes an account without asking who may: for the first account of a borough and
// for a demo, from the command line of the machine itself.
func (s *Service) Create(ctx context.Context, n NewAccount) (a Account, err error) {
	if err := n.check(); err != nil {
		return Account{}, err
	}
	hash := ""
	if !n.Invited {
		if hash, err = s.hasher.hash(ctx, n.Password); err != nil {
			return Account{}, err
		}
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		a = Account{ID: ident.New[Account](tx.Now()), AddedAt: tx.Now(), Name: strings.TrimSpace(n.Name), Email: strings.TrimSpace(n.Email), Title: n.Title, Grants: n.Grants, Version: 1}
		if err := insertAccount(tx, a, hash); err != nil {
			return err
		}
		return record(tx, "added an account", "accounts.added", a.ID)
	})
	if db.IsUnique(err) {
		return Account{}, fault.New(fault.Conflict, "accounts.known", "There is already an account with this email address.")
	}
	return a, err
}

// Disable stops an account from being used and ends every session it has. Nobody
// disables their own: somebody has to be left who can undo it.
func (s *Service) Disable(ctx context.Context, id ID) (err error) {
	defer fault.Wrap(&err, "disable account %s", id)
	if err := access.Check(ctx, "", keepers...); err != nil {
		return err
	}
	if access.From(ctx).Account == string(id) {
		return fault.New(fault.Invalid, "accounts.own", "You cannot disable your own account. Ask another administrator.")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := disableAccount(tx, id); err != nil {
			return err
		}
		return record(tx, "disabled an account", "accounts.disabled", id)
	})
}

// Enable lets a disabled account be used again.
func (s *Service) Enable(ctx context.Context, id ID) (err error) {
	defer fault.Wrap(&err, "enable account %s", id)
	if err := access.Check(ctx, "", keepers...); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := enableAccount(tx, id); err != nil {
			return err
		}
		return record(tx, "enabled an account", "accounts.enabled", id)
	})
}
