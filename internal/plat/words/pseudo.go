package words

import (
	"regexp"
	"strings"
)

// accents keep a text readable and show that it came through the catalogue.
var accents = strings.NewReplacer(
	"a", "à", "b", "ƀ", "c", "ç", "d", "ð", "e", "é", "f", "ƒ", "g", "ĝ", "h", "ĥ", "i", "î", "j", "ĵ", "k", "ķ", "l", "ļ", "m", "ɱ",
	"n", "ñ", "o", "ö", "p", "þ", "q", "ǫ", "r", "ŕ", "s", "š", "t", "ţ", "u", "û", "v", "ṽ", "w", "ŵ", "x", "ẋ", "y", "ý", "z", "ž",
	"A", "Â", "B", "Ɓ", "C", "Ç", "D", "Ð", "E", "É", "F", "Ƒ", "G", "Ĝ", "H", "Ĥ", "I", "Î", "J", "Ĵ", "K", "Ķ", "L", "Ļ", "M", "Ṁ",
	"N", "Ñ", "O", "Ö", "P", "Þ", "Q", "Ǫ", "R", "Ŕ", "S", "Š", "T", "Ţ", "U", "Û", "V", "Ṽ", "W", "Ŵ", "X", "Ẋ", "Y", "Ý", "Z", "Ž",
)

// blanks are what data is put into later; they stay as they are.
var blanks = regexp.MustCompile(`\{\{[^}]*\}\}|%(\[\d+\])?[sd]|%\{count\}`)

// Pseudo writes an English text in the made-up language: accented, four tenths longer, in
// brackets. What was not written so stands out on a page.
func Pseudo(text string) string {
	if text == "" {
		return ""
	}
	var b strings.Builder
	at := 0
	for _, blank := range blanks.FindAllStringIndex(text, -1) {
		b.WriteString(accents.Replace(text[at:blank[0]]))
		b.WriteString(text[blank[0]:blank[1]])
		at = blank[1]
	}
	b.WriteString(accents.Replace(text[at:]))
	return "[" + b.String() + padding(len([]rune(text))*2/5) + "]"
}

// padding is n letters longer, in words as long as German ones.
func padding(n int) string {
	var b strings.Builder
	for i := range n {
		if i%13 == 0 {
			b.WriteByte(' ')
			continue
		}
		b.WriteString("ö")
	}
	return b.String()
}
