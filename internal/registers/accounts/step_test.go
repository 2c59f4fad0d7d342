package accounts_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/accounts"
	"kith/internal/registers/factors"
)

const key = "a key of the test of 32 letters."

// proving lets people prove themselves with more than a password; the roles need it.
func (g *register) proving(roles ...access.Role) *register {
	g.t.Helper()
	proofs, err := factors.New([]byte(key), func() string { return "https://help.example.org" })
	if err != nil {
		g.t.Fatal(err)
	}
	g.ProvesBy(proofs)
	g.KeyedBy([]byte(key))
	g.RuledBy(func(context.Context) (*accounts.Rules, error) { return &accounts.Rules{SecondStep: roles}, nil })
	return g
}

// code is what the app of an account shows after a while.
func (g *register) code(secret string, after time.Duration) string {
	g.t.Helper()
	code, err := totp.GenerateCode(secret, g.clock.Now().Add(after))
	if err != nil {
		g.t.Fatal(err)
	}
	return code
}

// app sets an app up for an account, and gives its secret and the recovery codes.
func (g *register) app(a accounts.Account) (secret string, recovery []string) {
	g.t.Helper()
	me := g.by(a.Principal())
	if err := g.PrepareApp(me); err != nil {
		g.t.Fatal(err)
	}
	set, found, err := g.Setup(me, a, "Kith")
	if err != nil || !found || !strings.Contains(set.URL, set.Secret) {
		g.t.Fatalf("the app is told %+v (%v)", set, err)
	}
	recovery, err = g.ConfirmApp(me, g.code(set.Secret, 0), "", machine)
	if err != nil {
		g.t.Fatal(err)
	}
	g.clock.Advance(time.Minute) // its first code is used up
	return set.Secret, recovery
}

// due signs in with the password and gives the token of the step that is due.
func (g *register) due(step accounts.Step) string {
	g.t.Helper()
	e, err := g.SignIn(g.ctx, email, password, here)
	if err != nil || e.Session != "" || e.Step != step || e.Token == "" {
		g.t.Fatalf("the password gives %+v (%v), want the step %q", e, err, step)
	}
	return e.Token
}

func TestACodeOfTheAppIsAskedForAndCountsOnce(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		g.proving()
		secret, recovery := g.app(g.add(inHub))
		step := g.due(accounts.TypeCode)
		g.over(step) // it is no session
		for _, wrong := range []string{"", "000000", "not a code", recovery[0] + "x", g.code(secret, -2*time.Minute), g.code(secret, 2*time.Minute)} {
			if e, err := g.TakeStep(g.ctx, step, wrong, here); fault.CodeOf(err) != "factors.wrong-code" {
				t.Errorf("%q gives %+v (%v)", wrong, e, err)
			}
		}
		code := g.code(secret, 0)
		e, err := g.TakeStep(g.ctx, step, code[:3]+" "+code[3:], here)
		if err != nil {
			t.Fatal(err)
		}
		g.lasts(e.Session)
		if _, err := g.TakeStep(g.ctx, step, g.code(secret, 30*time.Second), here); fault.CodeOf(err) != "accounts.step-over" {
			t.Errorf("a step is taken twice: %v", err)
		}
		if e, err := g.TakeStep(g.ctx, g.due(accounts.TypeCode), code, here); fault.CodeOf(err) != "factors.wrong-code" {
			t.Errorf("a code is taken twice: %+v (%v)", e, err)
		}
	})
}

func TestAClockThatIsHalfAMinuteWrongIsForgiven(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		g.proving()
		secret, _ := g.app(g.add(inHub))
		for _, wrong := range []time.Duration{-30 * time.Second, 30 * time.Second} {
			if _, err := g.TakeStep(g.ctx, g.due(accounts.TypeCode), g.code(secret, wrong), here); err != nil {
				t.Errorf("a clock that is %v wrong: %v", wrong, err)
			}
			g.clock.Advance(5 * time.Minute)
		}
	})
}

func TestARecoveryCodeCountsOnce(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		g.proving()
		a := g.add(inHub)
		_, recovery := g.app(a)
		if len(recovery) != 10 {
			t.Fatalf("%d recovery codes", len(recovery))
		}
		typed := " " + strings.ToUpper(strings.ReplaceAll(recovery[3], "-", " "))
		e, err := g.TakeStep(g.ctx, g.due(accounts.TypeCode), typed, here)
		if err != nil {
			t.Fatal(err)
		}
		me := g.by(g.lasts(e.Session))
		if w, err := g.Ways(me, a.ID); err != nil || w.App.Recovery != 9 {
			t.Errorf("the ways are %+v (%v)", w, err)
		}
		if _, err := g.TakeStep(g.ctx, g.due(accounts.TypeCode), recovery[3], here); fault.CodeOf(err) != "factors.wrong-code" {
			t.Errorf("a recovery code is taken twice: %v", err)
		}
		if _, err := g.NewRecovery(me); err != nil {
			t.Fatal(err)
		}
		if _, err := g.TakeStep(g.ctx, g.due(accounts.TypeCode), recovery[4], here); fault.CodeOf(err) != "factors.wrong-code" {
			t.Errorf("an old recovery code still counts: %v", err)
		}
	})
}

func TestCodesAreNotKeptAsTheyAre(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		g.proving()
		secret, recovery := g.app(g.add(inHub))
		var kept, sealed string
		r := g.db.Read(g.ctx)
		if err := r.QueryRow(`SELECT secret FROM factors_app WHERE borough_id = ?`, r.Borough()).Scan(&sealed); err != nil || strings.Contains(sealed, secret) {
			t.Errorf("the secret is kept as %q (%v)", sealed, err)
		}
		if err := r.QueryRow(`SELECT MIN(code_hash) FROM factors_recovery WHERE borough_id = ?`, r.Borough()).Scan(&kept); err != nil || len(kept) != 64 || strings.Contains(strings.Join(recovery, " "), kept) {
			t.Errorf("a recovery code is kept as %q (%v)", kept, err)
		}
	})
}

func TestCodesCannotBeTriedOut(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		g.proving()
		secret, _ := g.app(g.add(inHub))
		step := g.due(accounts.TypeCode)
		for i := range 10 {
			if _, err := g.TakeStep(g.ctx, step, "000000", here); fault.CodeOf(err) != "factors.wrong-code" {
				t.Fatalf("try %d: %v", i, err)
			}
		}
		step = g.due(accounts.TypeCode) // a new step forgives nothing
		if _, err := g.TakeStep(g.ctx, step, g.code(secret, 0), here); fault.KindOf(err) != fault.RateLimited {
			t.Errorf("the eleventh code is looked at: %v", err)
		}
	})
}

func TestARoleThatNeedsASecondStepGetsOne(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		g.proving(access.Coordinator)
		a := g.add(inHub)
		step := g.due(accounts.SetUpApp)
		if err := g.PrepareStep(g.ctx, step); err != nil {
			t.Fatal(err)
		}
		set, _, err := g.Setup(g.ctx, a, "Kith")
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := g.FinishStep(g.ctx, step, "000000", here); fault.CodeOf(err) != "factors.wrong-code" {
			t.Errorf("an app that was not set up counts: %v", err)
		}
		e, recovery, err := g.FinishStep(g.ctx, step, g.code(set.Secret, 0), here)
		if err != nil || len(recovery) != 10 {
			t.Fatalf("finishing gives %+v, %v (%v)", e, recovery, err)
		}
		me := g.by(g.lasts(e.Session))
		g.due(accounts.TypeCode)
		if err := g.RemoveApp(me); fault.CodeOf(err) != "accounts.step-needed" {
			t.Errorf("the second step that a role needs is removed: %v", err)
		}
		// Whoever has the password alone cannot put an app of their own in its place.
		if err := g.PrepareStep(g.ctx, g.due(accounts.TypeCode)); fault.CodeOf(err) != "accounts.step-over" {
			t.Errorf("an app is set up over another: %v", err)
		}
		g.clock.Advance(time.Hour)
		if _, _, err := g.StepOf(g.ctx, step); fault.CodeOf(err) != "accounts.step-over" {
			t.Errorf("a step goes on for ever: %v", err)
		}
	})
}

func TestAnAppThatWasLostIsResetByAnother(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		g.proving()
		a := g.add(inHub)
		g.app(a)
		if err := g.ResetSecondStep(g.by(a.Principal()), a.ID); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a coordinator resets: %v", err)
		}
		if err := g.ResetSecondStep(g.by(admin), a.ID); err != nil {
			t.Fatal(err)
		}
		g.lasts(g.signIn(email, password))
	})
}

// putPasskey gives an account a passkey by hand: making one takes a browser, as
// e2e/journeys/signin.test.js has it.
func (g *register) putPasskey(a accounts.Account, id string) factors.PasskeyID {
	g.t.Helper()
	err := g.db.Write(g.ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO factors_passkey (borough_id, id, account_id, credential_id, credential, name, made_at) VALUES (?,?,?,?,'{}','Laptop',?)`,
			tx.Borough(), id, a.ID, id, tx.Now())
		return err
	})
	if err != nil {
		g.t.Fatal(err)
	}
	return factors.PasskeyID(id)
}

func TestTheLastPasskeyIsNotTakenAwayWhereItIsNeeded(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		g.proving(access.Coordinator)
		a, err := g.Create(g.ctx, accounts.NewAccount{Name: "Ada", Email: "ada@example.org", Invited: true, Grants: []access.Grant{{Role: access.Agent}}})
		if err != nil {
			t.Fatal(err)
		}
		me, one, two := g.by(a.Principal()), g.putPasskey(a, "one"), g.putPasskey(a, "two")
		if err := g.RemovePasskey(me, one); err != nil {
			t.Fatal(err)
		}
		if err := g.RemovePasskey(me, two); fault.CodeOf(err) != "accounts.last-way" {
			t.Errorf("the only way in is taken away: %v", err)
		}
		coordinator := g.add(inHub)
		theirs := g.putPasskey(coordinator, "three")
		if err := g.RemovePasskey(me, theirs); fault.KindOf(err) != fault.NotFound {
			t.Errorf("somebody else's passkey is taken away: %v", err)
		}
		if err := g.RemovePasskey(g.by(coordinator.Principal()), theirs); fault.CodeOf(err) != "accounts.step-needed" {
			t.Errorf("the second step that a role needs is taken away: %v", err)
		}
		// Whoever has the password alone is asked for the passkey, and sets no app up.
		g.due(accounts.UsePasskey)
	})
}
