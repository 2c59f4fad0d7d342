package clean

import "strings"

// alike are spellings and how they are spoken; the first that fits at a place is taken.
var alike = strings.NewReplacer(
	"sch", "x", "tch", "x", "cz", "x", "sz", "x", "sh", "x", "ch", "x", "zh", "x",
	"ght", "t", "gh", "g", "kn", "n", "gn", "n", "wr", "r", "wh", "w", "ph", "f", "pf", "f", "th", "t", "dh", "d", "bh", "b", "kh", "k",
	"ck", "k", "qu", "k", "q", "k", "ce", "s", "ci", "s", "cy", "s", "c", "k", "z", "s", "dge", "j", "dg", "j", "v", "f", "w", "f", "mc", "mk", "mac", "mk",
)

// Sound writes a name by its consonants as they are spoken, up to six, with one letter for a
// vowel at the beginning; "" where there is no Latin letter. Names that are written
// differently and spoken alike mostly come out the same, and so do family names that are
// written in Latin letters in more than one way, such as Zhang and Cheung.
func Sound(name string) string {
	if spoken, ok := spokenAs[name]; ok {
		name = spoken
	}
	var out [6]byte
	n := 0
	last := byte(0)
	for i, word := 0, alike.Replace(name); i < len(word) && n < len(out); i++ {
		c := word[i]
		switch {
		case strings.IndexByte("aeiouyh", c) >= 0:
			if n > 0 || c == 'h' || i > 0 {
				last = 0
				continue
			}
			c = 'a'
		case c < 'a' || c > 'z':
			continue
		}
		if c != last {
			out[n] = c
			n++
		}
		last = c
	}
	return string(out[:n])
}
