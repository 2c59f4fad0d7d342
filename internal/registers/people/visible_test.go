package people_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/policy"
	"kith/internal/registers/people"
)

// What a list shows and what a page opens are the people that the policies permit, whoever
// asks: random holders of roles against records of every hub, restricted and not.
func TestListsAndPagesShowTheSamePeople(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		hoods := []string{"", "hapi", "leigh", "swan"}
		for _, hood := range hoods {
			one := somebody("Amina", "Khan "+hood, "", "", "")
			one.Neighbourhood = hood
			g.add(one)
			hidden := somebody("Amina", "Khan restricted "+hood, "", "", "")
			hidden.Neighbourhood = hood
			if err := g.as(borough).Mark(g.as(borough).ctx, person(g.add(hidden)), nil, []people.Label{people.Restricted}); err != nil {
				t.Fatal(err)
			}
		}
		g = g.as(borough)
		all, err := g.Search(g.ctx, "khan", 40)
		if err != nil || len(all) != 2*len(hoods) {
			t.Fatalf("%d people, %v", len(all), err)
		}
		grant := rapid.Custom(func(t *rapid.T) access.Grant {
			return access.Grant{
				Role:          rapid.SampledFrom(access.Roles()).Draw(t, "role"),
				Neighbourhood: rapid.SampledFrom(hoods).Draw(t, "neighbourhood"),
				Organisation:  rapid.SampledFrom([]string{"", "", "bank"}).Draw(t, "organisation"),
			}
		})
		rapid.Check(t, func(t *rapid.T) {
			who := access.Principal{
				Account: rapid.SampledFrom([]string{"", "somebody"}).Draw(t, "account"),
				Grants:  rapid.SliceOfN(grant, 0, 4).Draw(t, "grants"),
			}
			ctx := access.With(g.ctx, who)
			listed, err := g.Search(ctx, "khan", 40)
			if err != nil {
				t.Fatal(err)
			}
			for _, hit := range all {
				_, err := g.Person(ctx, hit.Person)
				in := slices.ContainsFunc(listed, func(l people.Hit) bool { return l.Person == hit.Person })
				may := policy.May(who, policy.Identity, policy.Record{
					Neighbourhood: hit.Record.Neighbourhood, Restricted: strings.Contains(hit.Record.FamilyName, "restricted"),
				})
				if in != may || may != (err == nil) {
					t.Fatalf("%s: permitted: %v; listed: %v; opens: %v", hit.Record.Name(), may, in, err)
				}
			}
		})
	})
}
