package clean

import (
	"strings"
	"unicode"
)

// empty are values that stand for none.
var empty = map[string]bool{
	"": true, "nan": true, "null": true, "nil": true, "none": true, "na": true, "n a": true, "n/a": true, "-": true, "unknown": true,
	"not known": true, "not stated": true, "not given": true, "tbc": true, "test": true, "xxx": true, "xx": true, "x": true, "?": true, ".": true,
}

// unaccented writes letters with marks, two at a time: the letter and what becomes of it.
var unaccented = strings.NewReplacer(
	"à", "a", "á", "a", "â", "a", "ã", "a", "ä", "a", "å", "a", "ā", "a", "ă", "a", "ą", "a", "æ", "ae",
	"ç", "c", "ć", "c", "č", "c", "ď", "d", "đ", "d", "ð", "d",
	"è", "e", "é", "e", "ê", "e", "ë", "e", "ē", "e", "ė", "e", "ę", "e", "ě", "e", "ğ", "g",
	"ì", "i", "í", "i", "î", "i", "ï", "i", "ī", "i", "į", "i", "ı", "i", "ł", "l", "ľ", "l",
	"ñ", "n", "ń", "n", "ň", "n", "ò", "o", "ó", "o", "ô", "o", "õ", "o", "ö", "o", "ø", "o", "ő", "o", "œ", "oe",
	"ř", "r", "ś", "s", "š", "s", "ş", "s", "ș", "s", "ß", "ss", "ť", "t", "ţ", "t", "ț", "t", "þ", "th",
	"ù", "u", "ú", "u", "û", "u", "ü", "u", "ū", "u", "ů", "u", "ű", "u", "ý", "y", "ÿ", "y", "ź", "z", "ż", "z", "ž", "z",
	"'", "", "’", "", "‘", "", "`", "", "ʼ", "",
)

// Text is a value in lower case without accents, its words with one space between them.
func Text(s string) string {
	s = strings.Join(strings.FieldsFunc(lower(s), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '@' && c != '.' }), " ")
	if empty[s] {
		return ""
	}
	return s
}

// lower is what Text and the others begin with. Plain lower-case text costs nothing.
func lower(s string) string {
	for i := range len(s) {
		if s[i] >= 0x80 || s[i] == '\'' || s[i] == '`' {
			return unaccented.Replace(strings.Map(unmark, strings.ToLower(s)))
		}
	}
	return strings.ToLower(s)
}

// unmark drops marks that stand behind their letter as characters of their own.
func unmark(c rune) rune {
	if unicode.Is(unicode.Mn, c) {
		return -1
	}
	return c
}

// Digits are the digits of a value alone.
func Digits(s string) string {
	return strings.Map(func(c rune) rune {
		if '0' <= c && c <= '9' {
			return c
		}
		return -1
	}, s)
}

// no are values that say no.
var no = map[string]bool{"0": true, "no": true, "n": true, "false": true, "f": true, "alive": true, "living": true}

// Yes reports whether a value says that something is so: a date, a word, a number, anything
// but nothing and no.
func Yes(s string) bool {
	t := Text(s)
	return t != "" && !no[t]
}
