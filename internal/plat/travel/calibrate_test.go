package travel_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"kith/internal/plat/travel"
)

// driven makes legs of a factor and a speed.
func driven(n int, line, factor, kmh float64) []travel.Leg {
	legs := make([]travel.Leg, n)
	for i := range legs {
		legs[i] = travel.Leg{Mode: travel.Van, Line: line, Metres: line * factor, Seconds: line * factor / kmh * 3.6}
	}
	return legs
}

func TestLegsTeachTheirBandAlone(t *testing.T) {
	e := travel.Usual().Calibrated(driven(30, 1000, 1.6, 15), 0)
	got, usual := e.Rates(travel.Van), travel.UsualRates(travel.Van)
	if math.Abs(got[0].Factor-1.6) > 1e-9 || math.Abs(got[0].KmH-15) > 1e-9 {
		t.Errorf("the first band is %+v", got[0])
	}
	if got[1] != usual[1] || got[2] != usual[2] || e.Rates(travel.Bike)[0] != travel.UsualRates(travel.Bike)[0] {
		t.Errorf("other bands or modes learned too: %+v", got)
	}
	if e.Legs(travel.Van) != 30 || e.Legs(travel.Bike) != 0 {
		t.Errorf("it goes by %d legs", e.Legs(travel.Van))
	}
}

func TestFewLegsTeachNothing(t *testing.T) {
	e := travel.Usual().Calibrated(driven(travel.EnoughLegs-1, 1000, 1.6, 15), 0)
	if got := e.Rates(travel.Van)[0]; got != travel.UsualRates(travel.Van)[0] || e.Legs(travel.Van) != 0 {
		t.Errorf("learned %+v", got)
	}
	if got := travel.Usual().Calibrated(driven(5, 1000, 1.6, 15), 5).Rates(travel.Van)[0]; got.Factor == 1.45 {
		t.Error("five are enough, and nothing was learned")
	}
}

func TestTimesAloneTeachTheSpeed(t *testing.T) {
	legs := driven(40, 3000, 1.35, 20)
	for i := range legs {
		legs[i].Metres = 0
	}
	got := travel.Usual().Calibrated(legs, 0).Rates(travel.Van)[1]
	if got.Factor != 1.35 || math.Abs(got.KmH-20) > 1e-9 {
		t.Errorf("learned %+v", got)
	}
}

// TestNonsenseLeadsNobodyAstray adds to sound legs nearly as many that are anything.
func TestNonsenseLeadsNobodyAstray(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		legs := driven(40, 1000, 1.6, 15)
		for range rapid.IntRange(0, 15).Draw(t, "slips") {
			legs = append(legs, travel.Leg{
				Mode: travel.Van, Line: rapid.Float64Range(0, 2000).Draw(t, "line"),
				Metres: rapid.Float64Range(-100, 1e6).Draw(t, "metres"), Seconds: rapid.Float64Range(-100, 1e6).Draw(t, "seconds"),
			})
		}
		got := travel.Usual().Calibrated(legs, 0).Rates(travel.Van)
		if err := got.Check(); err != nil || math.Abs(got[0].Factor-1.6) > 0.05 || math.Abs(got[0].KmH-15) > 1 {
			t.Fatalf("learned %+v, %v", got[0], err)
		}
	})
}
