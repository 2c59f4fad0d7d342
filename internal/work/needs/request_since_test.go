package needs

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func anyRequest(t *rapid.T) Request {
	return Request{
		Neighbourhood:  rapid.SampledFrom([]string{"", "hapi", "leigh"}).Draw(t, "hub"),
		State:          rapid.SampledFrom(RequestStates()).Draw(t, "state"),
		Priority:       rapid.SampledFrom(Priorities()).Draw(t, "priority"),
		AcceptedBy:     rapid.SampledFrom([]string{"", "jo", "sam"}).Draw(t, "taker"),
		FirstContactAt: time.Unix(int64(rapid.IntRange(1, 2).Draw(t, "contacted")), 0),
	}
}

// Whatever was changed between, each field that differs is told once, by whoever changed
// it last, and what is as it was is not told.
func TestRequestDifferences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var steps []requestStep
		stands := []Request{anyRequest(t)}
		for i := range rapid.IntRange(0, 5).Draw(t, "changes") {
			steps = append(steps, requestStep{Step: Step[Request]{Was: stands[i], By: string(rune('a' + i))}, said: rapid.Bool().Draw(t, "said")})
			stands = append(stands, anyRequest(t))
		}
		now := stands[len(stands)-1]
		told := requestDifferences(steps, now)
		for _, f := range requestFields {
			i := slices.IndexFunc(told, func(d Difference[Request]) bool { return d.Field == f })
			wanted := !f.sameRequest(stands[0], now)
			if f == SaidField {
				wanted = slices.ContainsFunc(steps, func(s requestStep) bool { return s.said })
			}
			if wanted != (i >= 0) {
				t.Fatalf("%s is told: %v", f, i >= 0)
			}
			if i < 0 || f == SaidField {
				continue
			}
			last := len(stands) - 1
			for f.sameRequest(stands[last-1], stands[last]) {
				last--
			}
			if told[i].Last.By != string(rune('a'+last-1)) || !f.sameRequest(told[i].Was, stands[0]) || !f.sameRequest(told[i].Now, now) {
				t.Fatalf("%s is told as %+v, changed last by %c", f, told[i], 'a'+last-1)
			}
		}
	})
}
