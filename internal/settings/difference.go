package settings

import (
	"slices"
	"strings"
)

// Line is one line of two texts side by side.
type Line struct {
	Kind LineKind
	Text string
}

// LineKind says which of two texts has a line.
type LineKind int

// The kinds of line. Left out stands for lines both have, far from any that differ.
const (
	Both LineKind = iota
	First
	Second
	LeftOut
)

// around is how many lines that both have are shown on either side of a difference.
const around = 2

// mostCompared bounds the table of the comparison; texts longer than that beside what they
// have in common at both ends are told as a whole.
const mostCompared = 4_000_000

// Difference compares two texts line by line, showing a little around what differs. It is
// empty when they say the same.
func Difference(first, second string) []Line {
	a, b := strings.Split(strings.TrimRight(first, "\n"), "\n"), strings.Split(strings.TrimRight(second, "\n"), "\n")
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	lines := kept(a[:head])
	lines = append(lines, between(a[head:len(a)-tail], b[head:len(b)-tail])...)
	lines = append(lines, kept(a[len(a)-tail:])...)
	return near(lines)
}

func kept(texts []string) []Line { return marked(Both, texts) }

func marked(kind LineKind, texts []string) []Line {
	lines := make([]Line, len(texts))
	for i, text := range texts {
		lines[i] = Line{kind, text}
	}
	return lines
}

// between finds the longest run of lines the two have in common, in order.
func between(a, b []string) []Line {
	if len(a)*len(b) > mostCompared {
		return append(marked(First, a), marked(Second, b)...)
	}
	common := make([][]int, len(a)+1)
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var lines []Line
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			lines, i, j = append(lines, Line{Both, a[i]}), i+1, j+1
		case common[i+1][j] >= common[i][j+1]:
			lines, i = append(lines, Line{First, a[i]}), i+1
		default:
			lines, j = append(lines, Line{Second, b[j]}), j+1
		}
	}
	return append(append(lines, marked(First, a[i:])...), marked(Second, b[j:])...)
}

// near leaves out what both have far from any difference.
func near(lines []Line) []Line {
	if !slices.ContainsFunc(lines, func(l Line) bool { return l.Kind != Both }) {
		return nil
	}
	var shown []Line
	for i, l := range lines {
		from, to := max(0, i-around), min(len(lines), i+around+1)
		switch {
		case slices.ContainsFunc(lines[from:to], func(l Line) bool { return l.Kind != Both }):
			shown = append(shown, l)
		case len(shown) == 0 || shown[len(shown)-1].Kind != LeftOut:
			shown = append(shown, Line{Kind: LeftOut})
		}
	}
	return shown
}
