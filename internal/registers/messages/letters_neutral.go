package messages

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"kith/internal/blueprint"
	"kith/internal/plat/notify"
)

// telling are the fields that name the service, what somebody asked for, or who helps.
var telling = map[string]bool{
	"reference": true, "code": true, "status_page": true, "hub": true, "base": true, "base_address": true, "volunteer_name": true,
	"registration": true, "may_do": true, "verify_page": true, "task": true, "organisation": true, "link": true,
}

// tellingWords are words of an English letter that say what it is about. The names of the
// borough's own needs are checked beside them.
var tellingWords = regexp.MustCompile(`(?i)\b(abus\w*|benefits?|care|carers?|debt\w*|food|hamper\w*|health|help(?:ed|s)?|hub|hubs|illness|isolat\w*|lonel\w*|medic\w*|mental|parcel\w*|pharmac\w*|police|prescription\w*|refer(?:red|ral\w*)|request\w*|safe and well|safeguard\w*|service\w*|shield\w*|shopping|support\w*|symptom\w*|violen\w*|virus|volunteer\w*|vulnerab\w*|welfare)\b`)

// checkNeutral holds a letter that is to reveal nothing to it: one left at a door always is.
func (t Template) checkNeutral(c *blueprint.Checker, id string) {
	if t.AtTheDoor && !t.Neutral() {
		c.Problem(blueprint.At(id, "left_at_the_door"), "a letter left at a door must reveal nothing").Mend("add reveals: nothing, and take the service, the reason and the need out of its words")
	}
	if !t.Neutral() {
		return
	}
	body := blueprint.At(id, "body")
	for i, line := range strings.Split(t.Body, "\n") {
		for _, span := range braces.FindAllStringIndex(line, -1) {
			if name := inside.FindStringSubmatch(line[span[0]:span[1]]); name != nil && telling[name[1]] {
				c.ProblemInside(body, i+1, column(line, span[0]), "{{%s}} tells what the letter is about, and it is to reveal nothing", name[1]).Mend("take it out")
			}
		}
		plain := braces.ReplaceAllStringFunc(line, func(found string) string { return strings.Repeat("\x00", len(found)) })
		if span := tellingWords.FindStringIndex(plain); span != nil {
			c.ProblemInside(body, i+1, column(line, span[0]), "“%s” tells what the letter is about, and it is to reveal nothing", plain[span[0]:span[1]]).Mend("say it without that word")
		}
	}
	if word := tellingWords.FindString(t.Title); word != "" {
		c.Problem(blueprint.At(id, "title"), "“%s” tells what the letter is about, and it is to reveal nothing", word).Mend("say it without that word: it is the subject of a mail")
	}
}

func column(line string, at int) int { return len([]rune(line[:at])) + 1 }

// Mentions finds the first of some names in what a letter says, for features that know what
// a neutral letter must not name. Upper and lower case are the same.
func (t Template) Mentions(names ...string) (string, bool) {
	said := strings.ToLower(t.Title + "\n" + t.Body)
	for _, name := range names {
		if name != "" && saysWord(said, strings.ToLower(name)) {
			return name, true
		}
	}
	return "", false
}

// saysWord reports whether a text has a word, or some of them, with no letter before or after.
func saysWord(text, word string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return false
		}
		at := from + i
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at+len(word):])
		if !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			return true
		}
		_, size := utf8.DecodeRuneInString(text[at:])
		from = at + size
	}
}

// partsOf is how many texts a text takes.
func partsOf(text string) int { return notify.Parts(text) }
