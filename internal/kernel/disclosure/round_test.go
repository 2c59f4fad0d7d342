package disclosure

import (
	"testing"

	"pgregory.net/rapid"
)

func TestRound(t *testing.T) {
	for n, want := range map[int64]int64{0: 0, 8: 10, 12: 10, 13: 15, 15: 15, 1002: 1000, 1003: 1005} {
		if got, hidden := Round(n); got != want || hidden {
			t.Errorf("%d is told as %d (hidden %v), want %d", n, got, hidden, want)
		}
	}
	for n := int64(1); n <= 7; n++ {
		if got, hidden := Round(n); !hidden || got != 0 {
			t.Errorf("%d is told as %d", n, got)
		}
	}
}

// Whatever is told leaves at least five numbers it may have been.
func TestWhatIsDisclosedTellsLittle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 100_000).Draw(t, "n")
		shown, hidden := Round(n)
		could := 0
		for m := max(1, n-10); m <= n+10; m++ {
			if s, h := Round(m); s == shown && h == hidden {
				could++
			}
		}
		if could < 5 && n > 9 || could < 3 {
			t.Fatalf("%d is told as %d, which only %d numbers are", n, shown, could)
		}
	})
}
