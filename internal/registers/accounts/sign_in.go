package accounts

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/brakes"
	"kith/internal/plat/db"
)

// How long a session lasts: a shift at most, and two hours without a page.
const (
	Lifetime = 12 * time.Hour
	Idle     = 2 * time.Hour
	// touchEvery keeps a busy session from writing at every page.
	touchEvery = time.Minute
)

// Origin is where a sign-in comes from.
type Origin struct {
	Network string // of the caller's machine, as web.Network names it
	Browser string // in plain words, such as "Chrome on Windows"
	Device  string // a secret the browser keeps from one sign-in to the next; "" is none
}

// How says by what somebody came in.
type How string

// The ways in.
const (
	ByPassword     How = "password"
	ByPasswordCode How = "password-code"
	ByRecoveryCode How = "recovery-code"
	ByPasskey      How = "passkey"
	BySingle       How = "single-sign-on"
	ByInvitation   How = "invitation"
)

// Entrance is what comes of a sign-in: a session, or one more step.
type Entrance struct {
	Session string // token the browser keeps; "" while a step is due
	Token   string // of the step that is due
	Step    Step
	To      string // where somebody was going, after the single sign-on; "" is not known
}

// SignIn checks an address and a password. It begins a session, or says which step is due:
// see [Service.TakeStep]. Whatever is wrong, the answer is the same [fault.Unauthenticated];
// too many failures are [fault.RateLimited].
func (s *Service) SignIn(ctx context.Context, email, password string, from Origin) (Entrance, error) {
	email = foldEmail(email)
	if err := s.brake(ctx, perAccount, email, from.Network); err != nil {
		return Entrance{}, err
	}
	account, err := s.prove(ctx, email, password)
	if err != nil {
		return Entrance{}, err
	}
	return s.enter(ctx, account.ID, ByPassword, from, brakes.Key{Rule: perAccount, What: email})
}

// enter begins a session for somebody who proved who they are, or asks for one more step. The
// tries that are counted under the key are forgiven.
func (s *Service) enter(ctx context.Context, id ID, how How, from Origin, tried brakes.Key) (e Entrance, err error) {
	rules, err := s.rules(ctx)
	if err != nil {
		return Entrance{}, err
	}
	err = s.db.Write(asAccount(ctx, id), func(tx *db.Tx) error {
		e, err = s.enterIn(tx, rules, id, how, from)
		if err != nil {
			return err
		}
		return s.release(tx, tried.Rule, tried.What, from.Network)
	})
	return e, err
}

func (s *Service) enterIn(tx *db.Tx, rules *Rules, id ID, how How, from Origin) (Entrance, error) {
	a, found, err := accountByID(tx, id)
	if err == nil && (!found || a.Disabled()) {
		err = wrong()
	}
	if err != nil {
		return Entrance{}, err
	}
	step, err := s.due(tx, rules, a, how)
	if err != nil {
		return Entrance{}, err
	}
	if step != NoStep {
		return beginStep(tx, a.ID, step, how)
	}
	token, err := s.begin(tx, rules, a, how, from)
	return Entrance{Session: token}, err
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

// begin begins a session, and notes the browser when it is a new one.
func (s *Service) begin(tx *db.Tx, rules *Rules, a Account, how How, from Origin) (string, error) {
	token := ident.NewToken(rand.Reader)
	place := rules.place(from.Network)
	row := session{id: ident.New[Session](tx.Now()), account: a.ID, how: how, browser: from.Browser, place: place}
	if err := insertSession(tx, hashToken(token), row); err != nil {
		return "", err
	}
	if err := setSeen(tx, a.ID); err != nil {
		return "", err
	}
	if err := recordWith(tx, "signed in", "accounts.signed-in", a.ID, map[string]any{"how": string(how)}); err != nil {
		return "", err
	}
	return token, noteDevice(tx, a.ID, from, place)
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

func asAccount(ctx context.Context, id ID) context.Context {
	caller := db.CallerOf(ctx)
	caller.Actor = string(id)
	return db.As(ctx, caller)
}

func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

func wrong() error {
	return fault.New(fault.Unauthenticated, "accounts.wrong", "The email address or the password is not right. Check both and try again.")
}
