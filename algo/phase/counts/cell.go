package counts

import (
	"fmt"
	"strconv"
	"strings"

	"kith/algo/phase"
)

// parseCases reads one count. A star hides up to hidden.
func parseCases(s string, hidden int) (o phase.Obs, correction bool, err error) {
	switch strings.ToLower(s) {
	case "", "na", "n/a", "null", ".":
		return phase.Obs{Kind: phase.Missing}, false, nil
	case "*", "c", "suppressed":
		return phase.Obs{Kind: phase.Censored, Upper: hidden}, false, nil
	}
	if upper, ok := hiddenRange(s); ok {
		return phase.Obs{Kind: phase.Censored, Upper: upper}, false, nil
	}
	n, err := strconv.Atoi(strings.TrimSuffix(s, ".0"))
	switch {
	case err != nil:
		return phase.Obs{}, false, fmt.Errorf("%q is not a count; write a whole number, nothing for a missing day, or * or <5 for a hidden one", s)
	case n > most:
		return phase.Obs{}, false, fmt.Errorf("%d cases in a day is more than an area has people", n)
	case n < 0:
		return phase.Obs{Kind: phase.Missing}, true, nil
	}
	return phase.Obs{N: n}, false, nil
}

// most is the largest count that is believed.
const most = 10_000_000

// hiddenRange reads <5, 1-4 and 1–4. What is hidden may be small only.
func hiddenRange(s string) (upper int, ok bool) {
	if rest, below := strings.CutPrefix(s, "<"); below {
		n, err := strconv.Atoi(strings.TrimSpace(rest))
		return n - 1, err == nil && n > 0 && n <= 100
	}
	low, high, found := strings.Cut(strings.ReplaceAll(s, "–", "-"), "-")
	if !found || low == "" {
		return 0, false
	}
	a, err := strconv.Atoi(strings.TrimSpace(low))
	b, err2 := strconv.Atoi(strings.TrimSpace(high))
	return b, err == nil && err2 == nil && 0 <= a && a <= b && b < 100
}

// parsePopulation reads how many people live in an area.
func parsePopulation(s string) (int, error) {
	n, err := strconv.Atoi(strings.TrimSuffix(s, ".0"))
	switch {
	case err != nil:
		return 0, fmt.Errorf("%q is not a population; write a whole number", s)
	case n <= 0:
		return 0, fmt.Errorf("a population of %d; a phase needs the number of people who live there", n)
	case n > 2_000_000_000:
		return 0, fmt.Errorf("a population of %d is more than an area has", n)
	}
	return n, nil
}
