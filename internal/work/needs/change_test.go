package needs_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kith/internal/kernel/day"
	"kith/internal/work/needs"
)

func TestWhatCanBeChangedInWhichState(t *testing.T) {
	open := map[needs.Change]bool{needs.Reprioritise: true, needs.Postpone: true, needs.Withdraw: true, needs.Reroute: true, needs.ReferOn: true}
	ended := map[needs.Change]bool{needs.TakeUp: true}
	for state, want := range map[needs.NeedState]map[needs.Change]bool{
		needs.NeedOpen: open, needs.NeedInHand: open, needs.NeedMet: ended, needs.NeedNotMet: ended, needs.NeedReferred: ended, needs.NeedGone: ended,
	} {
		for _, c := range append(needs.Changes(), "vanish") {
			if state.Can(c) != want[c] || (state.Check(c) == nil) != want[c] {
				t.Errorf("%s when %s: %v", c, state, state.Can(c))
			}
		}
	}
}

// A need that may begin on a day begins after today and within a year, and its help is due
// on or after that day; one that begins now is due from now.
func TestWhenANeedMayBegin(t *testing.T) {
	today := day.New(2020, 4, 7)
	rapid.Check(t, func(t *rapid.T) {
		days := func(name string) day.Date {
			if n := rapid.IntRange(-400, 800).Draw(t, name); n != 0 {
				return today.AddDays(n)
			}
			return day.Date{}
		}
		now, to := days("now"), days("to")
		err := needs.CheckStart(now, to, today)
		ahead := to.DaysSince(today)
		if want := to != now && (to.IsZero() || ahead > 0 && ahead <= 366); want != (err == nil) {
			t.Fatalf("from %s to %s: %v", now, to, err)
		}
		hours := rapid.IntRange(0, 200).Draw(t, "hours")
		at := today.At(15, 30)
		due := needs.DueFrom(to, hours, at)
		if to.IsZero() && !due.Equal(at.Add(time.Duration(hours)*time.Hour)) || !to.IsZero() && day.Of(due).Before(to) {
			t.Fatalf("begun %s with %d hours it is due %s", to, hours, due)
		}
	})
}

func TestPrioritiesThatMayBeGiven(t *testing.T) {
	for _, now := range needs.Priorities() {
		for _, to := range append(needs.Priorities(), "whenever", "") {
			if ok := needs.CheckPriority(now, to) == nil; ok != (now != to && to.Rank() < len(needs.Priorities())) {
				t.Errorf("from %s to %q: %v", now, to, ok)
			}
		}
	}
}
