//go:build bench

package phase_test

import (
	"testing"

	"kith/algo/phase"
)

// way is another way of treating figures that come late, tried beside ours.
type way struct {
	name string
	used func(l phase.Lateness, s phase.Series) phase.Series
	// carried says that the flag of the file's own day is that of the newest day that is used.
	carried bool
	// final takes the final counts of all days but the three newest: nothing is late in them.
	final bool
}

// without hides more last days of a series as it is used.
func without(s phase.Series, hidden int) phase.Series {
	for age := range hidden {
		if i := len(s.Obs) - 1 - age; i >= 0 {
			s.Obs[i].Kind = phase.Missing
		}
	}
	return s
}

func ours(l phase.Lateness, s phase.Series) phase.Series { return l.Apply(s) }

// longer hides as many days as where nothing was learnt until so many pairs of vintages were.
func longer(steps, hidden int) func(phase.Lateness, phase.Series) phase.Series {
	return func(l phase.Lateness, s phase.Series) phase.Series {
		used := l.Apply(s)
		if l.Steps < steps {
			used = without(used, hidden)
		}
		return used
	}
}

// TestOtherWaysOfTheReplay goes through the published files as TestReplayOfTheVintages does, with
// other ways of treating the newest days, and tells how many flags for the day of the file itself
// and for the newest day that is used are wrong.
func TestOtherWaysOfTheReplay(t *testing.T) {
	known := vintages(t)
	final := boroughs(t, "2020-06-01", "2020-12-31")
	ways := []way{
		{"as we do it", ours, false, false},
		{"a day more is hidden", func(l phase.Lateness, s phase.Series) phase.Series { return without(l.Apply(s), 4) }, false, false},
		{"two days more are hidden", func(l phase.Lateness, s phase.Series) phase.Series { return without(l.Apply(s), 5) }, false, false},
		{"five days are hidden until 7 pairs of files were seen", longer(7, 5), false, false},
		{"five days are hidden until 12 pairs of files were seen", longer(12, 5), false, false},
		{"seven days are hidden until 12 pairs of files were seen", longer(12, 7), false, false},
		{"the flag of the newest day that is used is carried to the day of the file", ours, true, false},
		{"the final counts of all but the three newest days", ours, false, true},
	}
	for _, w := range ways {
		var all, taught wrong
		var d *phase.Detector
		var next phase.Day
		for i, v := range known {
			late := phase.Completeness(known, v.AsOf)
			var used []phase.Series
			for j, s := range v.Series {
				if w.final {
					whole := final[j]
					whole.Obs, whole.From, whole.Lead = whole.Obs[whole.Lead:], s.From, 0
					used = append(used, phase.Cover(whole.Until(v.AsOf), v.AsOf))
					continue
				}
				used = append(used, w.used(late, s))
			}
			if v.AsOf >= next {
				p, _, err := phase.Fit(t.Context(), used, phase.Config{Draws: -1})
				if err != nil {
					t.Fatal(err)
				}
				d, next = phase.NewDetector(p), v.AsOf+7
			}
			one := tried(d, v, used, final, w.carried)
			all.add(one)
			if i >= len(known)-72 {
				taught.add(one)
			}
		}
		t.Logf("%-75s day of the file %.2f%%, last 72 %.2f%%; newest day used %.2f%%, last 72 %.2f%%", w.name,
			100*float64(all.today)/float64(all.days), 100*float64(taught.today)/float64(taught.days), 100*float64(all.ours)/float64(all.days), 100*float64(taught.ours)/float64(taught.days))
	}
}

func tried(d *phase.Detector, v phase.Vintage, used, final []phase.Series, carried bool) (w wrong) {
	flag := func(s phase.Series, day phase.Day) bool {
		days := d.Filter(nil, s.Until(day))
		return days[len(days)-1].P() > phase.Likely
	}
	for i, s := range v.Series {
		truth := final[i]
		truth.Obs, truth.From, truth.Lead = truth.Obs[truth.Lead:], s.From, 0
		w.days++
		newest := v.AsOf - phase.Hidden
		if flag(used[i], newest) != flag(truth, newest) {
			w.ours++
		}
		said := v.AsOf
		if carried {
			said = newest
		}
		if flag(used[i], said) != flag(truth, v.AsOf) {
			w.today++
		}
	}
	return w
}
