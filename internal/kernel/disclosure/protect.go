package disclosure

// Told is a figure of a table for somebody who may not see the rows behind it. What is not
// told may be small, or may be kept back because a small one could be reckoned from it:
// which of the two, nobody is told.
type Told struct {
	Value  int64 // rounded; 0 when it is not told
	Hidden bool
}

// Protect makes a line of a table fit to be told: the figures of places that have nobody in
// common, and their total. Small figures are hidden and the others rounded, as [Round]
// does with each by itself; then, so that the total less the others tells nothing of a
// hidden one, the smallest of the others are hidden too, until whoever reckons with all
// that is told learns no more of it than that it is small. A nought is told.
//
// With shared, somebody may count in several places and once in the total: it may be less
// than the places together, and never is more.
func Protect(parts []int64, total int64, shared bool) (told []Told, sum Told) {
	told = make([]Told, len(parts))
	for i, n := range parts {
		told[i].Value, told[i].Hidden = Round(n)
	}
	sum.Value, sum.Hidden = Round(total)
	for {
		leaks := false
		for i, n := range parts {
			leaks = leaks || told[i].Hidden && n <= TooFew && !vague(told, sum, i, shared)
		}
		if !leaks {
			return told, sum
		}
		if next := smallest(parts, told); next >= 0 {
			told[next] = Told{Hidden: true}
		} else {
			return told, Told{Hidden: true}
		}
	}
}

// smallest is the smallest figure that is still told and is not nought; -1 when there is
// none. Of equal ones it is the first, so that the same figures are told the same way.
func smallest(parts []int64, told []Told) int {
	found := -1
	for i, n := range parts {
		if n > 0 && !told[i].Hidden && (found < 0 || n < parts[found]) {
			found = i
		}
	}
	return found
}

// vague reports whether a hidden figure may be anything from 1 to the largest small one,
// for all that is told. What is rounded lies within two of what it was.
func vague(told []Told, sum Told, i int, shared bool) bool {
	if sum.Hidden {
		return true
	}
	least, most := int64(0), int64(0) // of the others together
	for j, t := range told {
		switch {
		case j == i || !t.Hidden && t.Value == 0:
		case t.Hidden:
			least, most = least+1, beyond
		default:
			least, most = least+t.Value-RoundTo/2, most+t.Value+RoundTo/2
		}
	}
	if sum.Value == 0 {
		return false
	}
	low, high := sum.Value-RoundTo/2-most, sum.Value+RoundTo/2-least
	return low <= 1 && (shared || high >= TooFew)
}

// beyond is more than any place counts.
const beyond = int64(1) << 40
