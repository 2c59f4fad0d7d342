package rounds

import (
	"slices"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
	"kith/internal/work/routing"
)

// What calibration stands on: rounds of so many days, no fewer of them, and no wilder a factor.
const (
	calibrateDays   = 28
	calibrateRounds = 3
	leastFactor     = 0.5
	mostFactor      = 2.5
)

// What a leg must be to tell of the roads: below, it is parking and walking to the door.
const (
	shortestLeg = time.Minute
	leastLegs   = 3 // of a round
)

// calibration is how much longer the way takes than is said of the roads, as driven on the
// rounds of the last weeks; 1 until enough of them are closed. It is the middle round's: up to
// half of them may be odd days without leading it astray.
func calibration(r db.Reader, d day.Date) (float64, error) {
	all, err := drove(r, d.AddDays(-calibrateDays))
	return calibrated(all), err
}

func calibrated(rounds []float64) float64 {
	if len(rounds) < calibrateRounds {
		return 1
	}
	rounds = slices.Sorted(slices.Values(rounds))
	n := len(rounds)
	return bounded((rounds[(n-1)/2] + rounds[n/2]) / 2)
}

func bounded(factor float64) float64 { return min(max(factor, leastFactor), mostFactor) }

// driven is how long a round was on the way, in seconds, as its legs tell: those between two
// doors that were called at one after the other as planned, without a wait or a break between.
// Each is held to bounds, so that a stop recorded late counts for little. factor is the
// calibration the round was planned with. It is 0 where too few legs tell.
func driven(r Round, stops []Stop, breaks map[routing.Ref]bool, factor float64) int64 {
	var planned, took float64
	legs, leave, left := 0, r.LeaveAt, r.LeftAt
	for _, s := range onRound(slices.Clone(stops)) {
		leg := s.ArriveAt.Sub(leave)
		waits := s.BeginAt.After(s.ArriveAt) || breaks[s.Ref]
		real := s.SaidAt.Add(-s.LeaveAt.Sub(s.BeginAt)).Sub(left)
		if tells := s.State.Done() && !s.SaidAt.IsZero() && !left.IsZero() && s.SaidAt.After(left); tells && !waits && leg >= shortestLeg {
			planned += leg.Seconds()
			took += leg.Seconds() * bounded(real.Seconds()/leg.Seconds())
			legs++
		}
		leave, left = s.LeaveAt, s.SaidAt
	}
	if legs < leastLegs {
		return 0
	}
	return int64(float64(r.LineSeconds) * factor * took / planned)
}
