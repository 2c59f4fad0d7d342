package contacts_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
)

func claim(p people.Record, who access.Principal) contacts.Claim {
	return contacts.Claim{Person: people.PersonID(p.ID), Record: p.ID, Agent: who.Account, AgentName: who.Name, Neighbourhood: "hapi", Task: "a task"}
}

// take claims one person and gives the lease, or none.
func (g *register) take(p people.Record, who access.Principal) (l contacts.Lease) {
	g.t.Helper()
	g.write(func(tx *db.Tx) error {
		l = contacts.Lease{}
		got, err := contacts.Take(tx, []contacts.Claim{claim(p, who)})
		if len(got) == 1 {
			l = got[0]
		}
		return err
	})
	return l
}

func TestALeaseKeepsOthersAway(t *testing.T) {
	at := clock.NewManual(time.Date(2020, 4, 20, 9, 4, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at}, sets...)
	g := newRegister(t, d, agent)
	p := g.person()
	l := g.take(p, agent)
	if l.IsZero() || !g.as(second).take(p, second).IsZero() {
		t.Fatalf("the first has %+v, and the second has somebody too", l)
	}
	if sh := g.as(second).shield(p.ID); !sh.For(contacts.OnThePhone) || sh.Held.Words() != "Jo Agent is on the phone with them since 10:04." {
		t.Errorf("the second is told %+v", sh)
	}
	if sh := g.shield(p.ID); sh.For(contacts.OnThePhone) {
		t.Errorf("whoever has them is told %+v", sh)
	}
	at.Advance(15 * time.Minute)
	if _, err := g.Renew(g.ctx, l.ID); err != nil {
		t.Fatal(err)
	}
	at.Advance(15 * time.Minute)
	if !g.as(second).take(p, second).IsZero() {
		t.Error("a renewed lease was taken over")
	}
	at.Advance(6 * time.Minute)
	if g.as(second).take(p, second).IsZero() {
		t.Error("a lease that ran out keeps others away")
	}
	if _, err := g.Renew(g.ctx, l.ID); fault.KindOf(err) != fault.NotFound {
		t.Errorf("the first goes on with whom the second has: %v", err)
	}
}

func TestALeaseThatRanOutGoesOnWhileNobodyElseHasThem(t *testing.T) {
	at := clock.NewManual(time.Date(2020, 4, 20, 9, 4, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at}, sets...)
	g := newRegister(t, d, agent)
	l := g.take(g.person(), agent)
	at.Advance(time.Hour)
	if _, err := g.Renew(g.ctx, l.ID); err != nil {
		t.Errorf("the caller took longer and lost them: %v", err)
	}
}

// Records of one person count as one, also when they were found to be so while one of them
// was being rung.
func TestALeaseIsOnThePerson(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		one, other := g.person(), g.person()
		g.take(other, agent)
		if err := g.people.SamePerson(g.ctx, people.PersonID(one.ID), people.PersonID(other.ID)); err != nil {
			t.Fatal(err)
		}
		if sh := g.as(second).shield(one.ID); !sh.For(contacts.OnThePhone) {
			t.Errorf("their other record reads %+v", sh)
		}
		held, err := contacts.HeldBy(d.Read(g.ctx), []people.RecordID{one.ID, other.ID})
		if err != nil || len(held) != 2 {
			t.Errorf("on a list they read %+v, %v", held, err)
		}
	})
}

func TestASupervisorFrees(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		p := g.person()
		l := g.take(p, agent)
		for name, c := range map[string]struct {
			err  error
			want fault.Kind
		}{
			"without a reason": {g.as(inHapi).Free(g.as(inHapi).ctx, l.ID, " "), fault.Invalid},
			"by another hub":   {g.as(away).Free(g.as(away).ctx, l.ID, "stuck"), fault.Forbidden},
			"by another agent": {g.as(second).Free(g.as(second).ctx, l.ID, "stuck"), fault.Forbidden},
		} {
			if fault.KindOf(c.err) != c.want {
				t.Errorf("freed %s: %v", name, c.err)
			}
		}
		hub := g.as(inHapi)
		if held, err := hub.Held(hub.ctx); err != nil || len(held) != 1 {
			t.Errorf("the supervisor sees %+v, %v", held, err)
		}
		if held, err := g.as(away).Held(g.as(away).ctx); err != nil || len(held) != 0 {
			t.Errorf("another hub sees %+v, %v", held, err)
		}
		if err := hub.Free(hub.ctx, l.ID, "The line is dead"); err != nil {
			t.Fatal(err)
		}
		if g.as(second).take(p, second).IsZero() {
			t.Error("a freed person cannot be taken")
		}
		if err := g.LetGo(g.ctx, l.ID); err != nil {
			t.Errorf("whoever was freed cannot leave: %v", err)
		}
	})
}

func TestWhoeverTakesSomebodyLetsGoOfWhomTheyHad(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		first, next := g.person(), g.person()
		g.take(first, agent)
		l := g.take(next, agent)
		if g.take(first, second).IsZero() {
			t.Error("they still have the first")
		}
		if err := g.LetGo(g.ctx, l.ID); err != nil {
			t.Fatal(err)
		}
		if held, err := contacts.LeaseOfAgent(d.Read(g.ctx), agent.Account, d.Read(g.ctx).Now()); err != nil || !held.IsZero() {
			t.Errorf("they still have %+v, %v", held, err)
		}
	})
}

// Two hundred take the same few people at once: each person goes to one of them.
func TestNoPersonIsTakenTwiceAtOnce(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		known := []people.Record{g.person(), g.person(), g.person()}
		var got atomic.Int64
		var wait sync.WaitGroup
		for i := range 200 {
			wait.Go(func() {
				who := access.Principal{Account: fmt.Sprintf("agent-%d", i), Name: "Agent"}
				if !g.take(known[i%len(known)], who).IsZero() {
					got.Add(1)
				}
			})
		}
		wait.Wait()
		if got.Load() != int64(len(known)) {
			t.Errorf("%d people went to %d agents", len(known), got.Load())
		}
	})
}
