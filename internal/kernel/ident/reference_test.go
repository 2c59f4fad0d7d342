package ident

import (
	"bytes"
	"crypto/rand"
	"io"
	"math"
	mathrand "math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kith/internal/kernel/fault"
)

// TestCheckCatchesEverySlip is a proof, not a sample. The sum is linear, so
// whether a slip is caught depends only on its place and the two symbols: if
// its change of the sum is no multiple of the modulus, it is caught whatever
// the other symbols are.
func TestCheckCatchesEverySlip(t *testing.T) {
	for at := range referenceLength {
		for was := range symbols {
			for is := range symbols {
				if was == is {
					continue
				}
				if !changesSum(func(v *[referenceLength]int) { v[at] = was }, func(v *[referenceLength]int) { v[at] = is }) {
					t.Errorf("place %d: %c for %c goes unnoticed", at, symbols[is], symbols[was])
				}
				for other := at + 1; other < referenceLength; other++ {
					before := func(v *[referenceLength]int) { v[at], v[other] = was, is }
					after := func(v *[referenceLength]int) { v[at], v[other] = is, was }
					if !changesSum(before, after) {
						t.Errorf("%c and %c changing places %d and %d goes unnoticed", symbols[was], symbols[is], at, other)
					}
				}
			}
		}
	}
}

func changesSum(before, after func(*[referenceLength]int)) bool {
	var a, b [referenceLength]int
	before(&a)
	after(&b)
	return weightedSum(a) != weightedSum(b)
}

// TestSlipsAreRefused follows whole references through ParseReference: every
// wrong symbol in every place and every swap.
func TestSlipsAreRefused(t *testing.T) {
	source := mathrand.NewChaCha8([32]byte{1})
	for range 200 {
		plain := strings.ReplaceAll(string(NewReference(source)), "-", "")
		for at := range len(plain) {
			for _, symbol := range []byte(symbols) {
				slip := []byte(plain)
				slip[at] = symbol
				if _, err := ParseReference(string(slip)); (err == nil) != (string(slip) == plain) {
					t.Fatalf("%s typed as %s: %v", plain, slip, err)
				}
			}
			swapped := []byte(plain)
			next := (at + 1) % len(plain)
			swapped[at], swapped[next] = swapped[next], swapped[at]
			if _, err := ParseReference(string(swapped)); (err == nil) != (string(swapped) == plain) {
				t.Fatalf("%s typed as %s: %v", plain, swapped, err)
			}
		}
	}
}

func TestAlphabet(t *testing.T) {
	for _, r := range "AEIOU01LQBSZGUY" {
		if strings.ContainsRune(symbols, r) {
			t.Errorf("%c is among the symbols", r)
		}
	}
	for _, r := range "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" {
		if meant, ok := lookAlikes[r]; ok && !strings.ContainsRune(symbols, rune(meant)) {
			t.Errorf("%c is taken for %c, which is no symbol", r, meant)
		} else if ok && strings.ContainsRune(symbols, r) {
			t.Errorf("%c is a symbol and taken for another", r)
		}
	}
}

func TestParseReference(t *testing.T) {
	tests := []struct{ typed, want, code string }{
		{"7K3D-9M2", "7K3D-9M2", ""},
		{"7k3d9m2", "7K3D-9M2", ""},
		{" 7 K 3 D – 9 M 2 ", "7K3D-9M2", ""},
		{"7K3.D9M2.", "7K3D-9M2", ""},
		{"lK3O-9MZ", "7K3D-9M2", ""},
		{"7K3D-9M3", "", "ident.reference-check"},
		{"K73D-9M2", "", "ident.reference-check"},
		{"2222-222", "", "ident.reference-check"},
		{"7K3D-9M", "", "ident.reference-length"},
		{"7K3D-9M22", "", "ident.reference-length"},
		{"", "", "ident.reference-length"},
		{"7K3E-9M2", "", "ident.reference-symbol"},
		{"7K3D/9M2", "", "ident.reference-symbol"},
	}
	for _, tt := range tests {
		got, err := ParseReference(tt.typed)
		if string(got) != tt.want || fault.CodeOf(err) != tt.code {
			t.Errorf("ParseReference(%q) = %q, %v; want %q %s", tt.typed, got, err, tt.want, tt.code)
		}
		if err != nil && fault.KindOf(err) != fault.Invalid {
			t.Errorf("ParseReference(%q) is %v, not invalid", tt.typed, fault.KindOf(err))
		}
	}
}

func TestReferencesRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		ref := NewReference(mathrand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8), byte(seed >> 16), byte(seed >> 24)}))
		for _, typed := range []string{string(ref), strings.ToLower(string(ref)), strings.ReplaceAll(string(ref), "-", " ")} {
			if got, err := ParseReference(typed); err != nil || got != ref {
				t.Fatalf("%q read as %q, %v", typed, got, err)
			}
		}
	})
}

// TestReferencesSpread guards against a draw that favours some references: by
// the birthday rule 20,000 of 113 million give two equal ones about twice.
func TestReferencesSpread(t *testing.T) {
	const drawn = 20_000
	source := mathrand.NewChaCha8([32]byte{2})
	seen := map[Reference]bool{}
	counts := map[byte]int{}
	for range drawn {
		ref := NewReference(source)
		seen[ref] = true
		counts[ref[0]]++
	}
	if again := drawn - len(seen); again > 12 {
		t.Errorf("%d of %d references were drawn twice", again, drawn)
	}
	even := float64(drawn) / float64(len(symbols))
	for _, symbol := range []byte(symbols) {
		if off := math.Abs(float64(counts[symbol]) - even); off > 6*math.Sqrt(even) {
			t.Errorf("%c starts %d references, want about %.0f", symbol, counts[symbol], even)
		}
	}
}

func TestSecrets(t *testing.T) {
	if got := NewCode(bytes.NewReader([]byte{0, 0, 0, 0, 0, 0, 0, 42})); got != "000042" {
		t.Errorf("NewCode = %q, want the leading zeros", got)
	}
	one, two := NewToken(rand.Reader), NewToken(rand.Reader)
	if len(one) != 43 || one == two || strings.ContainsAny(one, "+/=") {
		t.Errorf("tokens %q and %q", one, two)
	}
}

func TestBrokenRandomSourceStops(t *testing.T) {
	empty := bytes.NewReader(nil)
	for name, draw := range map[string]func(io.Reader){
		"reference": func(r io.Reader) { NewReference(r) },
		"code":      func(r io.Reader) { NewCode(r) },
		"token":     func(r io.Reader) { NewToken(r) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("something was issued without randomness")
				}
			}()
			draw(empty)
		})
	}
}

func FuzzParseReference(f *testing.F) {
	for _, s := range []string{"7K3D-9M2", "lk3o 9mz", "", "7K3E-9M2", "\xff7K3D9M2", "ſ", "７Ｋ３Ｄ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ref, err := ParseReference(s)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid || fault.MessageOf(err) == fault.UnknownMessage {
				t.Fatalf("%q: %v has no words for people", s, err)
			}
			return
		}
		if again, err := ParseReference(string(ref)); err != nil || again != ref {
			t.Fatalf("%q read as %q, which reads as %q, %v", s, ref, again, err)
		}
	})
}
