package words

import (
	"context"

	"golang.org/x/text/language"
)

// Language is one that pages can be read in.
type Language struct {
	Code        string // of BCP 47: "pl", "ckb"
	Name        string // in itself: "Polski"
	English     string // in English, for staff: "Polish"
	RightToLeft bool
	// Checked says that somebody who speaks the language has read every message.
	Checked bool

	tag     language.Tag
	ordinal int // its place among all, for tables by language
}

// order is how languages are offered: English, Welsh, then by what staff call them.
var order = []string{"en", "cy", "ar", "ckb", "fa", "pl", "pt", "ro", "ti", "ur"}

// Base is the language everything is written in first.
const Base = "en"

// PseudoCode names the made-up language that shows what is not in the catalogue and what
// does not fit: English with accents, in brackets and longer. It is not offered.
const PseudoCode = "en-XA"

// Languages lists those that are offered, in the order they are.
func Languages() []*Language {
	all := loaded().languages
	return all[:len(all)-1] // the made-up one is last
}

// English is what everything is written in first.
func English() *Language { return loaded().languages[0] }

// Find returns a language by its code, the made-up one too.
func Find(code string) (*Language, bool) {
	l, ok := loaded().byCode[code]
	return l, ok
}

type languageKey struct{}

// With makes what is said with this context be said in l.
func With(ctx context.Context, l *Language) context.Context {
	return context.WithValue(ctx, languageKey{}, l)
}

// From is the language of a context: English where none was chosen.
func From(ctx context.Context) *Language {
	if l, ok := ctx.Value(languageKey{}).(*Language); ok {
		return l
	}
	return English()
}

// IsEnglish reports whether what is said needs no translation.
func (l *Language) IsEnglish() bool { return l.Code == Base }

// Pseudo reports whether this is the made-up language.
func (l *Language) Pseudo() bool { return l.Code == PseudoCode }
