package compare

import "math/bits"

const (
	boost  = 0.1 // how much of what is missing each letter of a common beginning makes good
	prefix = 4   // letters that count as the beginning
	// boostFrom is the similarity from which a common beginning counts.
	boostFrom = 0.7
)

// Pattern is the text that others are held against. Its zero value is the empty text.
type Pattern struct {
	text string
	at   [256]uint64 // for each letter, the places where it stands
}

// Set makes s, which has at most [Longest] letters, the text. Setting what is set is free.
func (p *Pattern) Set(s string) {
	if p.text == s {
		return
	}
	for i := range len(p.text) {
		p.at[p.text[i]] = 0
	}
	p.text = s
	for i := range len(s) {
		p.at[s[i]] |= 1 << i
	}
}

// Edits is how many letters must be put in, taken out, changed or swapped with the next to
// make one text of the other, where no stretch is touched twice.
func (p *Pattern) Edits(s string) int {
	n := len(p.text)
	if n == 0 || len(s) == 0 {
		return n + len(s)
	}
	last := uint64(1) << (n - 1)
	up, down := ^uint64(0), uint64(0)
	var diagonal, before uint64
	for i := range len(s) {
		here := p.at[s[i]]
		swap := (^diagonal & here) << 1 & before
		diagonal = (((here & up) + up) ^ up) | here | down | swap
		right, left := down|^(diagonal|up), diagonal&up
		if right&last != 0 {
			n++
		}
		if left&last != 0 {
			n--
		}
		right, left = right<<1|1, left<<1
		up, down = left|^(diagonal|right), right&diagonal
		before = here
	}
	return n
}

// JaroWinkler is between 0 and 1, which equal texts have.
func (p *Pattern) JaroWinkler(s string) float64 {
	n, m := len(p.text), len(s)
	if n == 0 || m == 0 {
		return 0
	}
	mine, theirs := p.matched(s)
	both := bits.OnesCount64(mine)
	if both == 0 {
		return 0
	}
	swapped := p.outOfOrder(s, mine, theirs) / 2
	k := float64(both)
	j := (k/float64(n) + k/float64(m) + (k-float64(swapped))/k) / 3
	if j > boostFrom {
		j += boost * float64(p.begins(s)) * (1 - j)
	}
	return j
}

// matched gives each letter of s the first free like of it that stands near enough.
func (p *Pattern) matched(s string) (mine, theirs uint64) {
	n := len(p.text)
	reach := max(max(n, len(s))/2-1, 0)
	for i := range len(s) {
		free := p.at[s[i]] &^ mine & window(i-reach, i+reach)
		mine |= free & -free
		if free != 0 {
			theirs |= 1 << i
		}
	}
	return mine, theirs
}

// window is the bits from lo to hi.
func window(lo, hi int) uint64 {
	w := ^uint64(0) << max(lo, 0)
	if lo >= Longest {
		w = 0
	}
	if hi < Longest-1 {
		w &= 1<<(hi+1) - 1
	}
	return w
}

// outOfOrder counts the matched letters that stand in another order.
func (p *Pattern) outOfOrder(s string, mine, theirs uint64) (n int) {
	for mine != 0 {
		if p.text[bits.TrailingZeros64(mine)] != s[bits.TrailingZeros64(theirs)] {
			n++
		}
		mine &= mine - 1
		theirs &= theirs - 1
	}
	return n
}

// begins counts the letters of the common beginning.
func (p *Pattern) begins(s string) (n int) {
	for n < min(len(s), len(p.text), prefix) && s[n] == p.text[n] {
		n++
	}
	return n
}
