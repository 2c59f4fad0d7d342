package app

import (
	"context"
	"testing"

	"kith/internal/plat/access"
	"kith/internal/registers/people"
)

// TestWhoRingsIsFoundByTheirReference: whoever has nothing but the reference of a request is
// found by it, and nobody who may not be seen.
func TestWhoRingsIsFoundByTheirReference(t *testing.T) {
	a := hamlet(t)
	a.plant(t)
	ctx := func(v visitor) context.Context {
		return access.With(a.As(t.Context(), v.name, "a test"), v.principal())
	}
	asked := func(family string) string {
		p := a.known(t, ctx(centre), family)
		all, err := a.Needs.OfPerson(ctx(centre), []people.RecordID{p.Current().ID})
		if err != nil || len(all) != 1 {
			t.Fatalf("%s asked %d times: %v", family, len(all), err)
		}
		return string(all[0].Reference)
	}
	for _, c := range []struct {
		family string
		who    visitor
		found  bool
	}{
		{"Pexiter", centreOf, true},
		{"Pexiter", ownHub, true},
		{"Pexiter", otherHub, false},
		{"Pexiter", member, false},
		{"Quorvex", centre, true},
		{"Quorvex", centreOf, false},
		{"Quorvex", ownHub, false},
	} {
		hits, err := (facts{App: a}).AskedAs(ctx(c.who), asked(c.family))
		if err != nil || (len(hits) == 1) != c.found {
			t.Errorf("%s finds %d people by the reference of %s: %v", c.who.name, len(hits), c.family, err)
		}
	}
	for _, text := range []string{"", "Khan", "7K3D-9M3"} {
		if hits, err := (facts{App: a}).AskedAs(ctx(centre), text); err != nil || len(hits) != 0 {
			t.Errorf("%q finds %v, %v", text, hits, err)
		}
	}
}
