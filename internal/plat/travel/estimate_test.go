package travel_test

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
	"kith/internal/plat/travel"
)

// at is a place so many metres east and north of Wigan.
func at(east, north float64) travel.Place {
	return travel.Place{At: grid.ToLatLon(grid.Ref{E: 358_000 + east, N: 405_000 + north})}
}

// here draws a place in a square of 30 km.
func here(t *rapid.T, name string) travel.Place {
	return at(rapid.Float64Range(-15_000, 15_000).Draw(t, name+" east"), rapid.Float64Range(-15_000, 15_000).Draw(t, name+" north"))
}

type failing interface {
	Helper()
	Fatal(args ...any)
}

func estimate(t failing, barriers ...travel.Barrier) *travel.Estimate {
	t.Helper()
	e, err := travel.NewEstimate(nil, barriers)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func table(t failing, r travel.Roads, m travel.Mode, places ...travel.Place) *travel.Ways {
	t.Helper()
	ways, err := r.Table(background, m, places)
	if err != nil {
		t.Fatal(err)
	}
	return ways
}

// way is the metres and seconds by an estimate.
func way(t failing, r travel.Roads, m travel.Mode, from, to travel.Place) (metres, seconds float64) {
	t.Helper()
	d, s := table(t, r, m, from, to).Travel.Between(0, 1)
	return float64(d) / 10, float64(s)
}

func TestFactorsByDistance(t *testing.T) {
	tests := []struct {
		name         string
		line, metres float64
	}{
		{"none", 0, 0},
		{"near", 1000, 1450},
		{"middle", 5000, 6750},
		{"far", 20_000, 25_000},
		{"just beyond the first band, no nearer than its end", 2050, 2900},
		{"just beyond the second", 10_100, 13_500},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, _ := way(t, travel.Usual(), travel.Van, at(0, 0), at(tt.line, 0)); math.Abs(got-tt.metres) > 0.005*tt.metres {
				t.Errorf("%.0f m in a line are %.1f m by road, want %.0f", tt.line, got, tt.metres)
			}
		})
	}
}

func TestLinesAreTheKernels(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := here(t, "a"), here(t, "b")
		if got, want := travel.Usual().Line(travel.Van, a.At, b.At), grid.Distance(a.At, b.At); math.Abs(got-want) > 0.001 {
			t.Fatalf("line is %f, grid says %f", got, want)
		}
	})
}

func TestModesHaveTheirSpeeds(t *testing.T) {
	last := 0.0
	for _, m := range []travel.Mode{travel.Car, travel.Van, travel.Bike, travel.Foot} {
		_, s := way(t, travel.Usual(), m, at(0, 0), at(5000, 0))
		if s <= last {
			t.Errorf("%s takes %.0f s, no longer than the quicker one", m, s)
		}
		last = s
	}
	slow, err := travel.NewEstimate(map[travel.Mode]travel.Rates{travel.Van: travel.UsualRates(travel.Van).AtSpeed(10)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, s := way(t, slow, travel.Van, at(0, 0), at(1000, 0)); math.Abs(s-522) > 2 {
		t.Errorf("1.45 km at 10 km/h take %.0f s", s)
	}
}

// TestEstimateIsSound holds for any places: symmetric, nothing from a place to itself, never
// shorter than the line, and no detour over a third place that is shorter by more than the
// bands' steps allow.
func TestEstimateIsSound(t *testing.T) {
	steepest := 1.45 / 1.25
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.SampledFrom(travel.Modes()).Draw(t, "mode")
		places := []travel.Place{here(t, "a"), here(t, "b"), here(t, "c")}
		ways := table(t, estimate(t, canal()), m, places...).Travel
		for i := range places {
			for j := range places {
				d, s := ways.Between(i, j)
				back, backs := ways.Between(j, i)
				if d != back || s != backs || i == j && (d != 0 || s != 0) {
					t.Fatalf("%d to %d is %d dm, %d s and back %d, %d", i, j, d, s, back, backs)
				}
				if line := grid.Distance(places[i].At, places[j].At); float64(d) < line*10-1 {
					t.Fatalf("the road is %d dm and the line %.1f m", d, line)
				}
			}
		}
		ab, _ := ways.Between(0, 1)
		bc, _ := ways.Between(1, 2)
		ac, _ := ways.Between(0, 2)
		if float64(ac) > steepest*float64(ab+bc)+2 {
			t.Fatalf("straight on is %d dm, by a third place %d", ac, ab+bc)
		}
	})
}

func TestFartherIsNeverNearer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.SampledFrom(travel.Modes()).Draw(t, "mode")
		near := rapid.Float64Range(0, 25_000).Draw(t, "near")
		far := near + rapid.Float64Range(0, 5_000).Draw(t, "more")
		d1, s1 := way(t, travel.Usual(), m, at(0, 0), at(near, 0))
		d2, s2 := way(t, travel.Usual(), m, at(0, 0), at(far, 0))
		if d2 < d1 || s2 < s1 {
			t.Fatalf("%.0f m are %.1f m, %.0f s; %.0f m are %.1f m, %.0f s", near, d1, s1, far, d2, s2)
		}
	})
}

func TestPlacesThatAreNowhere(t *testing.T) {
	bad := []travel.Place{
		{Name: "the flat"},
		{Name: "the flat", At: grid.Point{Lat: math.NaN(), Lon: 1}},
		{Name: "the flat", At: grid.Point{Lat: 91, Lon: 1}},
		{Name: "the flat", At: grid.Point{Lat: 53, Lon: math.Inf(1)}},
	}
	for _, p := range bad {
		_, err := travel.Usual().Table(t.Context(), travel.Van, []travel.Place{at(0, 0), p})
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.MessageOf(err), "the flat") {
			t.Errorf("%v: %v", p.At, err)
		}
		p.Withheld = true
		if _, err = travel.Usual().Table(t.Context(), travel.Van, []travel.Place{p}); strings.Contains(fault.MessageOf(err), "the flat") {
			t.Errorf("a withheld place is named: %v", err)
		}
	}
	if _, err := travel.Usual().Table(t.Context(), travel.Van, nil); fault.CodeOf(err) != "travel.no-places" {
		t.Errorf("no places: %v", err)
	}
	if _, err := travel.Usual().Table(t.Context(), "camel", []travel.Place{at(0, 0)}); fault.CodeOf(err) != "travel.mode" {
		t.Errorf("by camel: %v", err)
	}
}

func TestRatesThatMakeNoSense(t *testing.T) {
	good := travel.Band{Factor: 1.3, KmH: 20}
	tests := map[string]struct {
		rates travel.Rates
		says  string
	}{
		"none":             {nil, "no bands"},
		"shorter":          {travel.Rates{{Factor: 0.9, KmH: 20}}, "factor 0.9"},
		"not a number":     {travel.Rates{{Factor: math.NaN(), KmH: 20}}, "factor NaN"},
		"standing":         {travel.Rates{{Factor: 1.3}}, "speed 0"},
		"no end but last":  {travel.Rates{good, good}, "Band 1"},
		"an end at last":   {travel.Rates{{UpTo: 5, Factor: 1.3, KmH: 20}}, "is the last"},
		"not in order":     {travel.Rates{{UpTo: 5, Factor: 1.3, KmH: 20}, {UpTo: 5, Factor: 1.3, KmH: 20}, good}, "Band 2"},
		"a negative start": {travel.Rates{{UpTo: -5, Factor: 1.3, KmH: 20}, good}, "Band 1"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := travel.NewEstimate(map[travel.Mode]travel.Rates{travel.Van: tt.rates}, nil)
			if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.MessageOf(err), tt.says) {
				t.Errorf("error is %v", err)
			}
		})
	}
}

func TestWhereAnEstimateComesFrom(t *testing.T) {
	flat, err := travel.NewEstimate(map[travel.Mode]travel.Rates{travel.Van: {{Factor: 1.35, KmH: 30}}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	legs := make([]travel.Leg, 212)
	for i := range legs {
		legs[i] = travel.Leg{Mode: travel.Van, Line: 1000 + float64(i), Seconds: 200}
	}
	for want, e := range map[string]*travel.Estimate{
		"Straight line × 1.35": flat,
		"Straight line × 1.45 under 2 km, × 1.35 up to 10 km, × 1.25 beyond":                                  travel.Usual(),
		"Straight line × 1.45 under 2 km, × 1.35 up to 10 km, × 1.25 beyond, over the crossings of 1 barrier": estimate(t, canal()),
		"Straight line × 1.35, calibrated on 212 driven legs":                                                 flat.Calibrated(legs, 0),
	} {
		if got := table(t, e, travel.Van, at(0, 0)).Source; got != want {
			t.Errorf("source is %q, want %q", got, want)
		}
	}
}

func BenchmarkEstimateOf1000Places(b *testing.B) {
	for name, e := range map[string]*travel.Estimate{"open": travel.Usual(), "canal": estimate(b, canal()), "winding": estimate(b, winding(), canal())} {
		b.Run(name, func(b *testing.B) {
			places := make([]travel.Place, 1000)
			for i := range places {
				places[i] = at(float64(i*7919%20_000)-10_000, float64(i*104729%20_000)-10_000)
			}
			for b.Loop() {
				table(b, e, travel.Van, places...)
			}
		})
	}
}
