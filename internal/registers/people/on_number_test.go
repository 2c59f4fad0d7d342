package people_test

import (
	"testing"

	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/registers/people"
)

// Who can be rung on a number is told as far as they may be seen; of the others only that
// they are there, and a number of many finds nobody.
func TestOnNumbers(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		on := func(given, number, hood string) people.Record {
			n := people.NewRecord{Neighbourhood: hood, Source: "public form"}
			n.GivenNames, n.FamilyName, n.Phone = given, "Khan", phone.Number(number)
			return g.add(n)
		}
		amina, bela := on("Amina", "+447700900123", "hapi"), on("Bela", "+447700900123", "leigh")
		on("Carol", "+447700900124", "hapi")
		manager := access.Principal{Account: "m", Grants: []access.Grant{{Role: access.Manager}}}
		if err := g.Mark(g.as(manager).ctx, people.PersonID(bela.ID), nil, []people.Label{people.Restricted}); err != nil {
			t.Fatal(err)
		}
		look := func(who access.Principal, numbers ...phone.Number) (seen, unseen int) {
			t.Helper()
			hits, ids, err := people.OnNumbers(d.Read(g.ctx), who, numbers)
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range hits {
				if h.Record.ID != amina.ID && h.Record.ID != bela.ID {
					t.Errorf("%s is on another number", h.Record.Name())
				}
			}
			return len(hits), len(ids)
		}
		for name, c := range map[string]struct {
			who          access.Principal
			seen, unseen int
		}{"an agent": {agent, 1, 1}, "a hub": {inHapi, 1, 1}, "the point": {manager, 2, 0}, "a food bank": {foodBank, 0, 2}} {
			if seen, unseen := look(c.who, "+447700900123", "", "+447700900123"); seen != c.seen || unseen != c.unseen {
				t.Errorf("%s sees %d and not %d", name, seen, unseen)
			}
		}
		if seen, unseen := look(agent, ""); seen+unseen != 0 {
			t.Error("no number finds somebody")
		}
		for range 41 {
			on("Guest", "+441942960999", "hapi")
		}
		if seen, unseen := look(agent, "+441942960999"); seen+unseen != 0 {
			t.Error("a number of many finds somebody")
		}
	})
}
