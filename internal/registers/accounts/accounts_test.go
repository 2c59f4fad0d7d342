package accounts_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/brakes"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/registers/accounts"
	"kith/internal/registers/factors"
	"kith/internal/registers/organisations"
)

const (
	email    = "Sam.Hub@example.org"
	password = "three random words"
	machine  = "192.0.2.1/32"
)

// here is where the tests sign in.
var here = accounts.Origin{Network: machine, Browser: "Firefox on Linux", Device: "a browser"}

var (
	sets  = []db.Migrations{journal.Migrations(), brakes.Migrations(), organisations.Static().Migrations, factors.Static().Migrations, accounts.Static().Migrations}
	start = time.Date(2020, 4, 7, 8, 30, 0, 0, time.UTC)
	admin = access.Principal{Account: "admin", Name: "Kim", Grants: []access.Grant{{Role: access.Admin}}}
	inHub = access.Grant{Role: access.Coordinator, Neighbourhood: "hapi"}
)

// register is the accounts of a borough of a test's own.
type register struct {
	*accounts.Service
	t     *testing.T
	db    *db.DB
	ctx   context.Context // nobody signed in
	clock *clock.Manual
}

func each(t *testing.T, test func(t *testing.T, g *register)) {
	open := func(t *testing.T, d *db.DB, at *clock.Manual) *register {
		return &register{accounts.New(d), t, d, dbtest.Context(t), at}
	}
	t.Run("sqlite", func(t *testing.T) {
		at := clock.NewManual(start)
		test(t, open(t, dbtest.NewWith(t, db.Config{Clock: at}, sets...), at))
	})
	t.Run("postgres", func(t *testing.T) {
		at := clock.NewManual(start)
		test(t, open(t, dbtest.PostgresWith(t, db.Config{Clock: at}, sets...), at))
	})
}

func (g *register) add(grants ...access.Grant) accounts.Account {
	g.t.Helper()
	a, err := g.Create(g.ctx, accounts.NewAccount{Name: "Sam Hub", Email: email, Password: password, Title: "hub-coordinator", Grants: grants})
	if err != nil {
		g.t.Fatal(err)
	}
	return a
}

func (g *register) signIn(email, password string) string {
	g.t.Helper()
	e, err := g.SignIn(g.ctx, email, password, here)
	if err != nil || e.Session == "" {
		g.t.Fatalf("signing in gives %+v (%v)", e, err)
	}
	return e.Session
}

// refused fails the test unless signing in is refused with this code.
func (g *register) refused(code, email, password string) {
	g.t.Helper()
	if _, err := g.SignIn(g.ctx, email, password, here); fault.CodeOf(err) != code {
		g.t.Fatalf("signing in gives %v, want %s", err, code)
	}
}

func (g *register) over(token string) {
	g.t.Helper()
	if p, err := g.Principal(g.ctx, token); fault.KindOf(err) != fault.Unauthenticated {
		g.t.Fatalf("the session still belongs to %q (%v)", p.Name, err)
	}
}

func (g *register) lasts(token string) access.Principal {
	g.t.Helper()
	p, err := g.Principal(g.ctx, token)
	if err != nil {
		g.t.Fatal(err)
	}
	return p
}

func (g *register) by(p access.Principal) context.Context {
	caller := db.CallerOf(g.ctx)
	caller.Actor = p.Account
	return access.With(db.As(g.ctx, caller), p)
}

func TestSigningIn(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		a := g.add(inHub, access.Grant{Role: access.Agent})
		p := g.lasts(g.signIn("  sam.hub@EXAMPLE.org ", password))
		if p.Account != string(a.ID) || p.Name != "Sam Hub" || !p.HasFor("hapi", access.Coordinator) || !p.HasFor("", access.Agent) || p.HasFor("leigh", access.Coordinator) {
			t.Errorf("signed in as %+v", p)
		}
		if kept, err := g.Get(g.by(p), a.ID); err != nil || kept.Title != "hub-coordinator" {
			t.Errorf("the account is %+v, %v", kept, err)
		}
		g.over("a token nobody was given")
		g.over("")
	})
}

func TestWhateverIsWrongTheAnswerIsTheSame(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		a := g.add(inHub)
		other, err := g.Create(g.ctx, accounts.NewAccount{Name: "Gone", Email: "gone@example.org", Password: password, Grants: a.Grants})
		if err != nil {
			t.Fatal(err)
		}
		if err := g.Disable(g.by(admin), other.ID); err != nil {
			t.Fatal(err)
		}
		var costs []argon2id.Params
		g.Compared(func(cost argon2id.Params) { costs = append(costs, cost) })
		for name, try := range map[string][2]string{
			"a wrong password": {email, "not the password"}, "an unknown address": {"nobody@example.org", password},
			"a disabled account": {"gone@example.org", password}, "nothing": {"", ""},
		} {
			costs = nil
			_, err := g.SignIn(g.ctx, try[0], try[1], here)
			if fault.CodeOf(err) != "accounts.wrong" || fault.MessageOf(err) != "The email address or the password is not right. Check both and try again." {
				t.Errorf("%s is answered with %v", name, err)
			}
			// The work is the same, and with it the time the answer takes.
			if !slices.Equal(costs, []argon2id.Params{accounts.Hashing()}) {
				t.Errorf("%s is answered after comparing %+v", name, costs)
			}
		}
	})
}

func TestAPasswordCostsWhoeverGuessesIt(t *testing.T) {
	if c := accounts.Cost; c.Memory < 19456 || c.Iterations < 2 || c.Parallelism != 1 || c.SaltLength < 16 {
		t.Errorf("a password costs %+v, less than 19 MiB and two passes", c)
	}
}

func TestTooManyFailuresMustWait(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		g.add(inHub)
		for range 10 {
			g.refused("accounts.wrong", email, "not the password")
		}
		g.refused("accounts.too-many", email, password)
		// An address nobody has is shut in the same way, so that the wait tells nothing.
		for range 10 {
			g.refused("accounts.wrong", "nobody@example.org", password)
		}
		g.refused("accounts.too-many", "nobody@example.org", password)
		g.clock.Advance(5 * time.Minute)
		g.signIn(email, password)
		// Having succeeded, the count begins anew.
		for range 9 {
			g.refused("accounts.wrong", email, "not the password")
		}
		g.signIn(email, password)
		g.refused("accounts.wrong", email, "not the password")
	})
}

// Many tries at once are not let through together.
func TestTriesAtOnceAreCountedBeforeTheyAreAnswered(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		g.add(inHub)
		var wrong, waits atomic.Int32
		var all sync.WaitGroup
		for range 40 {
			all.Go(func() {
				_, err := g.SignIn(g.ctx, email, "not the password", here)
				switch fault.KindOf(err) {
				case fault.Unauthenticated:
					wrong.Add(1)
				case fault.RateLimited:
					waits.Add(1)
				}
			})
		}
		all.Wait()
		if wrong.Load() != 10 || waits.Load() != 30 {
			t.Errorf("%d passwords were looked at, %d had to wait", wrong.Load(), waits.Load())
		}
	})
}

func TestAHubBehindOneAddressIsNotShutOut(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		g.add(inHub)
		for n := range 9 {
			for range 9 {
				g.refused("accounts.wrong", fmt.Sprintf("colleague%d@example.org", n), "slip of a key")
			}
			g.signIn(email, password)
		}
		for range 9 {
			g.refused("accounts.wrong", "colleague10@example.org", "slip of a key")
		}
		for n := range 10 {
			g.refused("accounts.wrong", fmt.Sprintf("made-up%d@example.org", n), "guess")
		}
		g.refused("accounts.too-many", email, password)
		if _, err := g.SignIn(g.ctx, email, password, accounts.Origin{Network: "198.51.100.7/32"}); err != nil {
			t.Errorf("from another address: %v", err)
		}
	})
}

func TestASessionEndsWhenIdleAndAfterAShift(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		g.add(inHub)
		idle, busy := g.signIn(email, password), g.signIn(email, password)
		g.clock.Advance(accounts.Idle - time.Second)
		g.lasts(busy)
		g.clock.Advance(time.Second)
		g.over(idle)
		for g.clock.Now().Before(start.Add(accounts.Lifetime - time.Minute)) {
			g.lasts(busy)
			g.clock.Advance(30 * time.Minute)
		}
		g.over(busy)
		if err := g.Sweep(g.ctx); err != nil {
			t.Fatal(err)
		}
		g.over(busy)
	})
}

func TestLookingAtPagesWritesOnceAMinute(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		g.add(inHub)
		token := g.signIn(email, password)
		touched := func() (at time.Time) {
			err := g.db.Read(g.ctx).QueryRow(`SELECT MAX(touched_at) FROM accounts_session WHERE borough_id = ?`, db.CallerOf(g.ctx).Borough).Scan(&at)
			if err != nil {
				t.Fatal(err)
			}
			return at
		}
		g.clock.Advance(59 * time.Second)
		g.lasts(token)
		if !touched().Equal(start) {
			t.Errorf("written after 59 seconds, at %v", touched())
		}
		g.clock.Advance(time.Second)
		g.lasts(token)
		if !touched().Equal(start.Add(time.Minute)) {
			t.Errorf("not written after a minute, at %v", touched())
		}
	})
}

func TestDisablingEndsEverySession(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		a := g.add(inHub)
		one, two := g.signIn(email, password), g.signIn(email, password)
		if err := g.Disable(g.by(admin), a.ID); err != nil {
			t.Fatal(err)
		}
		g.over(one)
		g.over(two)
		g.refused("accounts.wrong", email, password)
		if staff, err := g.Staff(g.ctx, "hapi", access.Coordinator); err != nil || len(staff) != 0 {
			t.Errorf("the staff are %v, %v", staff, err)
		}
		if err := g.Enable(g.by(admin), a.ID); err != nil {
			t.Fatal(err)
		}
		g.over(one)
		g.lasts(g.signIn(email, password))
	})
}

func TestSigningOut(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		g.add(inHub)
		one, there, elsewhere := g.signIn(email, password), g.signIn(email, password), g.signIn(email, password)
		if err := g.SignOut(g.ctx, one); err != nil {
			t.Fatal(err)
		}
		g.over(one)
		if err := g.SignOut(g.ctx, one); err != nil {
			t.Errorf("signing out twice: %v", err)
		}
		if err := g.SignOutEverywhere(g.by(g.lasts(there))); err != nil {
			t.Fatal(err)
		}
		g.over(there)
		g.over(elsewhere)
	})
}

func TestChangingThePassword(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		g.add(inHub)
		mine, there := g.signIn(email, password), g.signIn(email, password)
		me := g.by(g.lasts(mine))
		for _, c := range []struct{ current, chosen, code string }{
			{"not the password", "four quite random words", "accounts.wrong"}, {password, "short", "accounts.short-password"},
		} {
			if err := g.ChangePassword(me, c.current, c.chosen, mine, machine); fault.CodeOf(err) != c.code {
				t.Errorf("%q to %q gives %v, want %s", c.current, c.chosen, err, c.code)
			}
		}
		g.lasts(there)
		if err := g.ChangePassword(me, password, "four quite random words", mine, machine); err != nil {
			t.Fatal(err)
		}
		g.lasts(mine)
		g.over(there)
		g.refused("accounts.wrong", email, password)
		g.signIn(email, "four quite random words")
	})
}

func TestWhoMayKeepAccounts(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		a := g.add(inHub)
		hub := g.by(a.Principal())
		n := accounts.NewAccount{Name: "New", Email: "new@example.org", Password: password, Grants: []access.Grant{{Role: access.Admin}}}
		_, adding := g.Add(hub, n)
		_, listing := g.List(hub)
		for what, err := range map[string]error{"adds": adding, "lists": listing, "disables": g.Disable(hub, a.ID), "enables": g.Enable(hub, a.ID)} {
			if fault.KindOf(err) != fault.Forbidden {
				t.Errorf("a coordinator %s: %v", what, err)
			}
		}
		if _, err := g.Add(g.by(admin), n); err != nil {
			t.Errorf("an administrator adds: %v", err)
		}
		if err := g.Disable(g.by(access.Principal{Account: string(a.ID), Grants: admin.Grants}), a.ID); fault.CodeOf(err) != "accounts.own" {
			t.Errorf("disabling oneself: %v", err)
		}
	})
}

func TestWhatAnAccountNeeds(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		g.add(inHub)
		sound := accounts.NewAccount{Name: "New", Email: "new@example.org", Password: password, Grants: []access.Grant{inHub}}
		for code, change := range map[string]func(*accounts.NewAccount){
			"accounts.no-name":        func(n *accounts.NewAccount) { n.Name = " " },
			"accounts.no-email":       func(n *accounts.NewAccount) { n.Email = "new" },
			"accounts.no-role":        func(n *accounts.NewAccount) { n.Grants = nil },
			"accounts.no-such-role":   func(n *accounts.NewAccount) { n.Grants = []access.Grant{{Role: "mayor"}} },
			"accounts.short-password": func(n *accounts.NewAccount) { n.Password = "eleven char" },
			"accounts.known":          func(n *accounts.NewAccount) { n.Email = " SAM.hub@example.org" },
		} {
			n := sound
			change(&n)
			if _, err := g.Add(g.by(admin), n); fault.CodeOf(err) != code {
				t.Errorf("%s: got %v", code, err)
			}
		}
	})
}

func TestARequestThatIsGoneDoesNotWaitForAPassword(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		g.add(inHub)
		ctx, cancel := context.WithCancel(g.ctx)
		cancel()
		if _, err := g.SignIn(ctx, email, password, here); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
}
