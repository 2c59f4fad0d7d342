package compare

import (
	"math/bits"
	"unicode/utf8"
)

// Longest is how many letters of a text are compared; what stands behind them is left out.
const Longest = 64

// Letters writes a text with one byte for each letter, at most [Longest]. Letters outside
// ASCII share 128 bytes, so that two of them are rarely taken for one another.
func Letters(s string) string {
	if plain(s) {
		return s[:min(len(s), Longest)]
	}
	out := make([]byte, 0, Longest)
	for _, c := range s {
		if len(out) == Longest {
			break
		}
		if c >= utf8.RuneSelf {
			c = utf8.RuneSelf + (c^c>>7)%utf8.RuneSelf
		}
		out = append(out, byte(c))
	}
	return string(out)
}

func plain(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Mask notes which letters a text has: for a to z whether once and whether twice, for each
// digit whether once, and two bits for all else. A bit that one text has and another lacks is
// a letter that cannot find its like.
func Mask(letters string) (mask uint64) {
	for i := range len(letters) {
		bit := bitOf(letters[i])
		if bit < 52 && mask&(1<<bit) != 0 {
			bit++
		}
		mask |= 1 << bit
	}
	return mask
}

// bitOf is the first bit of a letter.
func bitOf(c byte) uint {
	switch {
	case 'a' <= c && c <= 'z':
		return uint(c-'a') * 2
	case '0' <= c && c <= '9':
		return 52 + uint(c-'0')
	}
	return 62 + uint(c&1)
}

// Common is the most letters that two texts of these lengths and masks can share.
func Common(n, m int, a, b uint64) int {
	return min(n-bits.OnesCount64(a&^b), m-bits.OnesCount64(b&^a))
}

// EditsAtLeast is a lower bound of [Pattern.Edits].
func EditsAtLeast(n, m int, a, b uint64) int {
	return max(n-m, m-n, bits.OnesCount64(a&^b), bits.OnesCount64(b&^a))
}

// JaroAtMost is an upper bound of [Pattern.JaroWinkler], of which it knows all but the prefix.
func JaroAtMost(n, m int, a, b uint64) float64 {
	if n == 0 || m == 0 {
		return 0
	}
	both := float64(max(Common(n, m, a, b), 0))
	if both == 0 {
		return 0
	}
	j := (both/float64(n) + both/float64(m) + 1) / 3
	return j + boost*prefix*(1-j)
}
