package accounts

import (
	"context"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/factors"
)

// Ways are how an account can sign in.
type Ways struct {
	Password bool
	App      factors.App
	Passkeys []factors.Passkey
	Single   bool // the council's single sign-on
	Asked    bool // the role needs a second step
}

// others is how many ways there are beside passkeys.
func (w Ways) others() int { return one(w.Password) + one(w.Single) }

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Ways tells how an account can sign in: one's own, or anybody's for those who keep accounts.
func (s *Service) Ways(ctx context.Context, id ID) (w Ways, err error) {
	defer fault.Wrap(&err, "ways of account %s", id)
	if err := mayKeep(ctx, id); err != nil {
		return w, err
	}
	rules, err := s.rules(ctx)
	if err != nil {
		return w, err
	}
	return s.waysIn(s.db.Read(ctx), rules, id)
}

func (s *Service) waysIn(r db.Reader, rules *Rules, id ID) (w Ways, err error) {
	a, found, err := accountByID(r, id)
	if err != nil || !found {
		return w, noSuchAccount(err)
	}
	w.Asked = rules.asks(a.Grants)
	if w.Password, err = hasPassword(r, id); err != nil {
		return w, err
	}
	if w.Single, err = isLinked(r, id); err != nil || s.factors == nil {
		return w, err
	}
	if w.App, err = factors.AppOf(r, string(id)); err != nil {
		return w, err
	}
	w.Passkeys, err = factors.PasskeysOf(r, string(id))
	return w, err
}

// me is the account that is signed in.
func me(ctx context.Context) (ID, error) {
	who := access.From(ctx)
	if !who.SignedIn() || who.OrganisationID() != "" || who.VolunteerID() != "" || strings.Contains(who.Account, ":") {
		return "", fault.New(fault.Forbidden, "accounts.no-account", "You come in by a link, so there is nothing to change here.")
	}
	return ID(who.Account), nil
}

// change does something to the account that is signed in, in one transaction.
func (s *Service) change(ctx context.Context, do func(tx *db.Tx, id ID) error) error {
	id, err := me(ctx)
	if err != nil {
		return err
	}
	if s.factors == nil {
		return fault.New(fault.Unavailable, "accounts.no-factors", "There is no second step here.")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error { return do(tx, id) })
}

// PrepareApp begins to set an app up for the account that is signed in.
func (s *Service) PrepareApp(ctx context.Context) error {
	return s.change(ctx, func(tx *db.Tx, id ID) error { return s.factors.PrepareApp(tx, string(id)) })
}

// ConfirmApp takes the first code of the app that is being set up, and tells the recovery
// codes, once. Sessions elsewhere end.
func (s *Service) ConfirmApp(ctx context.Context, code, token, from string) (recovery []string, err error) {
	defer fault.Wrap(&err, "confirm an app")
	id, err := me(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.brake(ctx, perCode, string(id), from); err != nil {
		return nil, err
	}
	err = s.change(ctx, func(tx *db.Tx, id ID) error {
		if recovery, err = s.confirmApp(tx, id, code); err != nil {
			return err
		}
		if err := s.release(tx, perCode, string(id), from); err != nil {
			return err
		}
		return deleteSessionsOf(tx, id, hashToken(token))
	})
	return recovery, err
}

func (s *Service) confirmApp(tx *db.Tx, id ID, code string) ([]string, error) {
	recovery, err := s.factors.ConfirmApp(tx, string(id), code)
	if err != nil {
		return nil, err
	}
	return recovery, record(tx, "set up an app for the second step", "accounts.app-added", id)
}

// NewRecovery replaces the recovery codes of the account that is signed in and tells them, once.
func (s *Service) NewRecovery(ctx context.Context) (recovery []string, err error) {
	defer fault.Wrap(&err, "make recovery codes")
	err = s.change(ctx, func(tx *db.Tx, id ID) error {
		app, err := factors.AppOf(tx, string(id))
		if err == nil && !app.Set {
			err = fault.New(fault.Conflict, "accounts.no-app", "Set up an app first: recovery codes are for the day it is lost.")
		}
		if err != nil {
			return err
		}
		if recovery, err = s.factors.NewRecovery(tx, string(id)); err != nil {
			return err
		}
		return record(tx, "made new recovery codes", "accounts.recovery-made", id)
	})
	return recovery, err
}

// RemoveApp ends the app of the account that is signed in. Where the role needs a second step
// and no passkey is left to be it, that is [fault.Invalid].
func (s *Service) RemoveApp(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "remove an app")
	rules, err := s.rules(ctx)
	if err != nil {
		return err
	}
	return s.change(ctx, func(tx *db.Tx, id ID) error {
		w, err := s.waysIn(tx, rules, id)
		if err == nil && w.Asked && len(w.Passkeys) == 0 {
			err = fault.New(fault.Invalid, "accounts.step-needed", "Your role needs a second step. Add a passkey first, then you can remove the app.")
		}
		if err != nil {
			return err
		}
		if err := s.factors.RemoveApp(tx, string(id)); err != nil {
			return err
		}
		return record(tx, "removed the app for the second step", "accounts.app-removed", id)
	})
}

// AskNewPasskey begins to make a passkey for the account that is signed in.
func (s *Service) AskNewPasskey(ctx context.Context) (asked factors.Asked, err error) {
	defer fault.Wrap(&err, "ask for a new passkey")
	err = s.change(ctx, func(tx *db.Tx, id ID) error {
		a, _, err := accountByID(tx, id)
		if err != nil {
			return err
		}
		asked, err = s.factors.AskNewPasskey(tx, string(id), a.Email)
		return err
	})
	return asked, err
}

// AddPasskey keeps the passkey that the browser made. What does not hold is [fault.Invalid].
func (s *Service) AddPasskey(ctx context.Context, token, answer, name string) (err error) {
	defer fault.Wrap(&err, "add a passkey")
	return s.change(ctx, func(tx *db.Tx, id ID) error {
		if _, err := s.factors.AddPasskey(tx, string(id), token, answer, name); err != nil {
			return err
		}
		return record(tx, "added a passkey", "accounts.passkey-added", id)
	})
}

// RenamePasskey gives one's own passkey another name.
func (s *Service) RenamePasskey(ctx context.Context, which factors.PasskeyID, name string) (err error) {
	defer fault.Wrap(&err, "rename a passkey")
	return s.change(ctx, func(tx *db.Tx, id ID) error {
		if err := s.factors.RenamePasskey(tx, string(id), which, name); err != nil {
			return err
		}
		return record(tx, "renamed a passkey", "accounts.passkey-renamed", id)
	})
}

// RemovePasskey takes one's own passkey away. The last way in, and the last second step of
// somebody whose role needs one, is not taken away: that is [fault.Invalid].
func (s *Service) RemovePasskey(ctx context.Context, which factors.PasskeyID) (err error) {
	defer fault.Wrap(&err, "remove a passkey")
	rules, err := s.rules(ctx)
	if err != nil {
		return err
	}
	return s.change(ctx, func(tx *db.Tx, id ID) error {
		if err := lockAccount(tx, id); err != nil { // two who remove the last two at once
			return err
		}
		w, err := s.waysIn(tx, rules, id)
		if err != nil {
			return err
		}
		if err := w.without(which); err != nil {
			return err
		}
		if err := s.factors.RemovePasskey(tx, string(id), which); err != nil {
			return err
		}
		return record(tx, "removed a passkey", "accounts.passkey-removed", id)
	})
}

// without reports why a passkey cannot be taken away.
func (w Ways) without(which factors.PasskeyID) error {
	if len(w.Passkeys) != 1 || !slices.ContainsFunc(w.Passkeys, func(p factors.Passkey) bool { return p.ID == which }) {
		return nil
	}
	switch {
	case w.others() == 0:
		return fault.New(fault.Invalid, "accounts.last-way", "This passkey is the only way you can sign in. Add another one first.")
	case w.Asked && !w.App.Set && w.Password:
		return fault.New(fault.Invalid, "accounts.step-needed", "Your role needs a second step, and this passkey is yours. Set up an app or another passkey first.")
	}
	return nil
}

// AskPasskey begins to sign somebody in with a passkey.
func (s *Service) AskPasskey(ctx context.Context) (asked factors.Asked, err error) {
	defer fault.Wrap(&err, "ask for a passkey")
	if s.factors == nil {
		return asked, fault.New(fault.Unavailable, "accounts.no-factors", "There are no passkeys here.")
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		asked, err = s.factors.AskPasskey(tx)
		return err
	})
	return asked, err
}

// EnterByPasskey begins a session for whose passkey signed what it was asked. Whatever is
// wrong, the answer is the same [fault.Unauthenticated].
func (s *Service) EnterByPasskey(ctx context.Context, token, answer string, from Origin) (e Entrance, err error) {
	if s.factors == nil {
		return e, wrong()
	}
	rules, err := s.rules(ctx)
	if err != nil {
		return e, err
	}
	owner, err := factors.Owner(s.db.Read(ctx), answer)
	if err != nil {
		return e, err
	}
	as := ctx
	if owner != "" {
		as = asAccount(ctx, ID(owner))
	}
	err = s.db.Write(as, func(tx *db.Tx) error {
		key, err := s.factors.Enter(tx, token, answer)
		if err != nil {
			return err
		}
		e, err = s.enterIn(tx, rules, ID(key.Account), ByPasskey, from)
		return err
	})
	if fault.KindOf(err) == fault.Unauthenticated {
		if noted := s.db.Write(ctx, func(tx *db.Tx) error {
			return record(tx, "failed to sign in with a passkey", "accounts.failed", ID(owner))
		}); noted != nil {
			return e, noted
		}
	}
	return e, err
}
