//go:build bench

package phase_test

import (
	"syscall"
	"testing"

	"kith/algo/phase"
)

// processor is the processor time of this process so far, in seconds.
func processor() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}

// measured reports the processor time of one go at a step, for all ten boroughs and for each.
func measured(b *testing.B, beside string, step func()) {
	step()
	b.ResetTimer()
	began, n := processor(), 0
	for b.Loop() {
		step()
		n++
	}
	spent := (processor() - began) / float64(n)
	b.ReportMetric(spent*1e6/10, "µs-of-processor/area")
	b.Logf("%10.0f µs of processor for ten boroughs, %8.1f µs for each; %s", spent*1e6, spent*1e5, beside)
}

func BenchmarkFit(b *testing.B) {
	pool := boroughs(b, "2020-06-01", "2020-10-18")
	measured(b, "five starts, 200 draws, 140 days; target 1 s", func() {
		if _, _, err := phase.Fit(b.Context(), pool, phase.Config{}); err != nil {
			b.Fatal(err)
		}
	})
}

func BenchmarkFilter(b *testing.B) {
	p, _ := fitted(b)
	p.Draws = nil
	detect(b, p, "140 days; target 100 µs an area", (*phase.Detector).Filter)
}

func BenchmarkSmooth(b *testing.B) {
	p, _ := fitted(b)
	p.Draws = nil
	detect(b, p, "140 days, there and back", (*phase.Detector).Smooth)
}

func BenchmarkBand(b *testing.B) {
	p, _ := fitted(b)
	detect(b, p, "140 days with the band of 200 draws", (*phase.Detector).Smooth)
}

func detect(b *testing.B, p phase.Params, beside string, with func(*phase.Detector, []phase.Phase, phase.Series) []phase.Phase) {
	pool := boroughs(b, "2020-06-01", "2020-10-18")
	d := phase.NewDetector(p)
	var days []phase.Phase
	measured(b, beside, func() {
		for _, s := range pool {
			days = with(d, days[:0], s)
		}
	})
}

func BenchmarkExceed(b *testing.B) {
	p, _ := fitted(b)
	pool := boroughs(b, "2020-06-01", "2020-10-18")
	measured(b, "140 days; farringtonFlexible of R's surveillance 1.20.3 took 44.5 s for ten", func() {
		for _, s := range pool {
			phase.Exceed(s, p.Weekday)
		}
	})
}

func BenchmarkRt(b *testing.B) {
	pool := boroughs(b, "2020-02-28", "2020-10-18")
	measured(b, "234 days; R's EpiEstim 2.2.4 took 3.3 s for ten", func() {
		for _, s := range pool {
			phase.Rt(s, phase.COVID19())
		}
	})
}

func BenchmarkJudge(b *testing.B) {
	pool := boroughs(b, "2020-06-01", "2020-10-18")
	from, to := day(b, "2020-06-01"), day(b, "2020-10-18")
	measured(b, "all of it, with what was known on each of 140 days", func() {
		if _, _, _, err := phase.Judge(b.Context(), phase.Feed{Now: pool}, from, to, phase.Config{}); err != nil {
			b.Fatal(err)
		}
	})
}
