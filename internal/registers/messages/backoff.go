package messages

import (
	"math/rand/v2"
	"time"

	"kith/internal/plat/notify"
)

const (
	firstWait = 30 * time.Second
	// longestWait is between the last tries.
	longestWait = 6 * time.Hour
	// mostAttempts are spread over about three days: a mail server may be down over a
	// weekend. What may no longer go then has its own end, see [Order.NotAfter].
	mostAttempts = 20
	// handOver is how long a node has for handing a message over before another may take it
	// for lost.
	handOver = 3 * time.Minute
)

// wait is how long to wait after so many tries: twice as long each time, and of that a part
// at random, so that a thousand messages that failed together do not come back together. It
// is never shorter than the carrier asked for.
func wait(attempts int, f *notify.Failure, random func() float64) time.Duration {
	longest := longestWait
	if attempts < 11 {
		longest = min(longestWait, firstWait<<max(attempts-1, 0))
	}
	spread := longest/2 + time.Duration(random()*float64(longest/2))
	return max(spread, f.After+time.Duration(random()*float64(f.After/10)))
}

// chance is a number from 0 up to 1.
func chance() float64 { return rand.Float64() }
