package travel_test

import (
	"context"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
	"kith/internal/plat/travel"
)

var background = context.Background()

// canal runs from west to east, 100 m north of the middle, with a bridge 2 km to the east and
// a footbridge 3 km to the west.
func canal() travel.Barrier {
	return travel.Barrier{
		Name: "Leeds and Liverpool Canal",
		Line: []grid.Point{at(-20_000, 100).At, at(-500, 100).At, at(20_000, 100).At},
		Crossings: []travel.Crossing{
			{Name: "bridge", At: at(2000, 100).At},
			{Name: "footbridge", At: at(-300, 130).At, For: []travel.Mode{travel.Foot, travel.Bike}},
		},
	}
}

// winding is a river in 200 bends, with a bridge in the middle.
func winding() travel.Barrier {
	b := travel.Barrier{Name: "Douglas"}
	for i := range 200 {
		b.Line = append(b.Line, at(300*math.Sin(float64(i)/3), float64(i)*100-10_000).At)
	}
	b.Crossings = []travel.Crossing{{At: b.Line[100]}, {At: b.Line[30]}, {At: b.Line[160]}}
	return b
}

func TestABarrierIsCrossedAtItsCrossings(t *testing.T) {
	e := estimate(t, canal())
	south, north := at(0, 0), at(0, 200)
	byBridge := 2 * math.Hypot(2000, 100)
	byFoot := 2 * math.Hypot(300, 100)
	for m, want := range map[travel.Mode]float64{travel.Van: byBridge, travel.Foot: byFoot} {
		if got := e.Line(m, south.At, north.At); math.Abs(got-want) > want/200 {
			t.Errorf("by %s it is %.0f m across the canal, want %.0f", m, got, want)
		}
	}
	if got := e.Line(travel.Van, south.At, at(500, 0).At); math.Abs(got-500) > 3 {
		t.Errorf("along the canal it is %.0f m, want 500", got)
	}
}

func TestTwoBarriersAreCrossedOneAfterTheOther(t *testing.T) {
	railway := canal()
	railway.Name, railway.Line = "Railway", []grid.Point{at(-20_000, 1100).At, at(20_000, 1100).At}
	railway.Crossings = []travel.Crossing{{At: at(-2000, 1100).At}}
	e := estimate(t, canal(), railway)
	got := e.Line(travel.Van, at(0, 0).At, at(0, 1200).At)
	want := math.Hypot(2000, 100) + math.Hypot(4000, 1000) + math.Hypot(2000, 100)
	if math.Abs(got-want) > want/200 {
		t.Errorf("over both it is %.0f m, want %.0f", got, want)
	}
}

func TestWhatDoesNotStopSomebody(t *testing.T) {
	motorway := canal()
	motorway.Stops = []travel.Mode{travel.Foot}
	if got := estimate(t, motorway).Line(travel.Van, at(0, 0).At, at(0, 200).At); math.Abs(got-200) > 1 {
		t.Errorf("a van goes %.0f m", got)
	}
}

// TestBarriersNeverShorten holds whatever they look like.
func TestBarriersNeverShorten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := travel.Barrier{Name: "b"}
		for range rapid.IntRange(2, 20).Draw(t, "points") {
			b.Line = append(b.Line, here(t, "line").At)
		}
		for range rapid.IntRange(1, 4).Draw(t, "crossings") {
			b.Crossings = append(b.Crossings, travel.Crossing{At: rapid.SampledFrom(b.Line).Draw(t, "crossing")})
		}
		from, to := here(t, "from").At, here(t, "to").At
		open, led := travel.Usual().Line(travel.Van, from, to), estimate(t, b, canal()).Line(travel.Van, from, to)
		if led < open-1e-6 || math.IsInf(led, 0) || math.IsNaN(led) {
			t.Fatalf("%f m without barriers, %f m with", open, led)
		}
	})
}

func TestBarriersThatMakeNoSense(t *testing.T) {
	tests := map[string]struct {
		change func(*travel.Barrier)
		says   string
	}{
		"a point":             {func(b *travel.Barrier) { b.Line = b.Line[:1] }, "two points"},
		"nowhere":             {func(b *travel.Barrier) { b.Line[1] = grid.Point{} }, "point 2"},
		"no crossing":         {func(b *travel.Barrier) { b.Crossings = nil }, "no crossing by van"},
		"a footbridge alone":  {func(b *travel.Barrier) { b.Crossings = b.Crossings[1:] }, "no crossing by van"},
		"a crossing far away": {func(b *travel.Barrier) { b.Crossings[0].At = at(2000, 400).At }, "300 m away"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			b := canal()
			tt.change(&b)
			_, err := travel.NewEstimate(nil, []travel.Barrier{b})
			if message := fault.MessageOf(err); fault.KindOf(err) != fault.Invalid || !strings.Contains(message, b.Name) || !strings.Contains(message, tt.says) {
				t.Errorf("error is %v", err)
			}
		})
	}
}
