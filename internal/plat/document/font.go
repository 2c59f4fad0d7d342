package document

import (
	"sync"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font/sfnt"
)

// The letters' font is Liberation Sans, under the SIL Open Font License, which lets it be
// put into documents and programs. It comes with its Go module.
var (
	regular = liberationsansregular.TTF
	bold    = liberationsansbold.TTF
)

var glyphs = sync.OnceValue(func() *sfnt.Font {
	font, err := sfnt.Parse(regular)
	if err != nil {
		panic(err) // the font is part of the program
	}
	return font
})

// CanPrint reports whether a PDF can show the text: every sign is in the font, and none
// belongs to a script that is written from right to left or has its letters joined.
func CanPrint(text string) bool {
	var buffer sfnt.Buffer
	for _, r := range text {
		if r == '\n' || r == '\r' || r == '\t' {
			continue
		}
		if r >= 0x0590 && r <= 0x08FF || r >= 0xFB1D && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFF {
			return false // Hebrew and Arabic: a glyph each would not be a word
		}
		if glyph, err := glyphs().GlyphIndex(&buffer, r); err != nil || glyph == 0 {
			return false
		}
	}
	return true
}
