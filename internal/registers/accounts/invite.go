package accounts

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/brakes"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/notify"
)

// InvitationLasts is how long an invitation may lie unused.
const InvitationLasts = 3 * 24 * time.Hour

// invitation marks the ids of invitations.
type invitation struct{}

// InvitedPath is where an invitation leads; the token follows.
const InvitedPath = "/invited/"

// Invite makes a link by which the owner of an account chooses a password, for somebody new or
// somebody who forgot theirs. Links made before stop. The link is told once, to be handed
// over, and goes by mail where mails are carried. It works once, within [InvitationLasts].
func (s *Service) Invite(ctx context.Context, id ID) (link string, err error) {
	defer fault.Wrap(&err, "invite account %s", id)
	if err := access.Check(ctx, "", keepers...); err != nil {
		return "", err
	}
	if len(s.key) == 0 {
		return "", fault.New(fault.Unavailable, "accounts.no-key", "Nobody can be invited here: the key for it is missing. Ask whoever runs this system.")
	}
	return link, s.db.Write(ctx, func(tx *db.Tx) error {
		a, found, err := accountByID(tx, id)
		if err != nil || !found {
			return noSuchAccount(err)
		}
		if a.Disabled() {
			return fault.New(fault.Conflict, "accounts.disabled", "This account is disabled. Enable it first.")
		}
		if err := deleteInvitationsOf(tx, id); err != nil {
			return err
		}
		made := ident.New[invitation](tx.Now())
		token := s.invitationToken(tx.Borough(), made)
		link = s.site() + InvitedPath + token
		if err := insertInvitation(tx, made, hashToken(token), id, tx.Now().Add(InvitationLasts)); err != nil {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: "invited somebody to choose a password", Topic: "accounts.invited",
			Objects: []journal.Object{{Kind: "account", ID: string(id)}, {Kind: "invitation", ID: string(made)}},
		})
	})
}

// invitationToken is made anew from the key whenever it is needed: it is kept nowhere, and a
// mail can still be sent again.
func (s *Service) invitationToken(borough string, id ident.ID[invitation]) string {
	h := hmac.New(sha256.New, s.key)
	h.Write([]byte("accounts_invitation\x00" + borough + "\x00" + string(id)))
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil))
}

// Invited is whose invitation a token is of. One that was used, is too old or never was is
// [fault.NotFound], all alike.
func (s *Service) Invited(ctx context.Context, token string) (Account, error) {
	return invited(s.db.Read(ctx), token)
}

func invited(r db.Reader, token string) (Account, error) {
	id, found, err := invitationByHash(r, hashToken(token))
	if err != nil {
		return Account{}, err
	}
	var a Account
	if found {
		a, found, err = accountByID(r, id)
	}
	if err == nil && (!found || a.Disabled()) {
		err = fault.New(fault.NotFound, "accounts.no-invitation", "This link has been used or is too old. Ask your administrator for a new one.")
	}
	return a, err
}

// Accept gives the account of an invitation the password its owner chose, ends its sessions,
// and lets them in; where a second step is due, that is asked for as ever.
func (s *Service) Accept(ctx context.Context, token, password string, from Origin) (e Entrance, err error) {
	defer fault.Wrap(&err, "accept an invitation")
	a, err := s.Invited(ctx, token)
	if err != nil {
		return e, err
	}
	rules, err := s.rules(ctx)
	if err != nil {
		return e, err
	}
	hash, err := s.hasher.hash(ctx, password)
	if err != nil {
		return e, err
	}
	err = s.db.Write(asAccount(ctx, a.ID), func(tx *db.Tx) error {
		first, err := useInvitation(tx, hashToken(token))
		if err == nil && !first {
			_, err = invited(tx, token)
		}
		if err != nil {
			return err
		}
		if err := setPassword(tx, a.ID, hash); err != nil {
			return err
		}
		if err := deleteSessionsOf(tx, a.ID, ""); err != nil {
			return err
		}
		if err := s.brakes.Forget(tx, brakes.Key{Rule: perAccount, What: foldEmail(a.Email)}); err != nil {
			return err
		}
		if err := record(tx, "chose a password by an invitation", "accounts.invitation-used", a.ID); err != nil {
			return err
		}
		e, err = s.enterIn(tx, rules, a.ID, ByInvitation, from)
		return err
	})
	return e, err
}

// mailInvitation sends an invitation on its way, at most once unless it surely did not go.
func (s *Service) mailInvitation(ctx context.Context, e journal.Sealed) error {
	id := ident.ID[invitation](e.ObjectID("invitation"))
	a, found, err := accountByID(s.db.Read(ctx), ID(e.ObjectID("account")))
	if err != nil || !found || a.Disabled() || s.site() == "" {
		return err
	}
	var due bool
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		due, err = tellInvitation(tx, id)
		return err
	})
	if err != nil || !due {
		return err
	}
	_, err = s.carriers.Send(ctx, notify.Message{
		Channel: notify.Email, Reference: "invitation." + string(id), To: a.Email, Subject: "Choose your password for Kith",
		Body: "You have an account for the community response.\n\nOpen this link and choose your password: " + s.site() + InvitedPath + s.invitationToken(e.Borough, id) +
			"\n\nThe link works once, for three days. If you did not expect it, tell your administrator and do not open it.\n",
	})
	if err == nil || notify.FailureOf(err).Trouble == notify.Unclear || notify.FailureOf(err).Trouble == notify.Refused {
		return nil
	}
	if undone := s.db.Write(ctx, func(tx *db.Tx) error { return untellInvitation(tx, id) }); undone != nil {
		return undone
	}
	return err
}

func noSuchAccount(err error) error {
	if err == nil {
		err = fault.New(fault.NotFound, "accounts.no-such", "There is no such account.")
	}
	return err
}
