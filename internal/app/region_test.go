package app

import (
	"context"
	"fmt"
	"testing"
	"time"

	"kith/internal/demo"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/services/intake"
	"kith/internal/work/needs"
)

// TestBoroughsBesideEachOther runs two boroughs on one database. Each sees its own, and beside
// each other stand figures of whole boroughs alone, of which none leads to anybody.
func TestBoroughsBesideEachOther(t *testing.T) {
	wigan := opened(t)
	must(t, wigan.EnsureBlueprint(t.Context()))
	c := wigan.Config
	c.Borough = "bury"
	bury, err := Open(t.Context(), c, wigan.Clock, true)
	must(t, err)
	t.Cleanup(func() { must(t, bury.Close(context.WithoutCancel(t.Context()))) })
	must(t, bury.EnsureBlueprint(t.Context()))

	for of, asked := range map[*App]int{wigan: 12, bury: 2} {
		ctx := of.As(t.Context(), "public", "ask for help")
		b, err := of.Blueprints.Current(ctx)
		must(t, err)
		for n, form := range demo.Forms(b, aMonday, demo.Lively, asked) {
			_, err := of.Intake.Ask(ctx, intake.Asking{Channel: needs.Web, Key: fmt.Sprint(of.Borough, n), Answers: form})
			must(t, err)
		}
	}
	wigan.Clock.(*clock.Manual).Advance(8 * 24 * time.Hour) // into the next week
	for _, a := range []*App{wigan, bury} {
		ctx := a.As(t.Context(), "test", "look")
		r, err := a.Reports.Region(ctx, []string{"wigan", "bury", "atlantis"})
		must(t, err)
		if len(r.Boroughs) != 2 || len(r.Missing) != 1 || len(r.Lines) == 0 {
			t.Fatalf("%s sees %+v", a.Borough, r)
		}
		requests := r.Lines[0]
		if n := requests.Boroughs[0]; n.Value != 10 || n.Hidden || n.Rows != "" {
			t.Errorf("%s is told of Wigan %+v, want 12 as 10", a.Borough, n)
		}
		if n := requests.Boroughs[1]; !n.Hidden || n.Value != 0 {
			t.Errorf("%s is told of Bury %+v, want that it is hidden", a.Borough, n)
		}
		if n := requests.Together; !n.Hidden || n.Value != 0 {
			t.Errorf("%s is told of both %+v, from which Bury's can be reckoned", a.Borough, n)
		}
		// Nothing but figures crosses: a list of one borough holds nothing of the other.
		for _, role := range []access.Role{access.Member, access.Manager} {
			part := access.With(ctx, access.Principal{Account: "x", Grants: []access.Grant{{Role: role, Neighbourhood: "hapi"}}})
			if _, err := a.Reports.Region(part, []string{"wigan"}); fault.KindOf(err) != fault.Forbidden {
				t.Errorf("a %s of one neighbourhood: %v", role, err)
			}
		}
	}
}
