package blueprints_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"kith/internal/blueprint"
	"kith/internal/kernel/phone"
	"kith/internal/registers/directory"
	"kith/internal/registers/messages"
	"kith/internal/registers/places"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/referrals"
)

const (
	mostWords = 25
	fewWords  = 5
	topGrade  = 6.0
)

// TestPublicWordsArePlain holds what residents read to short sentences and an age of about
// eleven.
func TestPublicWordsArePlain(t *testing.T) {
	for _, borough := range boroughs {
		b := load(t, borough)
		for part, texts := range publicTexts(b) {
			words, sentences, syllables := 0, 0, 0
			for _, text := range texts {
				for _, sentence := range split(text) {
					found := strings.FieldsFunc(sentence, notInWord)
					if len(found) > mostWords {
						t.Errorf("%s %s: a sentence of %d words: %s", borough, part, len(found), sentence)
					}
					if len(found) < fewWords {
						continue // a heading or a label; it would only flatter the grade
					}
					words, sentences = words+len(found), sentences+1
					for _, w := range found {
						syllables += syllablesOf(w)
					}
				}
			}
			grade := 0.39*float64(words)/float64(sentences) + 11.8*float64(syllables)/float64(words) - 15.59
			if grade > topGrade {
				t.Errorf("%s %s: reading grade %.1f, and may be %.0f", borough, part, grade, topGrade)
			}
		}
	}
}

func publicTexts(b *blueprint.Blueprint) map[string][]string {
	texts := map[string][]string{}
	say := func(part string, some ...string) { texts[part] = append(texts[part], some...) }
	borough := b.Borough()
	say("borough.yaml", borough.EmergencyText, borough.Texts.Welcome, borough.Texts.Privacy,
		borough.Texts.AfterSending, borough.Texts.WhoRunsIt, borough.Texts.Accessibility, borough.Helpline.OutOfHours)
	for _, p := range blueprint.Part[*answers.Questions](b).Pages {
		say("questions.yaml", p.Title, p.TitleOther, p.Lead, p.Why)
		for _, q := range p.Questions {
			say("questions.yaml", q.Title, q.TitleOther, q.Hint, q.Missing)
			for _, o := range q.Options {
				say("questions.yaml", o.Label, o.Hint)
			}
		}
	}
	for _, q := range blueprint.Part[*answers.Equality](b).Questions {
		say("questions.yaml", q.Title, q.Hint)
		for _, o := range q.Options {
			say("questions.yaml", o.Label)
		}
	}
	for _, s := range blueprint.Part[*directory.Signposts](b).Signposts {
		say("signposts.yaml", s.What, s.When)
	}
	for _, c := range blueprint.Part[*needs.Catalogue](b).Categories {
		say("needs.yaml", c.PublicLabel)
	}
	for id, text := range b.Texts() {
		if strings.HasPrefix(id, "volunteering.") {
			say("volunteering.yaml", text)
		}
	}
	for id, l := range *blueprint.Part[*messages.Letters](b) {
		if id != "volunteer-letter" { // read by pharmacists, who need its exact words
			say("letters", l.Body)
		}
	}
	return texts
}

var sentenceEnd = regexp.MustCompile(`[.?!:;](\s|$)|\n\n`)

func split(text string) []string {
	var sentences []string
	for _, s := range sentenceEnd.Split(strings.NewReplacer("{{", "", "}}", "", "**", "").Replace(text), -1) {
		if strings.ContainsFunc(s, unicode.IsLetter) {
			sentences = append(sentences, strings.TrimSpace(s))
		}
	}
	return sentences
}

func notInWord(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }

// syllablesOf counts groups of vowels, less a silent e: near enough for a grade.
func syllablesOf(word string) int {
	word = strings.ToLower(word)
	n, before := 0, false
	for _, r := range word {
		vowel := strings.ContainsRune("aeiouy", r)
		if vowel && !before {
			n++
		}
		before = vowel
	}
	if strings.HasSuffix(word, "e") && !strings.HasSuffix(word, "le") && n > 1 {
		n--
	}
	return max(1, n)
}

// nationalLines are real numbers that everybody may ring.
var nationalLines = []string{
	"111", "105", "116 123", "0800 1111", "0808 2000 247", "0808 801 0327", "0808 808 4000",
	"0800 144 8848", "0808 800 4444", "0800 470 8090", "0808 808 7777",
}

// TestMadeUpNumbersRingNowhere keeps invented numbers to those reserved for drama, and
// invented addresses to example.org.
func TestMadeUpNumbersRingNowhere(t *testing.T) {
	for _, borough := range boroughs {
		b := load(t, borough)
		numbers := []string{string(b.Borough().Helpline.Phone)}
		for _, s := range blueprint.Part[*directory.Signposts](b).Signposts {
			if !slices.Contains(nationalLines, s.Phone) {
				numbers = append(numbers, s.Phone)
			}
			if s.URL != "" && !regexp.MustCompile(`^https://([a-z]+\.)?example\.org/`).MatchString(s.URL) {
				t.Errorf("%s: %s is somebody's page", borough, s.URL)
			}
		}
		for _, d := range blueprint.Part[*referrals.Destinations](b).Destinations {
			numbers = append(numbers, d.Phone)
			if d.Email != "" && !strings.HasSuffix(d.Email, "@example.org") {
				t.Errorf("%s: %s is somebody's address", borough, d.Email)
			}
		}
		areas := blueprint.Part[*places.Areas](b)
		for _, a := range areas.Neighbours {
			numbers = append(numbers, a.Phone)
		}
		for _, n := range areas.Neighbourhoods {
			if n.Base != nil {
				numbers = append(numbers, n.Base.Phone)
			}
		}
		for _, typed := range numbers {
			if number, err := phone.Parse(typed); typed != "" && (err != nil || !number.IsDrama()) {
				t.Errorf("%s: %q may ring somebody", borough, typed)
			}
		}
	}
}
