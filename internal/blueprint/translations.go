package blueprint

import (
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
	// Texts are the texts by the id that [Translator.Text] is given.
	Texts map[string]string `yaml:"texts"`
}

// Translator puts the texts of a document into a language.
type Translator struct {
	Language *words.Language
	say      func(id, english string) string
}

// Text gives a text in the language by its id, such as "questions.who_for.missing". What
// is empty stays empty.
func (t Translator) Text(id, english string) string {
	if english == "" {
		return ""
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

func (t *Translations) check(c *Checker) {
	english, whole := c.texts()
	known := slices.Sorted(maps.Keys(english))
	for _, code := range slices.Sorted(maps.Keys(*t)) {
		if l, ok := words.Find(code); !ok || l.IsEnglish() || l.Pseudo() {
			c.Problem(At(code), "there is no language %q", code).Mend("name the file after one of %s", strings.Join(others(), ", "))
			continue
		}
		for _, id := range slices.Sorted(maps.Keys((*t)[code].Texts)) {
			if _, ok := english[id]; !ok && whole {
				finding := c.Problem(At(code, "texts", id), "nothing here says %q", id)
				if near := rules.Nearest(id, known); near != "" {
					finding.Mend("did you mean %s?", near)
				} else {
					finding.Mend("take it away: the text it translated has gone")
				}
			}
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

// texts are what residents read of all sections, by id. It is not whole while a section is
// malformed.
func (c *Checker) texts() (all map[string]string, whole bool) {
	all, whole = map[string]string{}, true
	for _, doc := range c.all {
		switch {
		case doc.section.Translate == nil:
		case doc.malformed():
			whole = false
		default:
			doc.section.Translate(doc.value.Interface(), collecting(all))
		}
	}
	return all, whole
}

func collecting(into map[string]string) Translator {
	return Translator{Language: words.English(), say: func(id, english string) string {
		into[id] = english
		return english
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
	said := &Blueprint{ID: b.ID, Name: b.Name, Hash: b.Hash, Version: b.Version, parts: map[reflect.Type]*document{}, files: b.files}
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
	texts := Part[Translations](b)[l.Code].Texts
	return Translator{Language: l, say: func(id, english string) string {
		if l.Pseudo() {
			return words.Pseudo(english)
		}
		if text := texts[id]; text != "" {
			return l.Keep(text)
		}
		return kept(l, english)
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

// Untranslated notes what residents would read in English of each language, a line for each
// language that lacks something. That is no problem of a blueprint.
func (b *Blueprint) Untranslated() []string {
	english, all := b.Texts(), Part[Translations](b)
	var notes []string
	for _, l := range words.Languages() {
		if l.IsEnglish() {
			continue
		}
		var missing []string
		for _, id := range slices.Sorted(maps.Keys(english)) {
			if all[l.Code].Texts[id] == "" {
				missing = append(missing, id)
			}
		}
		if len(missing) > 0 {
			notes = append(notes, fmt.Sprintf("translations/%s.yaml: %d of %d texts are said in English, from %s", l.Code, len(missing), len(english), missing[0]))
		}
	}
	return notes
}
