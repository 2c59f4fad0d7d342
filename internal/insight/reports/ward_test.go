package reports_test

import (
	"slices"
	"testing"

	"kith/internal/feature"
	"kith/internal/insight/reports"
	"kith/internal/insight/reports/reportstest"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
)

func TestTheFiguresOfAWard(t *testing.T) {
	reportstest.Each(t, func(t *testing.T, b *reportstest.Borough) {
		b.Fill(200) // the ten days before a Thursday, of which six lie in whole weeks
		member := b.As(reportstest.Somebody(access.Member, ""))
		w, err := b.Reports.Ward(member, "")
		if err != nil || w.Until != day.New(2020, 3, 29) || len(w.Lines) != 6 || len(w.Areas) != 8 {
			t.Fatalf("until %s, %d lines, %d areas, %v", w.Until, len(w.Lines), len(w.Areas), err)
		}
		from, until := day.New(2020, 3, 2).At(0, 0), day.New(2020, 3, 30).At(0, 0)
		exact, err := b.Reports.Figure(b.As(reportstest.Somebody(access.Manager, "")), "needs.requests",
			feature.Scope{Period: feature.Period{From: from, Until: until}})
		got := w.Lines[0].Weeks
		if err != nil || got.Value%5 != 0 || got.Value < exact.Value-2 || got.Value > exact.Value+2 || exact.Value == 0 {
			t.Errorf("requests are told as %d and were %d, %v", got.Value, exact.Value, err)
		}
		if l := w.Lines[0]; l.Before.Value != 0 || l.Since != l.Weeks {
			t.Errorf("before the four weeks: %+v", l)
		}
		for _, hub := range append(w.Hubs, reports.Hub{}) {
			one, err := b.Reports.Ward(member, hub.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range one.Lines {
				for _, n := range []reports.Number{l.Weeks, l.Before, l.Since} {
					if n.Rows != "" || n.Unit == feature.Things && n.Value%5 != 0 {
						t.Errorf("%s of %q is told as %+v", l.Name, hub.ID, n)
					}
				}
			}
			// The page of one neighbourhood tells of it what the borough's table does.
			if i := slices.IndexFunc(one.Areas, func(a reports.WardArea) bool { return a.ID == hub.ID }); i >= 0 && one.Areas[i].Requests != one.Lines[0].Weeks {
				t.Errorf("%s has %v and %v", hub.ID, one.Areas[i].Requests, one.Lines[0].Weeks)
			}
		}
	})
}

func TestWhoIsToldOfAWard(t *testing.T) {
	b := reportstest.New(t)
	for _, who := range []access.Principal{reportstest.Somebody(access.Manager, ""), reportstest.Somebody(access.PublicHealth, ""), reportstest.Somebody(access.Agent, "")} {
		if _, err := b.Reports.Ward(b.As(who), ""); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("%s: %v", who.Account, err)
		}
	}
	own := b.As(reportstest.Somebody(access.Member, "leigh"))
	if w, err := b.Reports.Ward(own, ""); err != nil || w.Hub.ID != "leigh" || len(w.Hubs) != 1 {
		t.Errorf("a member of one area sees %+v, %v", w.Hub, err)
	}
	if _, err := b.Reports.Ward(own, "hapi"); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("another area: %v", err)
	}
}
