package accounts

import (
	"context"
	"slices"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// SessionID names a session to its owner; it opens nothing.
type SessionID = ident.ID[Session]

// Session is somebody signed in with an account, as its owner sees it.
type Session struct {
	ID      SessionID
	How     How
	Browser string // in plain words; "" when it is not known
	Place   string
	Started time.Time
	Used    time.Time // within a minute
	Here    bool      // it is the one that asks
}

// session is a row of accounts_session.
type session struct {
	id           SessionID
	account      ID
	organisation string
	volunteer    string
	how          How
	browser      string
	place        string
	started      time.Time
	touched      time.Time
}

func (s session) over(now time.Time) bool {
	if s.volunteer != "" { // on their own phone, of which they see no more than they were given
		return now.Sub(s.started) >= Lifetime
	}
	return now.Sub(s.started) >= Lifetime || now.Sub(s.touched) >= Idle
}

// Principal tells who holds a session token. A session that has ended, was idle too
// long, or whose account is disabled is [fault.Unauthenticated].
func (s *Service) Principal(ctx context.Context, token string) (access.Principal, error) {
	r := s.db.Read(ctx)
	held, found, err := sessionByHash(r, hashToken(token))
	if err != nil {
		return access.Principal{}, err
	}
	if !found || held.over(r.Now()) {
		return access.Principal{}, fault.New(fault.Unauthenticated, "accounts.session-over", "You have been signed out. Sign in again.")
	}
	if r.Now().Sub(held.touched) >= touchEvery {
		if err := s.touch(ctx, token); err != nil {
			return access.Principal{}, err
		}
	}
	return s.holder(r, held)
}

func (s *Service) touch(ctx context.Context, token string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error { return touchSession(tx, hashToken(token)) })
}

// FreshFor is how long after signing in somebody may change how they sign in.
const FreshFor = 15 * time.Minute

// Fresh reports whether the session of a token began so lately that whoever holds it may
// change how its account signs in.
func (s *Service) Fresh(ctx context.Context, token string) (bool, error) {
	r := s.db.Read(ctx)
	held, found, err := sessionByHash(r, hashToken(token))
	return found && r.Now().Sub(held.started) < FreshFor, err
}

// Sessions are those of an account, latest first: one's own, or anybody's for those who keep
// accounts. token is of the session that asks.
func (s *Service) Sessions(ctx context.Context, id ID, token string) (all []Session, err error) {
	defer fault.Wrap(&err, "sessions of account %s", id)
	if err := mayKeep(ctx, id); err != nil {
		return nil, err
	}
	r := s.db.Read(ctx)
	held, err := sessionsOf(r, id)
	for hash, one := range held {
		if !one.over(r.Now()) {
			all = append(all, Session{one.id, one.how, one.browser, one.place, one.started, one.touched, hash == hashToken(token)})
		}
	}
	slices.SortFunc(all, func(a, b Session) int { return b.Started.Compare(a.Started) })
	return all, err
}

// EndSession ends one session of an account: one's own, or anybody's for those who keep
// accounts. One that has ended already is no error.
func (s *Service) EndSession(ctx context.Context, id ID, which SessionID) (err error) {
	defer fault.Wrap(&err, "end a session of account %s", id)
	if err := mayKeep(ctx, id); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		ended, err := deleteSessionByID(tx, id, which)
		if err != nil || !ended {
			return err
		}
		return record(tx, "ended a session", "accounts.session-ended", id)
	})
}

// SignOutEverywhere ends every session of the account that is signed in, this one too.
func (s *Service) SignOutEverywhere(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "sign out everywhere")
	id := ID(access.From(ctx).Account)
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := deleteSessionsOf(tx, id, ""); err != nil {
			return err
		}
		return record(tx, "signed out everywhere", "accounts.signed-out", id)
	})
}

// mayKeep lets somebody at their own account, and those who keep accounts at any.
func mayKeep(ctx context.Context, id ID) error {
	if access.From(ctx).Account == string(id) && id != "" {
		return nil
	}
	return access.Check(ctx, "", keepers...)
}
