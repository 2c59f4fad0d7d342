package risk

import (
	"fmt"
	"math"

	"kith/internal/kernel/disclosure"
)

// Rate is how many of some people something was so.
type Rate struct {
	Hits int `json:"hits"`
	Of   int `json:"of"`
}

func (r *Rate) count(hit bool) {
	r.Of++
	if hit {
		r.Hits++
	}
}

// z is how many standard deviations either side hold nineteen of twenty.
const z = 1.959964

// Between is where the true share lies, nineteen times of twenty, from 0 to 1: the interval
// of E. B. Wilson (Journal of the American Statistical Association 22, 1927), which holds for
// few people and for rare things too.
func (r Rate) Between() (low, high float64) {
	if r.Of == 0 {
		return 0, 1
	}
	n := float64(r.Of)
	share := float64(r.Hits) / n
	middle := share + z*z/(2*n)
	spread := z * math.Sqrt(share*(1-share)/n+z*z/(4*n*n))
	whole := 1 + z*z/n
	return max(0, (middle-spread)/whole), min(1, (middle+spread)/whole)
}

// String is the rate with its interval, fit for whoever may not see the rows: "40% (31% to
// 50%)". Of few people, or of few of them, it is hidden.
func (r Rate) String() string {
	if r.Of == 0 {
		return "Nobody"
	}
	if _, few := disclosure.Round(int64(r.Of)); few {
		return "*"
	}
	if _, few := disclosure.Round(int64(r.Hits)); few {
		return "*"
	}
	if _, few := disclosure.Round(int64(r.Of - r.Hits)); few {
		return "*"
	}
	low, high := r.Between()
	return fmt.Sprintf("%.0f%% (%.0f%% to %.0f%%)", 100*float64(r.Hits)/float64(r.Of), 100*low, 100*high)
}

// Apart reports whether the intervals of two rates do not meet: the difference is more than
// chance.
func (r Rate) Apart(other Rate) bool {
	low, high := r.Between()
	less, more := other.Between()
	return r.Of > 0 && other.Of > 0 && (high < less || more < low)
}
