package protocols

import (
	"slices"
	"testing"
	"time"

	"kith/internal/registers/people"
)

// TestClocksThatDisagree lets time pass for work as two nodes see it whose clocks are half a
// minute apart, one of which is an hour wrong now and then: across both changes of the clock,
// the 29th of February and the end of 32 bits. What happens is what happens by one good clock:
// nothing twice, and nothing left out.
func TestClocksThatDisagree(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for name, begin := range map[string]time.Time{
			"the clock goes forward": time.Date(2020, 3, 27, 9, 0, 0, 0, time.UTC),
			"the clock goes back":    time.Date(2020, 10, 23, 9, 0, 0, 0, time.UTC),
			"29 February":            time.Date(2024, 2, 28, 9, 0, 0, 0, time.UTC),
			"19 January 2038":        time.Date(2038, 1, 18, 9, 0, 0, 0, time.UTC),
		} {
			good := w.days(begin, func(at time.Time, _ int) { w.now.Set(at); w.must(w.Expire(w.ctx)) })
			two := w.days(begin, func(at time.Time, hour int) {
				w.now.Set(at.Add(30 * time.Second))
				w.must(w.Expire(w.ctx))
				w.now.Set(at)
				w.must(w.Expire(w.ctx))
				if hour%7 == 3 { // set back, and then right again
					w.now.Set(at.Add(-time.Hour))
					w.must(w.Expire(w.ctx))
				}
			})
			if !slices.Equal(good, two) || len(good) < 3 {
				t.Errorf("%s: by one clock %v, by two %v", name, good, two)
			}
		}
	})
}

// days lets six days pass for a new piece of work, hour by hour, and lists what happened.
func (w *world) days(begin time.Time, hour func(at time.Time, n int)) (happened []string) {
	w.t.Helper()
	w.now.Set(begin)
	run, _ := w.ask(w.somebody(people.SafeContact{}), "welfare-check", "welfare-check")
	for n := range 6 * 24 {
		hour(begin.Add(time.Duration(n)*time.Hour), n)
	}
	_, events, err := w.Run(w.ctx, run.ID)
	w.must(err)
	for _, e := range events {
		happened = append(happened, string(e.Happened)+" "+e.Step)
	}
	w.now.Set(begin.Add(-time.Hour))
	return happened
}
