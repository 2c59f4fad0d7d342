package people_test

import (
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
)

func TestNotes(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		g.ctx = db.As(g.ctx, db.Caller{Borough: db.CallerOf(g.ctx).Borough, Actor: agent.Account})
		r := g.add(somebody("Amina", "Khan", "", "", ""))
		if err := g.WriteNote(g.ctx, person(r), "Ring twice, she is slow to the phone", false); err != nil {
			t.Fatal(err)
		}
		if err := g.WriteNote(g.ctx, person(r), "Her insulin is in the fridge", true); err != nil {
			t.Fatal(err)
		}
		if err := g.WriteNote(g.ctx, person(r), " \n", false); fault.KindOf(err) != fault.Invalid {
			t.Errorf("an empty note: %v", err)
		}
		p, err := g.Person(g.ctx, person(r))
		if err != nil {
			t.Fatal(err)
		}
		governance := access.Principal{Account: "audit", Grants: []access.Grant{{Role: access.Governance}}}
		for name, tt := range map[string]struct {
			who  access.Principal
			want int
		}{"who wrote them": {agent, 2}, "the hub": {inHapi, 1}, "governance": {governance, 2}} {
			notes, err := g.Notes(access.With(g.ctx, tt.who), p, 10)
			if err != nil || len(notes) != tt.want {
				t.Errorf("%s: %+v, %v", name, notes, err)
			}
		}
		if err := g.as(governance).WriteNote(g.as(governance).ctx, person(r), "read", false); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a reader writes: %v", err)
		}
	})
}
