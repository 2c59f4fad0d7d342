package govuk

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// BoroughCSSPath is where the borough's stylesheet is served.
const BoroughCSSPath = "/assets/borough.css"

// defaultAccent is used when a borough names no colour, or none that can be read.
const defaultAccent = "#0b4f6c"

// BoroughCSS is the stylesheet that colours the pages for one borough: accent
// is a colour as "#rrggbb". It is a file of its own because the content
// security policy forbids inline styles. The text on the accent is black or
// white, whichever is easier to read; a pale accent is darkened until links
// and borders drawn with it reach 4.5:1 on white.
func BoroughCSS(accent string) string {
	r, g, b, ok := parseHex(accent)
	if !ok {
		r, g, b, _ = parseHex(defaultAccent)
	}
	ink := "#ffffff"
	if contrast(luminance(r, g, b), 1) < 4.5 {
		ink = "#0b0c0c"
	}
	sr, sg, sb := r, g, b
	for contrast(luminance(sr, sg, sb), 1) < 4.5 {
		sr, sg, sb = sr*0.95, sg*0.95, sb*0.95
	}
	return fmt.Sprintf(":root{--kith-accent:%s;--kith-accent-ink:%s;--kith-accent-strong:%s;--govuk-brand-colour:%[3]s}\n",
		hex(r, g, b), ink, hex(sr, sg, sb))
}

// parseHex reads "#rrggbb" as three shares from 0 to 1.
func parseHex(colour string) (r, g, b float64, ok bool) {
	digits, hash := strings.CutPrefix(strings.TrimSpace(colour), "#")
	n, err := strconv.ParseUint(digits, 16, 32)
	if !hash || len(digits) != 6 || err != nil {
		return 0, 0, 0, false
	}
	share := func(shift uint) float64 { return float64(n>>shift&0xff) / 255 }
	return share(16), share(8), share(0), true
}

func hex(r, g, b float64) string {
	part := func(v float64) int { return int(math.Round(v * 255)) }
	return fmt.Sprintf("#%02x%02x%02x", part(r), part(g), part(b))
}

// luminance is the relative luminance of WCAG 2.2, from 0 (black) to 1 (white).
func luminance(r, g, b float64) float64 {
	linear := func(v float64) float64 {
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// contrast is the WCAG 2.2 ratio of two luminances, from 1 to 21.
func contrast(a, b float64) float64 {
	return (max(a, b) + 0.05) / (min(a, b) + 0.05)
}
