package people_test

import (
	"slices"
	"testing"

	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
)

func TestAlikeWhileTyping(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		first := g.add(somebody("Amina", "Khan", "1939-03-07", "+447700900123", "WN2 3EB"))
		again := g.add(somebody("Amina", "Khan", "1939-03-07", "", "WN2 3EB"))
		typed := somebody("Amina", "Khan", "1939-03-07", "", "").Described
		alike, err := g.Alike(g.ctx, typed, "", 5)
		if err != nil || len(alike) != 2 || alike[0].Percent < 70 || !slices.Contains(alike[0].Reasons, "same date of birth") {
			t.Fatalf("alike: %+v, %v", alike, err)
		}
		if err := g.SamePerson(g.ctx, person(first), person(again)); err != nil {
			t.Fatal(err)
		}
		if alike, _ := g.Alike(g.ctx, typed, "", 5); len(alike) != 1 || alike[0].Person != person(first) {
			t.Errorf("two records of one person are shown as %+v", alike)
		}
		if alike, _ := g.Alike(g.ctx, typed, person(first), 5); len(alike) != 0 {
			t.Errorf("the person who is being written of looks like themselves: %+v", alike)
		}
		leigh := access.With(g.ctx, access.Principal{Account: "leigh", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}})
		if alike, _ := g.Alike(leigh, typed, "", 5); len(alike) != 0 {
			t.Errorf("another hub learns of %+v", alike)
		}
		if alike, err := g.Alike(g.ctx, somebody("Amina", "", "", "", "").Described, "", 5); err != nil || alike != nil {
			t.Errorf("a first name alone finds %+v, %v", alike, err)
		}
	})
}
