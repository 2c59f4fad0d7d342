package naming

import "strings"

// longestSound is how many sounds of a name are kept: more tell nothing more.
const longestSound = 6

// Sound writes a word of a name by how it is spoken, a letter for each consonant and one
// for a vowel at the beginning; "" for what has no Latin letters. Names that are written
// differently and spoken alike come out the same.
//
// It goes the way of Lawrence Philips, "The Double Metaphone Search Algorithm", C/C++
// Users Journal 18 (6), June 2000, with fewer rules and one reading of each name instead
// of two: whether W is a Polish W, or J a Polish J, the ending of the name decides. Two
// readings would be twice the rows, and th, b, d, v and w told apart would part names
// that are told over a telephone.
func Sound(name string) string {
	s := speller{word: letters(plain(name))}
	s.slavic = looksSlavic(s.word)
	for s.at < len(s.word) && len(s.code) < longestSound {
		s.step()
	}
	return string(s.code)
}

// letters keeps the letters a to z.
func letters(s string) string {
	return strings.Map(func(c rune) rune {
		if 'a' <= c && c <= 'z' {
			return c
		}
		return -1
	}, s)
}

// looksSlavic reports whether a word is spelled as Polish names are, or as Russian ones
// that came by way of them.
func looksSlavic(word string) bool {
	for _, part := range []string{"cz", "sz", "krz", "prz", "trz"} {
		if strings.Contains(word, part) {
			return true
		}
	}
	for _, end := range []string{"ski", "sky", "ska", "skaya", "cki", "cka", "cky", "cik", "wicz", "witz", "vich", "slaw"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

// speller reads a word from left to right.
type speller struct {
	word   string
	at     int
	code   []byte
	slavic bool
	after  bool // the last sound stands before this letter with nothing between
}

// spoken are the groups of letters that are spoken as one, at the beginning of a word and
// anywhere, longest first.
var (
	atFirst = []group{
		{"siobh", "xf"},
		{"seamu", "xm"},
		{"sinea", "xn"},
		{"sean", "xn"},
		{"sio", "x"},
		{"scho", "sk"},
		{"wh", "w"},
		{"wr", "r"},
		{"gn", "n"},
		{"kn", "n"},
		{"pn", "n"},
		{"psh", "px"},
		{"ps", "s"},
		{"xi", "x"},
		{"x", "s"},
		{"w", "w"},
	}
	anywhere = []group{
		{"tsch", "x"},
		{"shch", "x"},
		{"szcz", "x"},
		{"tch", "x"},
		{"sch", "x"},
		{"chr", "kr"},
		{"chl", "kl"},
		{"chm", "m"},
		{"cia", "x"},
		{"tia", "x"},
		{"tio", "x"},
		{"dge", "j"},
		{"dgi", "j"},
		{"krz", "kx"},
		{"prz", "px"},
		{"trz", "tx"},
		{"mps", "ms"},
		{"mpt", "mt"},
		{"obh", "f"},
		{"ibh", "f"},
		{"cz", "x"},
		{"sz", "x"},
		{"sh", "x"},
		{"ch", "x"},
		{"zh", "j"},
		{"dj", "j"},
		{"ph", "f"},
		{"mh", "f"},
		{"ts", "s"},
		{"tz", "s"},
		{"ck", "k"},
		{"ge", "j"},
		{"gi", "j"},
		{"gy", "j"},
		{"ce", "s"},
		{"ci", "s"},
		{"cy", "s"},
		{"x", "ks"},
	}
	single = map[byte]byte{
		'b': 'p', 'c': 'k', 'd': 't', 'f': 'f', 'g': 'k', 'j': 'j', 'k': 'k', 'l': 'l', 'm': 'm', 'n': 'n', 'p': 'p',
		'q': 'k', 'r': 'r', 's': 's', 't': 't', 'v': 'f', 'z': 's',
	}
)

// group is letters with the sounds they make.
type group struct{ written, spoken string }

func (s *speller) step() {
	rest := s.word[s.at:]
	if said, n := s.special(rest); n > 0 {
		s.say(said, n)
		return
	}
	if s.at == 0 {
		if g, ok := first(rest, atFirst); ok {
			s.say(g.spoken, len(g.written))
			return
		}
	}
	if g, ok := first(rest, anywhere); ok {
		s.say(g.spoken, len(g.written))
		return
	}
	if said, ok := single[rest[0]]; ok {
		s.say(string(said), 1)
		return
	}
	s.silent(rest[0])
}

// special are letters whose sound hangs on what stands around them.
func (s *speller) special(rest string) (said string, n int) {
	switch {
	case strings.HasPrefix(rest, "gh") && s.at > 0 && isVowel(s.word[s.at-1]):
		return "", 2 // Hughes, Leigh
	case rest == "mb":
		return "m", 2
	case s.slavic && rest[0] == 'w':
		return "f", 1
	case s.slavic && rest[0] == 'j':
		return "", 1
	case s.slavic && strings.HasPrefix(rest, "ci"):
		return "x", 1 // the vowel is passed over by itself
	case s.slavic && rest[0] == 'c' && !strings.HasPrefix(rest, "cz") && !strings.HasPrefix(rest, "ch") && !strings.HasPrefix(rest, "ck"):
		return "s", 1
	case strings.HasPrefix(rest, "rz") && s.at > 0 && len(rest) > 2 && isVowel(rest[2]):
		return "j", 2 // Malgorzata
	}
	return "", 0
}

// say adds sounds, one that follows itself only once.
func (s *speller) say(sounds string, letters int) {
	for i := range len(sounds) {
		if s.after && len(s.code) > 0 && s.code[len(s.code)-1] == sounds[i] {
			continue
		}
		s.code, s.after = append(s.code, sounds[i]), true
	}
	s.at += letters
	s.after = sounds != "" && !isVowel(s.word[s.at-1])
}

// silent passes over a vowel, an H or a W: a vowel is told at the beginning alone, an H
// where it stands first.
func (s *speller) silent(c byte) {
	switch {
	case s.at > 0:
	case c == 'h':
		s.code = append(s.code, 'h')
	default:
		s.code = append(s.code, 'a')
	}
	s.after = s.after && c == 'h'
	s.at++
}

func isVowel(c byte) bool { return strings.IndexByte("aeiouy", c) >= 0 }

func first(rest string, groups []group) (group, bool) {
	for _, g := range groups {
		if strings.HasPrefix(rest, g.written) {
			return g, true
		}
	}
	return group{}, false
}

// particles are words that are as often written together with the name behind them.
var particles = map[string]bool{"o": true, "mc": true, "mac": true, "al": true, "el": true, "ul": true}

// Sounds are how the words of names are spoken, those without a sound left out.
func Sounds(names []string) (all []string) {
	before := ""
	for i, name := range names {
		if particles[name] && i+1 < len(names) {
			before += name
			continue
		}
		if s := Sound(before + name); s != "" {
			all = append(all, s)
		}
		before = ""
	}
	return all
}
