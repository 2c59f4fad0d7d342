package accounts

import (
	"context"
	"crypto/rand"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/registers/factors"
)

// Step is what is asked of somebody after their password.
type Step string

// The steps.
const (
	NoStep     Step = ""
	TypeCode   Step = "code"    // of their app, or of the paper
	SetUpApp   Step = "app"     // their role needs a second step, and they have none yet
	UsePasskey Step = "passkey" // their role needs a second step, and theirs is a passkey
)

// stepLasts is how long a step may take, which is long enough to install an app.
const stepLasts = 15 * time.Minute

// due is what an account is asked for after it came in by a way. A passkey is two steps at
// once: the device, and what unlocks it. The council's single sign-on asks by its own rules.
func (s *Service) due(r db.Reader, rules *Rules, a Account, how How) (Step, error) {
	if s.factors == nil || how == ByPasskey || how == BySingle {
		return NoStep, nil
	}
	app, err := factors.AppOf(r, string(a.ID))
	if err != nil || app.Set {
		return TypeCode, err
	}
	if !rules.asks(a.Grants) {
		return NoStep, nil
	}
	keys, err := factors.PasskeysOf(r, string(a.ID))
	if err != nil || len(keys) > 0 { // or whoever has the password alone could set up an app of their own
		return UsePasskey, err
	}
	return SetUpApp, nil
}

func beginStep(tx *db.Tx, id ID, step Step, how How) (Entrance, error) {
	if err := deleteStepsBefore(tx, tx.Now()); err != nil {
		return Entrance{}, err
	}
	token := ident.NewToken(rand.Reader)
	return Entrance{Token: token, Step: step}, insertStep(tx, hashToken(token), id, how, tx.Now().Add(stepLasts))
}

// StepOf tells which step a token is of, and of whose account. One that is over is
// [fault.Unauthenticated].
func (s *Service) StepOf(ctx context.Context, token string) (Step, Account, error) {
	rules, err := s.rules(ctx)
	if err != nil {
		return NoStep, Account{}, err
	}
	r := s.db.Read(ctx)
	a, how, err := stepAccount(r, token)
	if err != nil {
		return NoStep, Account{}, err
	}
	step, err := s.due(r, rules, a, how)
	return step, a, err
}

func stepAccount(r db.Reader, token string) (a Account, how How, err error) {
	id, how, found, err := stepByHash(r, hashToken(token))
	if err != nil {
		return a, "", err
	}
	if found {
		a, found, err = accountByID(r, id)
	}
	if err == nil && (!found || a.Disabled()) {
		err = fault.New(fault.Unauthenticated, "accounts.step-over", "That took too long. Sign in again.")
	}
	return a, how, err
}

// TakeStep takes a code of the app or of the paper for the step of a token, and begins the
// session. A code that does not count is [fault.Invalid]; too many are [fault.RateLimited].
func (s *Service) TakeStep(ctx context.Context, token, code string, from Origin) (Entrance, error) {
	a, how, err := stepAccount(s.db.Read(ctx), token)
	if err != nil {
		return Entrance{}, err
	}
	if err := s.brake(ctx, perCode, string(a.ID), from.Network); err != nil {
		return Entrance{}, err
	}
	e, err := s.takeStep(ctx, a, how, token, code, from)
	if fault.CodeOf(err) == "factors.wrong-code" {
		noted := s.db.Write(ctx, func(tx *db.Tx) error {
			return record(tx, "failed the second step", "accounts.step-failed", a.ID)
		})
		if noted != nil {
			return Entrance{}, noted
		}
	}
	return e, err
}

func (s *Service) takeStep(ctx context.Context, a Account, how How, token, code string, from Origin) (e Entrance, err error) {
	rules, err := s.rules(ctx)
	if err != nil {
		return e, err
	}
	err = s.db.Write(asAccount(ctx, a.ID), func(tx *db.Tx) error {
		proof, err := s.factors.Take(tx, string(a.ID), code)
		if err != nil {
			return err
		}
		by, err := s.proved(tx, a.ID, how, proof)
		if err != nil {
			return err
		}
		if err := s.release(tx, perCode, string(a.ID), from.Network); err != nil {
			return err
		}
		e, err = s.endStep(tx, rules, a, token, by, from)
		return err
	})
	return e, err
}

// proved is how somebody came in by a code, of which the paper's is told of.
func (s *Service) proved(tx *db.Tx, id ID, how How, proof factors.Proof) (How, error) {
	switch proof {
	case factors.ByApp:
		if how == ByInvitation {
			return how, nil
		}
		return ByPasswordCode, nil
	case factors.ByRecovery:
		return ByRecoveryCode, record(tx, "used a recovery code", "accounts.recovery-used", id)
	}
	return "", factors.WrongCode()
}

// endStep uses up a step. Of two who come with it at once, one is let in.
func (s *Service) endStep(tx *db.Tx, rules *Rules, a Account, token string, how How, from Origin) (Entrance, error) {
	first, err := deleteStep(tx, hashToken(token))
	if err == nil && !first {
		err = fault.New(fault.Unauthenticated, "accounts.step-over", "That took too long. Sign in again.")
	}
	if err != nil {
		return Entrance{}, err
	}
	session, err := s.begin(tx, rules, a, how, from)
	return Entrance{Session: session}, err
}

// PrepareStep begins to set an app up for the step of a token.
func (s *Service) PrepareStep(ctx context.Context, token string) error {
	if step, a, err := s.StepOf(ctx, token); err != nil || step != SetUpApp {
		return notThisStep(err)
	} else {
		return s.db.Write(asAccount(ctx, a.ID), func(tx *db.Tx) error { return s.factors.PrepareApp(tx, string(a.ID)) })
	}
}

// FinishStep takes the first code of an app that was set up for the step of a token, begins
// the session and tells the recovery codes, once.
func (s *Service) FinishStep(ctx context.Context, token, code string, from Origin) (e Entrance, recovery []string, err error) {
	step, a, err := s.StepOf(ctx, token)
	if err != nil || step != SetUpApp {
		return e, nil, notThisStep(err)
	}
	if err := s.brake(ctx, perCode, string(a.ID), from.Network); err != nil {
		return e, nil, err
	}
	rules, err := s.rules(ctx)
	if err != nil {
		return e, nil, err
	}
	err = s.db.Write(asAccount(ctx, a.ID), func(tx *db.Tx) error {
		if recovery, err = s.confirmApp(tx, a.ID, code); err != nil {
			return err
		}
		if err := s.release(tx, perCode, string(a.ID), from.Network); err != nil {
			return err
		}
		e, err = s.endStep(tx, rules, a, token, ByPasswordCode, from)
		return err
	})
	return e, recovery, err
}

func notThisStep(err error) error {
	if err == nil {
		err = fault.New(fault.Unauthenticated, "accounts.step-over", "That took too long. Sign in again.")
	}
	return err
}

// Setup is what an app is told that is being set up for an account; found is false where none is.
func (s *Service) Setup(ctx context.Context, a Account, issuer string) (factors.Setup, bool, error) {
	return s.factors.SetupOf(s.db.Read(ctx), string(a.ID), a.Email, issuer)
}
