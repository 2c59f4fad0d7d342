package forecast

import (
	"cmp"
	"slices"
)

// Share parts a whole number of things among places by how much each needs, so that each
// gets the same part of its need as nearly as whole things allow, and none gets more than its
// need rounded up. What is left once all have enough stays with nobody. Needs below nought
// count as nought. Places with equal needs that cannot both have the last thing are served in
// the order given.
//
// It is the method of the largest remainder: each gets the whole part of its due share, and
// the things that are left go to those that came shortest.
func Share(things int, needs []float64) []int {
	given := make([]int, len(needs))
	sum := 0.0
	for _, n := range needs {
		sum += max(0, n)
	}
	if things <= 0 || sum == 0 {
		return given
	}
	part := min(1, float64(things)/sum)
	order := make([]int, len(needs))
	rest := make([]float64, len(needs))
	left := things
	for i, n := range needs {
		due := part * max(0, n)
		given[i] = int(due + 1e-9)
		rest[i], order[i] = due-float64(given[i]), i
		left -= given[i]
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rest[b], rest[a]) })
	for _, i := range order {
		if left > 0 && rest[i] > 1e-9 {
			given[i]++
			left--
		}
	}
	return given
}
