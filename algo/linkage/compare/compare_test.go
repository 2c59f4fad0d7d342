package compare

import (
	"math/rand/v2"
	"testing"
)

// plainEdits is the table of the textbook.
func plainEdits(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			differ := 1
			if a[i-1] == b[j-1] {
				differ = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+differ)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

// plainJaroWinkler looks for each letter of b through a.
func plainJaroWinkler(a, b string) float64 {
	used, found := make([]bool, len(a)), make([]bool, len(b))
	reach := max(max(len(a), len(b))/2-1, 0)
	both := 0
	for j := range len(b) {
		for i := max(0, j-reach); i <= min(len(a)-1, j+reach); i++ {
			if !used[i] && a[i] == b[j] {
				used[i], found[j] = true, true
				both++
				break
			}
		}
	}
	if both == 0 {
		return 0
	}
	swapped, i := 0, 0
	for j := range len(b) {
		if !found[j] {
			continue
		}
		for !used[i] {
			i++
		}
		if a[i] != b[j] {
			swapped++
		}
		i++
	}
	k := float64(both)
	jaro := (k/float64(len(a)) + k/float64(len(b)) + (k-float64(swapped/2))/k) / 3
	if jaro <= 0.7 {
		return jaro
	}
	same := 0
	for same < min(4, len(a), len(b)) && a[same] == b[same] {
		same++
	}
	return jaro + 0.1*float64(same)*(1-jaro)
}

// alike makes two texts of few letters, often one of the other.
func alike(r *rand.Rand) (a, b string) {
	text := func(n int) string {
		s := make([]byte, n)
		for i := range s {
			s[i] = "aabcde019 -"[r.IntN(11)]
		}
		return string(s)
	}
	a = text(r.IntN(Longest + 1))
	if r.IntN(2) == 0 {
		a = a[:min(len(a), r.IntN(12))]
	}
	b = a
	for range r.IntN(5) {
		if at := r.IntN(len(b) + 1); len(b) < Longest {
			b = b[:at] + text(r.IntN(2)) + b[min(len(b), at+r.IntN(2)):]
		}
	}
	if r.IntN(3) == 0 {
		b = text(r.IntN(Longest + 1))
	}
	return a, b
}

func TestFastIsAsPlain(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	var p Pattern
	for range 20000 {
		a, b := alike(r)
		p.Set(a)
		edits, jaro := p.Edits(b), p.JaroWinkler(b)
		if want := plainEdits(a, b); edits != want {
			t.Fatalf("%q and %q: %d edits, and %d by the table", a, b, edits, want)
		}
		if want := plainJaroWinkler(a, b); jaro != want {
			t.Fatalf("%q and %q are %g alike, and %g when looked through", a, b, jaro, want)
		}
		n, m, x, y := len(a), len(b), Mask(a), Mask(b)
		if EditsAtLeast(n, m, x, y) > edits || JaroAtMost(n, m, x, y) < jaro-1e-12 {
			t.Fatalf("%q and %q have %d edits and are %g alike: beyond the bounds", a, b, edits, jaro)
		}
	}
}

func TestKnownValues(t *testing.T) {
	for _, one := range []struct {
		a, b  string
		jaro  float64
		edits int
	}{
		{"martha", "marhta", 0.9611, 1},
		{"dixon", "dicksonx", 0.8133, 4},
		{"dwayne", "duane", 0.84, 2},
		{"", "", 0, 0},
		{"", "ann", 0, 3},
		{"ca", "abc", 0, 3},
		{"smith", "smith", 1, 0},
	} {
		var p Pattern
		p.Set(one.a)
		if j := p.JaroWinkler(one.b); j < one.jaro-1e-4 || j > one.jaro+1e-4 {
			t.Errorf("%s and %s are %g alike, want %g", one.a, one.b, j, one.jaro)
		}
		if n := p.Edits(one.b); n != one.edits {
			t.Errorf("%s and %s: %d edits, want %d", one.a, one.b, n, one.edits)
		}
	}
}

func TestLettersOfOtherScriptsAreOneEach(t *testing.T) {
	if a, b := Letters("محمد"), Letters("محمود"); len(a) != 4 || len(b) != 5 || a == b {
		t.Errorf("%q and %q", a, b)
	}
	if long := Letters(string(make([]byte, 100))); len(long) != Longest {
		t.Errorf("%d letters", len(long))
	}
}

func BenchmarkJaroWinkler(b *testing.B) {
	var p Pattern
	p.Set("katherine")
	for b.Loop() {
		p.JaroWinkler("catherina")
	}
}

func BenchmarkEdits(b *testing.B) {
	var p Pattern
	p.Set("katherine")
	for b.Loop() {
		p.Edits("catherina")
	}
}
