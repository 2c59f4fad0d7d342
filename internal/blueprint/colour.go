package blueprint

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"kith/internal/kernel/fault"
)

// Colour is an sRGB colour as "#rrggbb", lower case.
type Colour string

var hexColour = regexp.MustCompile(`^#[0-9a-f]{6}$`)

// UnmarshalText reads #rrggbb.
func (c *Colour) UnmarshalText(text []byte) error {
	lower := strings.ToLower(string(text))
	if !hexColour.MatchString(lower) {
		return fault.New(fault.Invalid, "blueprint.colour", fmt.Sprintf("%q is not a colour; write # and six digits in quotes, such as '#1d5c63'", shorten(string(text))))
	}
	*c = Colour(lower)
	return nil
}

// White is the background every page has.
const White Colour = "#ffffff"

// MinimumContrast is what WCAG 2.2 success criterion 1.4.3 (level AA) asks of
// ordinary text against its background.
const MinimumContrast = 4.5

// Contrast is the WCAG 2.2 contrast ratio of two colours, 1 (the same) to 21
// (black on white).
func (c Colour) Contrast(other Colour) float64 {
	a, b := c.luminance(), other.luminance()
	return (math.Max(a, b) + 0.05) / (math.Min(a, b) + 0.05)
}

// luminance is the relative luminance of WCAG 2.2, 0 (black) to 1 (white).
func (c Colour) luminance() float64 {
	if !hexColour.MatchString(string(c)) {
		return 0
	}
	channel := func(from int) float64 {
		n, _ := strconv.ParseUint(string(c[from:from+2]), 16, 8)
		s := float64(n) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(1) + 0.7152*channel(3) + 0.0722*channel(5)
}
