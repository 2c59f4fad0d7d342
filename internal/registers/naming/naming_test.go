package naming

import (
	"slices"
	"testing"
)

func TestNamesAreTheSameHoweverTheyAreTyped(t *testing.T) {
	for _, one := range []struct{ typed, folded string }{
		{"  O’Brien ", "obrien"},
		{"Zoë  MÜLLER-Łuczak", "zoe muller luczak"},
		{"D'Souza, Jr.", "dsouza jr"},
		{"", ""},
		{"محمد", "محمد"},
	} {
		if got := Fold(one.typed); got != one.folded {
			t.Errorf("%q is folded to %q", one.typed, got)
		}
	}
	if got := Parts("Mary O'Brien", "Smith-Jones"); !slices.Equal(got, []string{"mary", "obrien", "brien", "maryobrien", "smith", "jones", "smithjones"}) {
		t.Errorf("looked for by %q", got)
	}
	if got := Words("Ann Ann Marie"); !slices.Equal(got, []string{"ann", "marie"}) {
		t.Errorf("words are %q", got)
	}
}

func TestHowManyLettersAreOther(t *testing.T) {
	for _, one := range []struct {
		a, b string
		n    int
	}{{"smith", "smyth", 1}, {"ann", "anne", 1}, {"", "lee", 3}, {"khan", "khan", 0}, {"leigh", "lee", 3}} {
		if n := Edits(one.a, one.b); n != one.n {
			t.Errorf("%q and %q differ by %d", one.a, one.b, n)
		}
	}
}
