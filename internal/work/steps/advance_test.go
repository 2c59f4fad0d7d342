package steps

import (
	"testing"
	"time"
)

func BenchmarkAdvance(b *testing.B) {
	p := shipped(b, "wigan")["welfare-check"]
	at := time.Date(2020, 4, 20, 10, 0, 0, 0, time.UTC)
	f := facts(at)
	b.ReportAllocs()
	var s State
	var err error
	for n := 0; b.Loop(); n++ {
		switch n % 4 {
		case 0:
			s, _, err = Advance(p, State{}, Begin(f), at)
		case 1:
			s, _, err = Advance(p, s, Recorded(3, f), at)
		case 2:
			s, _, err = Advance(p, s, Recorded(4, f), at)
		case 3:
			s, _, err = Advance(p, s, Recorded(3, f), at)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "moves/s")
}
