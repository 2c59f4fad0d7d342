package govuk

import (
	"strings"
	"testing"
)

func TestTextOnTheAccentCanBeRead(t *testing.T) {
	for _, c := range []struct{ accent, ink string }{
		{"#0b4f6c", "#ffffff"}, {"#ffdd00", "#0b0c0c"}, {"#ffffff", "#0b0c0c"}, {"#000000", "#ffffff"}, {"#c0392b", "#ffffff"},
	} {
		css := BoroughCSS(c.accent)
		if !strings.Contains(css, "--kith-accent:"+c.accent) || !strings.Contains(css, "--kith-accent-ink:"+c.ink) {
			t.Errorf("%s: %s", c.accent, css)
		}
		_, strong, _ := strings.Cut(css, "--kith-accent-strong:")
		r, g, b, ok := parseHex(strong[:7])
		if !ok || contrast(luminance(r, g, b), 1) < 4.5 {
			t.Errorf("%s: %s cannot be read on white", c.accent, strong[:7])
		}
	}
}

// The colour comes out of a file a council writes: nothing else may get into
// the stylesheet with it.
func TestOnlyAColourIsAColour(t *testing.T) {
	want := BoroughCSS(defaultAccent)
	for _, accent := range []string{"", "red", "#12345", "0b4f6c", "#0b4f6c;}body{display:none", "#gggggg", "#+12345"} {
		if got := BoroughCSS(accent); got != want {
			t.Errorf("%q: %s", accent, got)
		}
	}
}
