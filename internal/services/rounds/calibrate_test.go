package rounds

import (
	"math"
	"testing"
	"time"

	"kith/internal/work/routing"
)

// A round of legs of ten minutes, with five at each door; each leg takes what is said.
func drivenRound(minutes ...int) (Round, []Stop) {
	at := time.Date(2020, 4, 7, 9, 0, 0, 0, time.UTC)
	r := Round{LeaveAt: at, LeftAt: at, LineSeconds: int64(len(minutes)) * 600}
	real := at
	var stops []Stop
	for i, took := range minutes {
		at, real = at.Add(10*time.Minute), real.Add(time.Duration(took+5)*time.Minute)
		stops = append(stops, Stop{ID: StopID(rune('a' + i)), Ref: routing.Ref{Source: routing.OfDelivery, ID: string(rune('a' + i))}, ArriveAt: at, BeginAt: at, LeaveAt: at.Add(5 * time.Minute), SaidAt: real, State: Handed})
		at = at.Add(5 * time.Minute)
	}
	return r, stops
}

func TestLegsTellHowLongTheWayTakes(t *testing.T) {
	for _, one := range []struct {
		name    string
		minutes []int
		factor  float64
		want    float64 // minutes on the way
	}{
		{"as planned", []int{10, 10, 10, 10}, 1, 40},
		{"half as long again", []int{15, 15, 15, 15}, 1, 60},
		{"planned with a factor", []int{10, 10, 10, 10}, 1.5, 60},
		{"one recorded at the end of the day", []int{10, 10, 10, 300}, 1, 55},
		{"too few", []int{20, 20}, 1, 0},
	} {
		r, stops := drivenRound(one.minutes...)
		if got := float64(driven(r, stops, nil, one.factor)) / 60; math.Abs(got-one.want) > 0.1 {
			t.Errorf("%s: %.1f minutes, not %.1f", one.name, got, one.want)
		}
	}
	r, stops := drivenRound(10, 10, 10, 50)
	if got := driven(r, stops, map[routing.Ref]bool{stops[3].Ref: true}, 1); got != 40*60 {
		t.Errorf("a break counted as driving: %d s", got)
	}
	stops[1].SaidAt = stops[0].SaidAt.Add(-time.Minute) // two recorded the wrong way round
	if got := driven(r, stops, map[routing.Ref]bool{stops[3].Ref: true}, 1); got != 0 {
		t.Errorf("two legs told %d s", got)
	}
}

func TestAnOddDayDoesNotSpoilTheSpeeds(t *testing.T) {
	for _, one := range []struct {
		rounds []float64
		want   float64
	}{
		{nil, 1},
		{[]float64{2, 2}, 1},
		{[]float64{1.2, 1.3, 9}, 1.3},
		{[]float64{1.2, 1.3, 1.5, 0.01}, 1.25},
		{[]float64{9, 9, 9}, mostFactor},
	} {
		if got := calibrated(one.rounds); math.Abs(got-one.want) > 1e-9 {
			t.Errorf("%v gives %g, not %g", one.rounds, got, one.want)
		}
	}
}
