package volunteers_test

import (
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/registers/households"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
)

func TestWhoMayDoWhat(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		v := b.ready()
		may := func(w volunteers.Work) string {
			w.On = day.Of(b.clock.Now())
			return fault.CodeOf(volunteers.MayDo(b.db.Read(b.ctx), b.rules, v.ID, w))
		}
		stranger := b.resident(people.NewRecord{Described: people.Described{GivenNames: "Amina", Phone: "+447700900888", Address: places.Address{Line1: "14 Moss Street", Postcode: "WN2 3EB"}}})
		food := volunteers.Work{Category: "food", Kind: "do", Record: stranger}
		if code := may(food); code != "" {
			t.Fatalf("food for a neighbour: %s", code)
		}
		for code, w := range map[string]volunteers.Work{
			"volunteers.no-activity": {Category: "benefits-debt", Kind: "do", Record: stranger},
			"volunteers.lacks":       {Category: "befriending", Kind: "do", Record: stranger},
		} {
			if got := may(w); got != code {
				t.Errorf("%s: got %q", code, got)
			}
		}
		for name, n := range map[string]people.Described{
			"the same phone":         {GivenNames: "A", Phone: "+447700900123"},
			"the same house":         {GivenNames: "B", Address: places.Address{Line1: "12, Moss St", Postcode: "WN2 3EB"}},
			"the house without case": {GivenNames: "C", Address: places.Address{Line1: "12 MOSS STREET", Postcode: "wn23eb"}},
		} {
			if got := may(volunteers.Work{Category: "food", Kind: "do", Record: b.resident(people.NewRecord{Described: n})}); got != "volunteers.own-household" {
				t.Errorf("%s: got %q", name, got)
			}
		}
		if err := b.KeepFrom(b.ctx, v.ID, stranger, "They fell out."); err != nil {
			t.Fatal(err)
		}
		if got := may(food); got != "volunteers.excluded" {
			t.Errorf("kept from them: got %q", got)
		}
		d, err := volunteers.Dossiers(b.db.Read(b.ctx), []string{"hapi"})
		if err != nil || len(d) != 1 || len(d[0].KeptFrom) != 1 || d[0].KeptFrom[0] != stranger {
			t.Errorf("the planner sees %+v, %v", d, err)
		}
		if none, err := volunteers.Dossiers(b.db.Read(b.ctx), []string{"leigh"}); err != nil || len(none) > 0 {
			t.Errorf("in Leigh: %+v, %v", none, err)
		}
		if err := b.Pause(b.ctx, v.ID, true); err != nil {
			t.Fatal(err)
		}
		if got := may(food); got != "volunteers.standing" {
			t.Errorf("paused: got %q", got)
		}
	})
}

// TestTheDayACheckRunsOut: what needs a check stops on the day after its last.
func TestTheDayACheckRunsOut(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		v := b.ready()
		b.check(v.ID, volunteers.Held{Check: "dbs", Level: volunteering.Enhanced, IssuedOn: today, ExpiresOn: today.AddDays(3), SeenBy: "Sam"})
		for days, want := range map[int]string{0: "", 3: "", 4: "volunteers.lacks"} {
			w := volunteers.Work{Category: "befriending", Kind: "do", On: today.AddDays(days)}
			if got := fault.CodeOf(volunteers.MayDo(b.db.Read(b.ctx), b.rules, v.ID, w)); got != want {
				t.Errorf("%d days on: %q, want %q", days, got, want)
			}
		}
	})
}

// TestNobodyOfTheirOwnHousehold follows the household that is on file, and records that
// were found to be one person's.
func TestNobodyOfTheirOwnHousehold(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		own := b.resident(people.NewRecord{Described: people.Described{GivenNames: "Jean", FamilyName: "Taylor", BirthDate: day.New(1985, 3, 27), Phone: "+447700900123"}, Neighbourhood: "hapi"})
		son := b.resident(people.NewRecord{Described: people.Described{GivenNames: "Tom", FamilyName: "Wood", Phone: "+447700900777"}, Neighbourhood: "hapi"})
		who := people.New(b.db, b)
		if err := households.New(b.db, who, b).AddMember(b.ctx, people.PersonID(own), households.Who{Known: people.PersonID(son)}, "son"); err != nil {
			t.Fatal(err)
		}
		v := b.ready()
		for name, record := range map[string]people.RecordID{"themselves": own, "their son": son} {
			err := volunteers.MayDo(b.db.Read(b.ctx), b.rules, v.ID, volunteers.Work{Category: "food", Kind: "do", Record: record, On: today})
			if fault.CodeOf(err) != "volunteers.own-household" {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestTheNumberIsVerified(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		v := b.ready()
		d, err := volunteers.Registered(b.db.Read(b.ctx), v.Registration)
		if err != nil || d.ID != v.ID {
			t.Fatalf("the number leads to %s, %v", d.ID, err)
		}
		if valid, may := volunteers.Proves(b.rules, d, today); !valid || len(may) != 1 || may[0].ID != "food" {
			t.Errorf("it proves %v, %+v", valid, may)
		}
		if err := b.Move(b.ctx, v.ID, v.Version, volunteers.Revoked, "Took money."); err != nil {
			t.Fatal(err)
		}
		d, _ = volunteers.Registered(b.db.Read(b.ctx), v.Registration)
		if valid, may := volunteers.Proves(b.rules, d, today); valid || len(may) > 0 {
			t.Errorf("revoked, it proves %v, %+v", valid, may)
		}
		for _, number := range []ident.Reference{"", "7K3D-9M2"} {
			if _, err := volunteers.Registered(b.db.Read(b.ctx), number); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%q: %v", number, err)
			}
		}
	})
}

func TestAGroupTakesWork(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		var o organisations.Organisation
		b.write(func(tx *db.Tx) (err error) {
			o, err = organisations.AddOne(tx, organisations.NewOrganisation{Name: "Street Friends", Kind: organisations.MutualAid, Neighbourhood: "hapi"})
			return err
		})
		g := volunteers.Group{Organisation: o.ID, People: 150, PerWeek: 60, Vouches: []string{"identity"}, Active: true}
		if err := b.SetGroup(b.ctx, g); err != nil {
			t.Fatal(err)
		}
		if err := b.SetGroup(b.ctx, g); fault.KindOf(err) != fault.Stale {
			t.Errorf("set twice: %v", err)
		}
		for _, c := range []struct {
			hoods []string
			want  int
		}{{nil, 1}, {[]string{"hapi"}, 1}, {[]string{"leigh"}, 0}} {
			if all, err := volunteers.Groups(b.db.Read(b.ctx), c.hoods); err != nil || len(all) != c.want {
				t.Errorf("in %v: %+v, %v", c.hoods, all, err)
			}
		}
		food, _ := b.rules.Activity("food")
		visit, _ := b.rules.Activity("visit")
		if len(g.Lacks(b.rules, food, today)) > 0 || volunteers.Texts(g.Lacks(b.rules, visit, today)) != "Enhanced DBS check" {
			t.Error("a group sends people to what it does not answer for")
		}
		g.Vouches, g.VouchedOn = []string{"identity", "dbs"}, today.AddDays(-360) // a DBS check counts for a year
		if len(g.Lacks(b.rules, visit, today)) > 0 || len(g.Lacks(b.rules, visit, today.AddDays(10))) != 1 || len(g.Lacks(b.rules, food, today.AddDays(10))) > 0 {
			t.Error("what it said in writing counts for longer, or less long, than the check")
		}
		g.VouchedOn = day.Date{}
		g.PerWeek, g.Version = 0, 1
		if err := b.SetGroup(b.ctx, g); fault.CodeOf(err) != "volunteers.group-week" {
			t.Errorf("a group that takes nothing: %v", err)
		}
	})
}
