package intake

import (
	"time"

	"kith/internal/kernel/day"
)

// shut reports whether nobody answers at a time. Hours that cannot be read shut nothing: a
// need is then told to its hub alone, as by day.
func shut(hours string, at time.Time) bool {
	h, _ := day.ParseHours(hours)
	return !h.Open(at)
}
