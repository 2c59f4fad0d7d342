package accounts

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// How long a session lasts: a shift at most, and two hours without a page.
const (
	Lifetime = 12 * time.Hour
	Idle     = 2 * time.Hour
	// touchEvery keeps a busy session from writing at every page.
	touchEvery = time.Minute
)

// SignIn checks an address and a password and begins a session, whose token the browser
// keeps. Whatever is wrong, the answer is the same [fault.Unauthenticated]; too many
// failures are [fault.RateLimited]. from is the network of the caller's machine.
func (s *Service) SignIn(ctx context.Context, email, password, from string) (token string, err error) {
	email = foldEmail(email)
	if !s.throttle.enter(s.db.Read(ctx).Now(), email, from) {
		return "", fault.New(fault.RateLimited, "accounts.too-many", "Too many tries. Wait five minutes, then try again.")
	}
	account, err := s.prove(ctx, email, password)
	if err != nil {
		return "", err
	}
	s.throttle.succeeded(email, from)
	return s.begin(ctx, account)
}

// prove returns the account of an address if the password is its own. An address nobody
// has costs as much work as one with another password.
func (s *Service) prove(ctx context.Context, email, password string) (Account, error) {
	account, hash, err := accountByEmail(s.db.Read(ctx), email)
	if err != nil {
		return Account{}, err
	}
	ok, old, err := s.hasher.matches(ctx, password, hash)
	switch {
	case err != nil:
		return Account{}, err
	case !ok || account.Disabled():
		return Account{}, s.noteFailure(ctx, account.ID)
	case old:
		return account, s.rehash(ctx, account.ID, password)
	}
	return account, nil
}

// noteFailure tells the journal, and answers as for every failure.
func (s *Service) noteFailure(ctx context.Context, id ID) error {
	err := s.db.Write(ctx, func(tx *db.Tx) error { return record(tx, "failed to sign in", "accounts.failed", id) })
	if err != nil {
		return err
	}
	return wrong()
}

// rehash keeps a password at today's cost. Its length was judged when it was chosen.
func (s *Service) rehash(ctx context.Context, id ID, password string) error {
	hash, err := s.hasher.work(ctx, password)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error { return setPassword(tx, id, hash) })
}

func (s *Service) begin(ctx context.Context, a Account) (string, error) {
	token := ident.NewToken(rand.Reader)
	caller := db.CallerOf(ctx)
	caller.Actor = string(a.ID)
	return token, s.db.Write(db.As(ctx, caller), func(tx *db.Tx) error {
		if err := insertSession(tx, hashToken(token), a.ID, ""); err != nil {
			return err
		}
		return record(tx, "signed in", "accounts.signed-in", a.ID)
	})
}

// SignOut ends the session of a token. An unknown token is no error.
func (s *Service) SignOut(ctx context.Context, token string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		ended, err := deleteSession(tx, hashToken(token))
		if err != nil || !ended {
			return err
		}
		return record(tx, "signed out", "accounts.signed-out", ID(tx.Actor()))
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

// session is a row of accounts_session.
type session struct {
	account      ID
	organisation string
	volunteer    string
	started      time.Time
	touched      time.Time
}

func (s session) over(now time.Time) bool {
	if s.volunteer != "" { // on their own phone, of which they see no more than they were given
		return now.Sub(s.started) >= Lifetime
	}
	return now.Sub(s.started) >= Lifetime || now.Sub(s.touched) >= Idle
}

func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
