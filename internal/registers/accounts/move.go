package accounts

import (
	"context"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// Move is what an account is to be from now on.
type Move struct {
	Account ID
	Version int64 // of the account as it was shown
	Title   string
	Grants  []access.Grant
}

// Move changes what an account may do. Its sessions and the links it made end at once, so
// that nothing goes on that was begun under the old role. Somebody who was overtaken is told
// by [fault.Conflict]. Nobody moves themselves.
func (s *Service) Move(ctx context.Context, m Move) (err error) {
	defer fault.Wrap(&err, "move account %s", m.Account)
	if err := access.Check(ctx, "", keepers...); err != nil {
		return err
	}
	if access.From(ctx).Account == string(m.Account) {
		return fault.New(fault.Invalid, "accounts.own-role", "You cannot change your own role. Ask another administrator.")
	}
	if err := checkGrants(m.Grants); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		a, found, err := accountByID(tx, m.Account)
		switch {
		case err != nil || !found:
			return noSuchAccount(err)
		case a.Version != m.Version:
			return fault.New(fault.Conflict, "accounts.overtaken", "Somebody changed this account while you looked at it. It is shown as it is now: check it, then save yours again.")
		}
		return moveIn(tx, a, m.Title, m.Grants)
	})
}

func moveIn(tx *db.Tx, a Account, title string, grants []access.Grant) error {
	if err := setGrants(tx, a.ID, title, grants); err != nil {
		return err
	}
	if err := endAccess(tx, a.ID); err != nil {
		return err
	}
	return recordWith(tx, "changed what an account may do", "accounts.moved", a.ID, map[string]any{"from": told(a.Grants), "to": told(grants)})
}

// told is what grants are, for the journal.
func told(grants []access.Grant) []string {
	all := make([]string, len(grants))
	for i, g := range grants {
		all[i] = strings.TrimSuffix(string(g.Role)+" "+g.Neighbourhood+g.Organisation, " ")
	}
	slices.Sort(all)
	return all
}

func checkGrants(grants []access.Grant) error {
	if len(grants) == 0 {
		return fault.New(fault.Invalid, "accounts.no-role", "Choose at least one role.")
	}
	for _, g := range grants {
		if !slices.Contains(access.Roles(), g.Role) {
			return fault.New(fault.Invalid, "accounts.no-such-role", "Choose a role from the list.")
		}
	}
	return nil
}

// Unused are the accounts in use with which nobody signed in for so many days, those of the
// longest silence first.
func (s *Service) Unused(ctx context.Context, days int) ([]Account, error) {
	all, err := s.List(ctx)
	if err != nil {
		return nil, err
	}
	before := s.db.Read(ctx).Now().Add(-time.Duration(days) * 24 * time.Hour)
	all = slices.DeleteFunc(all, func(a Account) bool { return a.Disabled() || a.UnusedSince().After(before) })
	slices.SortStableFunc(all, func(a, b Account) int { return a.UnusedSince().Compare(b.UnusedSince()) })
	return all, nil
}

// UnusedAfter is after how many days the borough lists an account as unused.
func (s *Service) UnusedAfter(ctx context.Context) (int, error) {
	rules, err := s.rules(ctx)
	if err != nil {
		return 0, err
	}
	return rules.Unused(), nil
}

// ResetSecondStep takes app, recovery codes and passkeys from somebody who lost them all, and
// ends their sessions. Nobody does it for themselves.
func (s *Service) ResetSecondStep(ctx context.Context, id ID) (err error) {
	defer fault.Wrap(&err, "reset the second step of account %s", id)
	if err := access.Check(ctx, "", keepers...); err != nil {
		return err
	}
	if access.From(ctx).Account == string(id) {
		return fault.New(fault.Invalid, "accounts.own-step", "You cannot reset your own second step. Ask another administrator.")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if _, found, err := accountByID(tx, id); err != nil || !found {
			return noSuchAccount(err)
		}
		if err := s.factors.ForgetAll(tx, string(id)); err != nil {
			return err
		}
		if err := endAccess(tx, id); err != nil {
			return err
		}
		return record(tx, "reset the second step of an account", "accounts.step-reset", id)
	})
}
