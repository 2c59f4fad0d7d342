package reports_test

import (
	"sync"
	"sync/atomic"
	"testing"

	"kith/internal/insight/reports"
	"kith/internal/insight/reports/reportstest"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
)

var grants = reports.ExternalFigure{
	Name: "Business grants", Definition: "Grants paid to businesses since April.", Value: "5,013", Source: "Finance", AsAt: day.New(2020, 4, 1),
}

func TestFiguresFromOutside(t *testing.T) {
	reportstest.Each(t, func(t *testing.T, b *reportstest.Borough) {
		analyst := b.As(reportstest.Somebody(access.Analyst, ""))
		id, err := b.Reports.TypeExternal(analyst, grants)
		if err != nil {
			t.Fatal(err)
		}
		better := grants
		better.Value = "5,031"
		manager := b.As(reportstest.Somebody(access.Manager, ""))
		if err := b.Reports.CorrectExternal(manager, id, 1, better); err != nil {
			t.Fatal(err)
		}
		if err := b.Reports.CorrectExternal(analyst, id, 1, grants); fault.KindOf(err) != fault.Stale {
			t.Errorf("correcting what no longer stands: %v", err)
		}
		all, err := b.Reports.External(b.As(reportstest.Somebody(access.PublicHealth, "")))
		if err != nil || len(all) != 1 || all[0].Named != better || all[0].TypedName != "Sam manager" || all[0].Version != 2 {
			t.Errorf("on the dashboard stands %+v, %v", all, err)
		}
		history, err := b.Reports.ExternalHistory(analyst, id)
		if err != nil || len(history) != 2 || history[1].Named != grants || history[1].TypedName != "Sam analyst" {
			t.Errorf("its history is %+v, %v", history, err)
		}
		if err := b.Reports.TakeOffExternal(analyst, id, 2); err != nil {
			t.Fatal(err)
		}
		if all, err = b.Reports.External(analyst); err != nil || len(all) != 0 {
			t.Errorf("taken off, there stands %+v, %v", all, err)
		}
		if history, err = b.Reports.ExternalHistory(analyst, id); err != nil || len(history) != 3 || !history[0].Gone {
			t.Errorf("its history is %+v, %v", history, err)
		}
		for _, who := range []access.Principal{{}, reportstest.Somebody(access.Agent, ""), reportstest.Somebody(access.Manager, "hapi")} {
			if _, err := b.Reports.TypeExternal(b.As(who), grants); fault.KindOf(err) != fault.Forbidden {
				t.Errorf("%s types in a figure: %v", who.Account, err)
			}
		}
		if err := b.Reports.CorrectExternal(analyst, "no-such", 1, grants); fault.KindOf(err) != fault.NotFound {
			t.Errorf("correcting nothing: %v", err)
		}
	})
}

func TestTwoWhoCorrectAtOnce(t *testing.T) {
	reportstest.Each(t, func(t *testing.T, b *reportstest.Borough) {
		analyst := b.As(reportstest.Somebody(access.Analyst, ""))
		id, err := b.Reports.TypeExternal(analyst, grants)
		if err != nil {
			t.Fatal(err)
		}
		var done, stale atomic.Int64
		var all sync.WaitGroup
		for range 6 {
			all.Go(func() {
				switch err := b.Reports.CorrectExternal(analyst, id, 1, grants); {
				case err == nil:
					done.Add(1)
				case fault.KindOf(err) == fault.Stale:
					stale.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if done.Load() != 1 || stale.Load() != 5 {
			t.Errorf("%d corrected it and %d were told", done.Load(), stale.Load())
		}
	})
}
