package people_test

import (
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
)

// borough coordinates the whole borough and sees restricted people.
var borough = access.Principal{Account: "borough", Grants: []access.Grant{{Role: access.Coordinator}}}

func TestOthersLearnNothingOfARestrictedPerson(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		first := g.add(somebody("Amina", "Khan", "1939-03-07", "+447700900123", "WN2 3EB"))
		again := g.add(somebody("Amina", "Khan", "1939-03-07", "", "WN2 3EB"))
		boss, hub := g.as(borough), g.as(inHapi)
		if err := hub.Mark(hub.ctx, person(first), nil, []people.Label{people.Restricted, people.Safeguarding}); err != nil {
			t.Fatal(err)
		}
		nothing := func(what string, id people.PersonID, name string) {
			t.Helper()
			for _, who := range []*register{g, hub} {
				wantNames(t, what, who.find(name))
				_, err := who.Person(who.ctx, id)
				_, nobody := who.Person(who.ctx, "0190163d-8694-739b-aea5-966c26f8ad91")
				if fault.KindOf(err) != fault.NotFound || fault.MessageOf(err) != fault.MessageOf(nobody) || fault.CodeOf(err) != fault.CodeOf(nobody) {
					t.Errorf("%s: %v, and of nobody %v", what, err, nobody)
				}
			}
		}
		wantNames(t, "the other record", g.find("amina khan"), "Amina Khan")
		if alike, _ := g.Alike(g.ctx, somebody("Amina", "Khan", "1939-03-07", "+447700900123", "WN2 3EB").Described, person(again), 5); len(alike) != 0 {
			t.Errorf("typing shows %+v", alike)
		}
		p, err := g.Person(g.ctx, person(again))
		if err != nil {
			t.Fatal(err)
		}
		if like, _ := g.Likenesses(g.ctx, p); len(like) != 0 {
			t.Errorf("the likenesses of another record tell %+v", like)
		}
		if err := boss.SamePerson(boss.ctx, person(first), person(again)); err != nil {
			t.Fatal(err)
		}
		nothing("a record that joined", person(again), "amina")
		if p, err := boss.Person(boss.ctx, person(again)); err != nil || !p.Has(people.Safeguarding) || len(p.Records) != 2 {
			t.Errorf("cleared staff see %+v, %v", p, err)
		}
		because := journal.Object{Kind: "task", ID: "t1"}
		if r, err := g.Record(g.ctx, first.ID, because); err != nil || r.Name() != "Restricted" || r.Phone != "" || len(r.Address.Lines()) > 0 {
			t.Errorf("a task tells %+v, %v", r, err)
		}
		if reach, err := g.Reach(g.ctx, first.ID); err != nil || reach.Asked {
			t.Errorf("a task tells how to reach them: %+v, %v", reach, err)
		}
		if r, _ := boss.Record(boss.ctx, first.ID, because); r.Name() != "Amina Khan" {
			t.Errorf("a task tells cleared staff %s", r.Name())
		}
		if err := boss.Separate(boss.ctx, again.ID); err != nil {
			t.Fatal(err)
		}
		nothing("a record that was separated", person(again), "amina")
		if err := boss.Mark(boss.ctx, person(again), []people.Label{people.Restricted, people.Safeguarding}, nil); err != nil {
			t.Fatal(err)
		}
		wantNames(t, "one no longer restricted", g.find("amina"), "Amina Khan")
	})
}

func TestWhoMayMark(t *testing.T) {
	d := dbtest.New(t, sets...)
	g := newRegister(t, d, agent)
	id := person(g.add(somebody("Amina", "Khan", "", "", "")))
	health := []people.Label{people.Health}
	if err := g.Mark(g.ctx, id, nil, health); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("an agent marks: %v", err)
	}
	hub := g.as(inHapi)
	if err := hub.Mark(hub.ctx, id, nil, health); err != nil {
		t.Errorf("the hub: %v", err)
	}
	if err := hub.Mark(hub.ctx, id, nil, nil); fault.KindOf(err) != fault.Stale {
		t.Errorf("marking what somebody else has marked since: %v", err)
	}
}
