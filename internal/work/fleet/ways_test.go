package fleet

import (
	"testing"

	"kith/internal/kernel/grid"
	"kith/internal/plat/travel"
)

func waysBy(factor float64) Ways {
	rules := &Rules{Kinds: []KindRules{{Kind: Van, KmH: 36}, {Kind: Car, KmH: 36}, {Kind: Bike, KmH: 18}, {Kind: Foot, KmH: 5}}}
	at := func(east float64) travel.Place {
		return travel.Place{At: grid.ToLatLon(grid.Ref{E: 358_000 + east, N: 405_000})}
	}
	return Ways{Rules: rules, Guide: &travel.Guide{}, Factor: factor, Places: []travel.Place{at(0), at(1000)}}
}

func TestWaysGoAtTheSpeedOfTheRulesAndOfLately(t *testing.T) {
	for k, want := range map[Kind]int32{Van: 145, Bike: 290} {
		for _, factor := range []float64{1, 1.5} {
			got, _, err := waysBy(factor).table(t.Context(), k)
			if err != nil {
				t.Fatal(err)
			}
			d, s := got.Between(0, 1)
			if full := float64(want) * factor; d < 14_400 || d > 14_600 || float64(s) < full-3 || float64(s) > full+3 {
				t.Errorf("by %s a kilometre is %d dm and %d s, want %.0f s", k, d, s, full)
			}
		}
	}
}

func TestTheRulesFactorGoesBeforeTheUsualOnes(t *testing.T) {
	w := waysBy(1)
	w.Rules.Search.Factor = 2
	got, source, err := w.table(t.Context(), Van)
	if err != nil || source != "Straight line × 2" {
		t.Fatalf("source is %q, %v", source, err)
	}
	if d, _ := got.Between(0, 1); d < 19_900 || d > 20_100 {
		t.Errorf("a kilometre is %d dm", d)
	}
}

func TestKindsThatNobodyDrivesAreNotAskedFor(t *testing.T) {
	all, source, err := waysBy(1).Tables(t.Context(), map[Kind]bool{Bike: true, Foot: true})
	if err != nil || len(all) != len(Kinds()) || source != "Straight line × 1.45 under 2 km, × 1.35 up to 10 km, × 1.25 beyond" {
		t.Fatalf("%d tables from %q, %v", len(all), source, err)
	}
	_, van := all[0].Between(0, 1)
	_, bike := all[2].Between(0, 1)
	_, foot := all[3].Between(0, 1)
	if van != bike || foot <= bike {
		t.Errorf("van %d s, bike %d s, foot %d s", van, bike, foot)
	}
	if all, _, err = waysBy(1).Tables(t.Context(), nil); err != nil || all[3] == nil {
		t.Errorf("with nobody: %v", err)
	}
}
