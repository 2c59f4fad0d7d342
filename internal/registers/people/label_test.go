package people_test

import (
	"slices"
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

// What came in with a list is compared with nobody. Whoever is marked with a label that
// hides them is, or the other record would give them away.
func TestMarkingFindsTheOtherRecords(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		boss := g.as(borough)
		described := somebody("Amina", "Khan", "1939-03-07", "", "WN2 3EB")
		first := g.add(described)
		listed := g.listed(described, described)
		if alike := g.alike(person(first)); len(alike) != 0 {
			t.Fatalf("nobody was asked about %+v", alike)
		}
		p, err := boss.Person(boss.ctx, person(first))
		must(t, err)
		before, err := boss.Unjoined(boss.ctx, p)
		if err != nil || len(before) != 2 || len(p.Lacks(before[0])) != 0 {
			t.Fatalf("before marking: %+v, %v; want both from the list", before, err)
		}
		must(t, boss.NotTheSame(boss.ctx, person(first), person(listed[1])))
		must(t, boss.Mark(boss.ctx, person(first), nil, []people.Label{people.Restricted}))
		p, err = boss.Person(boss.ctx, person(first))
		must(t, err)
		after, err := boss.Likenesses(boss.ctx, p)
		if err != nil || len(after) != 1 || after[0].Person != person(listed[0]) || !slices.Equal(p.Lacks(after[0]), []people.Label{people.Restricted}) {
			t.Fatalf("after marking: %+v, %v; want the first from the list, not restricted", after, err)
		}
		if again, _ := boss.Unjoined(boss.ctx, p); len(again) != 1 {
			t.Errorf("whom somebody told apart is offered again: %+v", again)
		}
		must(t, boss.SamePerson(boss.ctx, person(first), person(listed[0])))
		wantNames(t, "an agent", g.find("amina khan"), "Amina Khan") // the one told apart
	})
}

// listed keeps records as a list does, without comparing them with anybody.
func (g *register) listed(all ...people.NewRecord) (records []people.Record) {
	g.t.Helper()
	must(g.t, g.db.Write(g.ctx, func(tx *db.Tx) (err error) {
		records, err = people.AddMany(tx, all)
		return err
	}))
	return records
}
