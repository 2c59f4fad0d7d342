package tasks

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kith/internal/work/needs"
)

func anyStand(t *rapid.T) Stand {
	return Stand{
		State:    rapid.SampledFrom(States()).Draw(t, "state"),
		Holder:   rapid.SampledFrom([]string{"", "Jo", "Sam"}).Draw(t, "holder"),
		DueAt:    time.Unix(int64(rapid.IntRange(1, 3).Draw(t, "due")), 0),
		Priority: rapid.SampledFrom(needs.Priorities()).Draw(t, "priority"),
		Hub:      rapid.SampledFrom([]string{"", "hapi"}).Draw(t, "hub"),
		Note:     rapid.SampledFrom([]string{"", "the gate is locked"}).Draw(t, "note"),
	}
}

// Whatever was changed between, each field that differs is told once, by whoever changed
// it last, and what is as it was is not told.
func TestDifferences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var steps []Step
		stands := []Stand{anyStand(t)}
		for i := range rapid.IntRange(0, 5).Draw(t, "changes") {
			steps = append(steps, Step{Was: stands[i], By: string(rune('a' + i))})
			stands = append(stands, anyStand(t))
		}
		now := stands[len(stands)-1]
		told := differences(steps, now)
		for _, f := range Fields() {
			i := slices.IndexFunc(told, func(d Difference) bool { return d.Field == f })
			if f.same(stands[0], now) != (i < 0) {
				t.Fatalf("%s is told: %v", f, i >= 0)
			}
			if i < 0 {
				continue
			}
			last := len(stands) - 1
			for f.same(stands[last-1], stands[last]) {
				last--
			}
			if told[i].By != string(rune('a'+last-1)) || !f.same(told[i].Was, stands[0]) || !f.same(told[i].Now, now) {
				t.Fatalf("%s is told as %+v, changed last by %c", f, told[i], 'a'+last-1)
			}
		}
	})
}

func TestWhoMayNotBeToldIsNotToldWhatChanged(t *testing.T) {
	was, now := Stand{State: Open, Note: "old"}, Stand{State: Done, Note: "secret", Outcome: "done"}
	for _, d := range veil(differences([]Step{{Was: was, Reason: "why"}}, now), false) {
		if d.Field != StateField || d.Now.Note+d.Was.Note+d.Now.Outcome+d.Reason != "" {
			t.Errorf("it is told that %+v", d)
		}
	}
}
