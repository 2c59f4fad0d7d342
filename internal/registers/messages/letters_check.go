package messages

import (
	"slices"
	"strings"

	"kith/internal/blueprint"
)

// The length of three joined text messages, beyond which some phones drop them: plain ones,
// and those with a letter that the plain alphabet of telephones has not.
const (
	maxText    = 459
	maxUnicode = 201
)

// plainAlphabet is what a text message says in seven bits a letter.
const plainAlphabet = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
	"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà{}"

// room is how many characters of a text message as this one fit.
func room(body string) int {
	if strings.ContainsFunc(body, func(r rune) bool { return !strings.ContainsRune(plainAlphabet, r) }) {
		return maxUnicode
	}
	return maxText
}

func (l Letters) check(c *blueprint.Checker) {
	for id, t := range l {
		t.check(c, id)
		t.checkNeutral(c, id)
		t.checkTranslations(c, id)
	}
}

func (t Template) check(c *blueprint.Checker, id string) {
	body := blueprint.At(id, "body")
	if len(t.SentAs) == 0 {
		c.Problem(blueprint.At(id, "sent_as"), "the letter is never sent").Mend("add letter, email or text")
	}
	if n, most := len([]rune(t.Body)), room(t.Body); slices.Contains(t.SentAs, Text) && n > most {
		c.Problem(body, "a text of %d characters is too long; %d fit", n, most).Mend("shorten it, or take text out of sent_as")
	}
	for i, line := range strings.Split(t.Body, "\n") {
		for _, span := range braces.FindAllStringIndex(line, -1) {
			t.checkField(c, body, i+1, len([]rune(line[:span[0]]))+1, line[span[0]:span[1]])
		}
	}
}

func (t Template) checkField(c *blueprint.Checker, body string, line, column int, found string) {
	name := inside.FindStringSubmatch(found)
	if name == nil {
		c.ProblemInside(body, line, column, "%q is not a field to fill in", found).Mend("write it like {{first_name}}")
		return
	}
	if _, ok := fields[name[1]]; !ok {
		c.ProblemInside(body, line, column, "there is no field %q", name[1]).Mend("use one of %s", strings.Join(Fields(), ", "))
	}
}

// checkTranslations holds each translation to the fields of the English letter and to the
// room of a text message.
func (t Template) checkTranslations(c *blueprint.Checker, id string) {
	all, ok := blueprint.Other[blueprint.Translations](c)
	if !ok {
		return
	}
	all.Said(bodyID(id), t.Body, func(path, text string) {
		said := Template{Body: text}
		if want, got := sorted(t.Uses()), sorted(said.Uses()); !slices.Equal(want, got) || strings.Count(text, "{{") != strings.Count(text, "}}") {
			blueprint.ProblemIn[blueprint.Translations](c, path, "the letter %s fills in %s, and this %s", id, list(want), list(got)).
				Mend("use each of the English letter's fields, and no other")
		}
		if n, most := len([]rune(text)), room(text); slices.Contains(t.SentAs, Text) && n > most {
			blueprint.ProblemIn[blueprint.Translations](c, path, "a text of %d characters is too long; %d fit", n, most).Mend("shorten it")
		}
	})
}

func sorted(names []string) []string {
	slices.Sort(names)
	return names
}

func list(names []string) string {
	if len(names) == 0 {
		return "nothing"
	}
	return strings.Join(names, ", ")
}
