package rules

// Nearest gives the candidate spelt most like name, for "did you mean", or ""
// when none is at most two letters away (one, for names shorter than four).
func Nearest(name string, candidates []string) string {
	best, distance := "", 3
	if len(name) < 4 {
		distance = 2
	}
	for _, candidate := range candidates {
		if d := editDistance(name, candidate); d < distance {
			best, distance = candidate, d
		}
	}
	return best
}

// editDistance is the Levenshtein distance in characters: how many letters must
// be added, dropped or changed to make b of a.
func editDistance(a, b string) int {
	from, to := []rune(a), []rune(b)
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range from {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range to {
			change := diagonal
			if x != y {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, diagonal+1)
		}
	}
	return row[len(to)]
}
