package rules

// Nearest gives the candidate spelt most like name, for "did you mean", or ""
// when none is at most two slips away (one, for names shorter than four).
func Nearest(name string, candidates []string) string {
	best, distance := "", 3
	if len(name) < 4 {
		distance = 2
	}
	for _, candidate := range candidates {
		if d := slips(name, candidate); d < distance {
			best, distance = candidate, d
		}
	}
	return best
}

// slips is the optimal string alignment distance in characters: how many letters
// must be added, dropped, changed or swapped with the next to make b of a.
func slips(a, b string) int {
	from, to := []rune(a), []rune(b)
	before, last, row := make([]int, len(to)+1), make([]int, len(to)+1), make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range from {
		before, last, row = last, row, before
		row[0] = i + 1
		for j, y := range to {
			change := last[j]
			if x != y {
				change++
			}
			row[j+1] = min(change, row[j]+1, last[j+1]+1)
			if i > 0 && j > 0 && x == to[j-1] && from[i-1] == y {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return row[len(to)]
}
