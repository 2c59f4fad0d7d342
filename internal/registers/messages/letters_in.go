package messages

import (
	"strings"

	"kith/internal/blueprint"
	"kith/internal/plat/words"
)

// Language is the one the letter is written in: English where nobody has translated it.
func (t Template) Language() *words.Language {
	if t.language == nil {
		return words.English()
	}
	return t.language
}

// Unchecked reports whether nobody who speaks the letter's language has read it. Say so to
// the staff who look at it before it goes, and never in the letter.
func (t Template) Unchecked() bool { return t.unchecked }

func bodyID(letter string) string { return "letters." + letter + ".body" }

// in gives the letters in another language. A letter is in one language from its subject
// to its end.
func (l Letters) in(t blueprint.Translator) Letters {
	said := Letters{}
	for id, one := range l {
		said[id] = one.in(t, id)
	}
	return said
}

func (t Template) in(to blueprint.Translator, id string) Template {
	if t.EnglishOnly {
		return t
	}
	title, titled := to.Translated("letters."+id+".title", t.Title)
	body, written := to.Translated(bodyID(id), t.Body)
	if !titled || !written {
		return t
	}
	t.Title, t.Body = title, bareLinks(body)
	t.language, t.unchecked = to.Language, to.Unchecked
	return t
}

// bareLinks takes the marks of direction away from round the links: telephones take such a
// mark for a part of the link.
func bareLinks(body string) string {
	for _, field := range []string{"{{link}}", "{{status_page}}"} {
		body = strings.ReplaceAll(body, "\u2068"+field+"\u2069", field)
	}
	return body
}
