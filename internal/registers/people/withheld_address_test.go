package people_test

import (
	"fmt"
	"strings"
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/registers/secondperson"
)

func (g *register) sealing() *register {
	g.t.Helper()
	if err := g.Sealing([]byte("0123456789abcdef0123456789abcdef")); err != nil {
		g.t.Fatal(err)
	}
	return g
}

func TestAWithheldAddressStandsNowhereElse(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent).sealing()
		hub := g.as(inHapi)
		first := g.add(somebody("Amina", "Khan", "1939-03-07", "+447700900123", "WN2 3EB"))
		later := g.add(somebody("Amina", "Khan", "1939-03-07", "", "WN2 3EB"))
		id, mark := person(first), []people.Label{people.AddressWithheld}
		if err := hub.Mark(hub.ctx, id, nil, mark); err != nil {
			t.Fatal(err)
		}
		if err := hub.SamePerson(hub.ctx, id, person(later)); err != nil {
			t.Fatal(err)
		}
		p, err := g.Person(g.ctx, id)
		if err != nil || len(p.Records) != 2 {
			t.Fatal(p, err)
		}
		for _, r := range append(p.Records, p.Current()) {
			if len(r.Address.Lines()) != 0 || !r.AddressWithheld() || r.Neighbourhood != "hapi" {
				t.Errorf("a record tells %+v", r.Address)
			}
		}
		wantNames(t, "the postcode", g.find("wn2 3eb"))
		wantNames(t, "the name", g.find("khan"), "Amina Khan")
		schema := 0
		if err := d.Read(g.ctx).QueryRow(`SELECT COUNT(*) FROM people_withheld_address w WHERE w.borough_id = ? AND w.sealed LIKE '%Warrington%'`, db.CallerOf(g.ctx).Borough).Scan(&schema); err != nil || schema != 0 {
			t.Errorf("%d addresses are kept open, %v", schema, err)
		}
		if _, err := g.WithheldAddress(g.ctx, id); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("an agent reads it: %v", err)
		}
		if _, err := hub.WithheldAddress(hub.ctx, id); fault.CodeOf(err) != "people.second-person" {
			t.Errorf("alone: %v", err)
		}
		hub.agreed(later.ID)
		if _, err := g.WithheldAddress(g.ctx, id); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("an agent reads what was agreed with another: %v", err)
		}
		at, err := hub.WithheldAddress(hub.ctx, id)
		if err != nil || at.Postcode != "WN2 3EB" {
			t.Errorf("the hub reads %+v, %v", at, err)
		}
		told, err := journal.About(d.Read(g.ctx), []string{string(first.ID), string(later.ID)}, 20)
		read := 0
		for _, e := range told {
			if e.Topic == "people.read-withheld" && e.Data["reason"] == "delivery today" {
				read++
			}
			if strings.Contains(fmt.Sprint(e), "Warrington") || strings.Contains(fmt.Sprint(e), "WN2") {
				t.Errorf("the journal tells the address: %+v", e)
			}
		}
		if err != nil || read != 1 {
			t.Errorf("the journal tells %d readings with why, %v: want 1 of %+v", read, err, told)
		}
		e := g.opened(id)
		e.To.Address.Line1 = "1 New Street"
		if err := g.Change(g.ctx, id, e); fault.KindOf(err) != fault.Conflict {
			t.Errorf("an open address is written beside it: %v", err)
		}
		said := people.NewRecord{Described: people.Described{Phone: "+447700900999", Address: e.To.Address}, Source: "a call"}
		if err := d.Write(hub.ctx, func(tx *db.Tx) error {
			r, err := people.SayMore(tx, first.ID, said)
			if len(r.Address.Lines()) != 0 || r.Phone != said.Phone {
				t.Errorf("a call writes %+v in the open", r.Described)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if err := hub.Mark(hub.ctx, id, mark, nil); err != nil {
			t.Fatal(err)
		}
		wantNames(t, "the postcode again", g.find("wn2 3eb"), "Amina Khan")
	})
}

// agreed has a second person agree that g reads the withheld address of a record.
func (g *register) agreed(record people.RecordID) {
	g.t.Helper()
	s, asked := secondperson.New(g.db), secondperson.Ask{
		Kind: secondperson.WithheldAddress, Record: string(record), Neighbourhood: "hapi", Reason: "delivery today",
	}
	asked, err := s.Ask(g.ctx, asked)
	if err == nil {
		err = s.Decide(access.With(g.ctx, borough), asked.ID, true, "")
	}
	if err != nil {
		g.t.Fatal(err)
	}
}

func TestNothingIsWithheldWithoutAKey(t *testing.T) {
	d := dbtest.New(t, sets...)
	g := newRegister(t, d, inHapi)
	id := person(g.add(somebody("Amina", "Khan", "", "", "WN2 3EB")))
	if err := g.Mark(g.ctx, id, nil, []people.Label{people.AddressWithheld}); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("marking: %v", err)
	}
	wantNames(t, "the postcode", g.find("wn2 3eb"), "Amina Khan")
}
