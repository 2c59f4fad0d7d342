package disclosure

import (
	"testing"

	"pgregory.net/rapid"
)

// line draws a line of a table as it may be told, and what it was.
func line(t *rapid.T, shared bool) (parts []int64, total int64) {
	small, any := rapid.Int64Range(0, 12), rapid.Int64Range(0, 400)
	n := rapid.IntRange(1, 7).Draw(t, "places")
	for range n {
		from := small
		if rapid.Bool().Draw(t, "large") {
			from = any
		}
		parts = append(parts, from.Draw(t, "part"))
	}
	most := int64(0)
	for _, p := range parts {
		total, most = total+p, max(most, p)
	}
	if shared && total > most {
		total -= rapid.Int64Range(0, total-most).Draw(t, "shared")
	}
	return parts, total
}

// could reports whether a place could have a figure, for somebody who knows all that is
// told and reckons with every way it may have come about.
func could(told []Told, sum Told, place int, guess int64, shared bool) bool {
	least, most := int64(0), int64(0)
	for i, t := range told {
		low, high := within(t)
		if i == place {
			low, high = max(low, guess), min(high, guess)
		}
		if low > high {
			return false
		}
		least, most = least+low, most+high
	}
	low, high := within(sum)
	if shared {
		return low <= most && high >= guess
	}
	return low <= most && least <= high
}

// within is what a figure may have been. Of what is hidden nothing is known but that it is
// not nought.
func within(t Told) (low, high int64) {
	switch {
	case t.Hidden:
		return 1, 1 << 30
	case t.Value == 0:
		return 0, 0
	}
	return max(t.Value-2, TooFew+1), t.Value + 2
}

// Whoever reckons with the whole line learns of a small figure that it is small, at most:
// each of 1 to 7 stays possible.
func TestNothingSmallCanBeReckoned(t *testing.T) {
	for name, shared := range map[string]bool{"each counts in one place": false, "somebody counts in several": true} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				parts, total := line(t, shared)
				told, sum := Protect(parts, total, shared)
				for i, n := range parts {
					if n < 1 || n > TooFew {
						continue
					}
					if !told[i].Hidden {
						t.Fatalf("%v, %d: %d is told", parts, total, n)
					}
					for guess := int64(1); guess <= TooFew; guess++ {
						if !could(told, sum, i, guess, shared) {
							t.Fatalf("%v, %d is told as %v, %v: place %d cannot have %d", parts, total, told, sum, i, guess)
						}
					}
				}
			})
		})
	}
}

// What is told is true: within two of what it was, and a nought is a nought. Where nothing
// is small, nothing is kept back.
func TestWhatIsToldIsTrue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts, total := line(t, false)
		told, sum := Protect(parts, total, false)
		small := total >= 1 && total <= TooFew
		for i, n := range parts {
			small = small || n >= 1 && n <= TooFew
			if low, high := within(told[i]); n < low || n > high {
				t.Fatalf("%d is told as %v", n, told[i])
			}
		}
		if low, high := within(sum); total < low || total > high {
			t.Fatalf("the total %d is told as %v", total, sum)
		}
		for i := range parts {
			if !small && told[i].Hidden {
				t.Fatalf("%v: place %d is kept back for nothing", parts, i)
			}
		}
	})
}

func TestATotalLessTheOthers(t *testing.T) {
	for _, c := range []struct {
		parts  []int64
		total  int64
		hidden []bool
		sum    bool // whether the total is hidden
	}{
		{[]int64{120, 60, 33}, 213, []bool{false, false, false}, false},
		{[]int64{120, 60, 3}, 183, []bool{false, false, true}, false},  // 185 less 120 less 60: anything from 0 to 11
		{[]int64{12, 7}, 19, []bool{true, true}, false},                // 20 less 10 would tell that it is 6 or 7
		{[]int64{40, 12, 7}, 59, []bool{false, true, true}, false},     // and so would 60 less 40 less 10: at least 4
		{[]int64{120, 60, 0}, 180, []bool{false, false, false}, false}, // nought is told
		{[]int64{120, 5, 3}, 128, []bool{false, true, true}, false},    // two that cover each other
		{[]int64{120, 1, 1}, 122, []bool{true, true, true}, false},     // two of which little is left do not
		{[]int64{3}, 3, []bool{true}, true},
		{[]int64{0, 0}, 0, []bool{false, false}, false},
	} {
		told, sum := Protect(c.parts, c.total, false)
		for i, want := range c.hidden {
			if told[i].Hidden != want {
				t.Errorf("%v: %v, %v", c.parts, told, sum)
				break
			}
		}
		if sum.Hidden != c.sum {
			t.Errorf("%v: the total is %v", c.parts, sum)
		}
	}
}
