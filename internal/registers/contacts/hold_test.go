package contacts_test

import (
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
)

// hold notes that an agent is on the telephone with somebody who rang.
func (g *register) hold(p people.Record, who access.Principal) {
	g.t.Helper()
	g.write(func(tx *db.Tx) error {
		return contacts.Hold(tx, contacts.Claim{Record: p.ID, Agent: who.Account, AgentName: who.Name, Neighbourhood: "hapi"})
	})
}

func (g *register) held(p people.Record) contacts.Lease {
	g.t.Helper()
	held, err := contacts.HeldBy(g.db.Read(g.ctx), []people.RecordID{p.ID})
	if err != nil {
		g.t.Fatal(err)
	}
	return held[p.ID]
}

func TestSomebodyWhoRingsIsNotRung(t *testing.T) {
	at := clock.NewManual(time.Date(2020, 4, 20, 9, 0, 0, 0, time.UTC))
	g := newRegister(t, dbtest.NewWith(t, db.Config{Clock: at}, sets...), agent)
	p := g.person()
	g.hold(p, agent)
	if !g.as(second).take(p, second).IsZero() {
		t.Error("somebody on the telephone with Jo is given to Sam to ring")
	}
	first := g.held(p)
	at.Advance(15 * time.Minute)
	g.hold(p, agent)
	if now := g.held(p); now.ID != first.ID || !now.Until.After(first.Until) {
		t.Errorf("a long call is held by %+v after %+v", now, first)
	}
	g.hold(p, second)
	if now := g.held(p); now.Agent != agent.Account {
		t.Errorf("a second call takes them from the first: %+v", now)
	}
	g.write(func(tx *db.Tx) error { return contacts.Release(tx, p.ID, second.Account) })
	if g.held(p).IsZero() {
		t.Error("somebody else's call that ended let go of them")
	}
	g.write(func(tx *db.Tx) error { return contacts.Release(tx, p.ID, agent.Account) })
	if !g.held(p).IsZero() {
		t.Error("after the call they are still held")
	}
}

// Whoever takes down a further need of somebody they ring keeps them to ring.
func TestTakingDownMoreKeepsTheCall(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		p := g.person()
		l := g.take(p, agent)
		g.hold(p, agent)
		g.write(func(tx *db.Tx) error { return contacts.Release(tx, p.ID, agent.Account) })
		if now := g.held(p); now.ID != l.ID {
			t.Errorf("the call to make is now %+v", now)
		}
	})
}
