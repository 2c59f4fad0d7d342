package blueprint

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"kith/internal/plat/rules"
	"kith/internal/plat/words"
)

// Translations is translations/*.yaml: what residents read of this blueprint in other
// languages, a file for each. The files may be absent; what one lacks is said in English.
type Translations map[string]Translation

// Translation is one language's file.
type Translation struct {
	// Checked says that somebody who speaks the language has read all of it.
	Checked bool `yaml:"checked,omitempty"`
	// Texts are the texts by the id that [Translator.Text] is given. Behind the id may stand
	// the fingerprint of the English it was made of, "pages.where.title@1a2b3c4d": once the
	// English is another one, that is said, until somebody translates it anew.
	Texts map[string]string `yaml:"texts"`
}

// version is one text and the fingerprint of the English it was made of; "" is any.
type version struct{ text, of string }

func (t Translation) versions() map[string]version {
	all := map[string]version{}
	for key, text := range t.Texts {
		id, of, _ := strings.Cut(key, "@")
		all[id] = version{text, of}
	}
	return all
}

// fits reports whether it says what the English says now.
func (v version) fits(english string) bool {
	return v.text != "" && (v.of == "" || v.of == fingerprint(english))
}

func fingerprint(english string) string {
	sum := sha256.Sum256([]byte(strings.TrimSpace(english)))
	return hex.EncodeToString(sum[:4])
}

// Translator puts the texts of a document into a language.
type Translator struct {
	Language *words.Language
	// Unchecked says that nobody who speaks the language has read what it says.
	Unchecked bool
	// say gives the text, or false where it would be in English.
	say func(id, english string) (string, bool)
}

// Text gives a text in the language by its id, such as "questions.who_for.missing", or the
// English one where there is none. What is empty stays empty.
func (t Translator) Text(id, english string) string {
	if text, ok := t.Translated(id, english); ok || english == "" {
		return text
	}
	return kept(t.Language, english)
}

// Translated gives a text in the language, or false where there is none, for what is
// worse half translated than not at all: a letter.
func (t Translator) Translated(id, english string) (string, bool) {
	if english == "" {
		return "", false
	}
	return t.say(id, english)
}

func translationsSection() Section {
	return Section{
		Name: "translations", File: "translations/*.yaml", Optional: true,
		New:   func() any { return &Translations{} },
		Check: func(c *Checker, doc any) { doc.(*Translations).check(c) },
	}
}

// Said calls what with each translation of a text that is said, in the order of languages:
// the path of it, for [ProblemIn], and what it says.
func (t Translations) Said(id, english string, what func(path, text string)) {
	for _, code := range slices.Sorted(maps.Keys(t)) {
		for _, key := range []string{id, id + "@" + fingerprint(english)} {
			if text := t[code].Texts[key]; text != "" {
				what(At(code, "texts", key), text)
			}
		}
	}
}

// check refuses a language that there is not. A text that has gone is no fault, so that
// whoever takes one away need not mend ten languages first: see [Blueprint.Notes].
func (t *Translations) check(c *Checker) {
	for _, code := range slices.Sorted(maps.Keys(*t)) {
		if l, ok := words.Find(code); !ok || l.IsEnglish() || l.Pseudo() {
			c.Problem(At(code), "there is no language %q", code).Mend("name the file after one of %s", strings.Join(others(), ", "))
		}
	}
}

// others are the codes of the languages a blueprint may be translated into.
func others() []string {
	var codes []string
	for _, l := range words.Languages() {
		if !l.IsEnglish() {
			codes = append(codes, l.Code)
		}
	}
	return codes
}

func collecting(into map[string]string) Translator {
	return Translator{Language: words.English(), say: func(id, english string) (string, bool) {
		into[id] = english
		return english, true
	}}
}

// Texts are what residents read of the blueprint, in English, by id.
func (b *Blueprint) Texts() map[string]string {
	all := map[string]string{}
	for _, doc := range b.parts {
		if doc.section.Translate != nil {
			doc.section.Translate(doc.value.Interface(), collecting(all))
		}
	}
	return all
}

// In gives the blueprint with what residents read of it in a language. Its rules, ids and
// files are the same. What no translation has is in English.
func (b *Blueprint) In(l *words.Language) *Blueprint {
	if l.IsEnglish() {
		return b
	}
	if said, ok := b.said.Load(l.Code); ok {
		return said.(*Blueprint)
	}
	said := b.Again()
	said.parts = map[reflect.Type]*document{}
	into := b.into(l)
	for of, doc := range b.parts {
		if doc.section.Translate != nil && of == doc.value.Type() {
			translated := *doc
			translated.value = reflect.ValueOf(doc.section.Translate(doc.value.Interface(), into))
			register(said.parts, &translated)
		} else if doc.section.Translate == nil {
			said.parts[of] = doc
		}
	}
	kept, _ := b.said.LoadOrStore(l.Code, said)
	return kept.(*Blueprint)
}

func (b *Blueprint) into(l *words.Language) Translator {
	texts := Part[Translations](b)[l.Code].versions()
	return Translator{Language: l, Unchecked: b.Unchecked(l), say: func(id, english string) (string, bool) {
		if l.Pseudo() {
			return words.Pseudo(english), true
		}
		one := texts[id]
		if strings.TrimSpace(one.text) == strings.TrimSpace(english) {
			return kept(l, english), true // a name, the same in every language
		}
		return l.Keep(one.text), one.fits(english)
	}}
}

// kept writes an English text so that its full stops stay at its end among words written
// from right to left.
func kept(l *words.Language, english string) string {
	if !l.RightToLeft {
		return english
	}
	paragraphs := strings.Split(strings.TrimSpace(english), "\n\n")
	for i, p := range paragraphs {
		paragraphs[i] = "\u2066" + p + "\u2069"
	}
	return strings.Join(paragraphs, "\n\n")
}

// Unchecked reports whether nobody who speaks a language has read what is said in it here.
func (b *Blueprint) Unchecked(l *words.Language) bool {
	said, ok := Part[Translations](b)[l.Code]
	return ok && !said.Checked
}

// Notes tell what of the translations is worth knowing and no problem: what residents would
// read in English, a line for each language, and what is translated and no longer said.
func (b *Blueprint) Notes() []string {
	english, all := b.Texts(), Part[Translations](b)
	var notes []string
	for _, l := range words.Languages() {
		if l.IsEnglish() {
			continue
		}
		file, said := "translations/"+l.Code+".yaml", all[l.Code].versions()
		missing := slices.DeleteFunc(slices.Sorted(maps.Keys(english)), func(id string) bool { return said[id].text != "" })
		if len(missing) > 0 {
			notes = append(notes, fmt.Sprintf("%s: %d of %d texts are said in English, from %s", file, len(missing), len(english), missing[0]))
		}
		for _, id := range slices.Sorted(maps.Keys(said)) {
			now, ok := english[id]
			switch {
			case !ok:
				notes = append(notes, gone(file, id, missing))
			case said[id].text != "" && !said[id].fits(now):
				notes = append(notes, fmt.Sprintf("%s: the English of %s has changed and is said; translate it anew as %s@%s", file, id, id, fingerprint(now)))
			}
		}
	}
	return notes
}

func gone(file, id string, missing []string) string {
	note := fmt.Sprintf("%s: nothing here says %s", file, id)
	if near := rules.Nearest(id, missing); near != "" {
		return note + "; did you mean " + near + "?"
	}
	return note + " any more; take it away"
}
