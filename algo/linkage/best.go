package linkage

import (
	"cmp"
	"slices"
)

// OneToOne keeps of links between two tables the heaviest, so that no record has more than
// one: it takes them from the heaviest on, and leaves out those of records that have theirs.
// The order of the links is kept.
func OneToOne(links []Link) []Link {
	order := make([]int, len(links))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(links[b].Weight, links[a].Weight) })
	lefts, rights := map[int]bool{}, map[int]bool{}
	kept := make([]bool, len(links))
	for _, i := range order {
		if l := links[i]; !lefts[l.Left] && !rights[l.Right] {
			lefts[l.Left], rights[l.Right], kept[i] = true, true, true
		}
	}
	var best []Link
	for i, l := range links {
		if kept[i] {
			best = append(best, l)
		}
	}
	return best
}
