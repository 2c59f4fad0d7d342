package words

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// What is asked of words residents read.
const (
	mostWords = 25  // in a sentence
	topGrade  = 6.0 // of Flesch and Kincaid: about eleven years old
	fewWords  = 5   // a shorter one is a heading or a label and counts for no grade
)

// TestEnglishIsPlain holds each section of the English catalogue, which is a page or a few,
// to short sentences and plain words.
func TestEnglishIsPlain(t *testing.T) {
	pages := map[string][]string{}
	for id, text := range loaded().plain[0] {
		section, _, _ := strings.Cut(id, ".")
		pages[section] = append(pages[section], text)
	}
	for id, forms := range loaded().plural[0] {
		section, _, _ := strings.Cut(id, ".")
		pages[section] = append(pages[section], forms["other"])
	}
	for section, texts := range pages {
		var all tally
		for _, text := range texts {
			for _, sentence := range all.add(text) {
				t.Errorf("%s: a sentence of more than %d words: %s", section, mostWords, sentence)
			}
		}
		if grade := all.grade(); grade > topGrade {
			t.Errorf("%s: the reading grade is %.1f and may be %.0f", section, grade, topGrade)
		}
	}
}

// tally counts what the grade of Flesch and Kincaid is worked out from.
type tally struct{ words, sentences, syllables int }

var (
	sentenceEnd = regexp.MustCompile(`[.!?:]\s+|[.!?:]$`)
	vowels      = regexp.MustCompile(`[aeiouy]+`)
)

// add counts a text and returns its sentences that are too long.
func (n *tally) add(text string) (long []string) {
	for _, sentence := range sentenceEnd.Split(blanks.ReplaceAllString(text, "Hindley"), -1) {
		found := strings.FieldsFunc(sentence, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' })
		if len(found) > mostWords {
			long = append(long, sentence)
		}
		if len(found) < fewWords {
			continue
		}
		n.sentences, n.words = n.sentences+1, n.words+len(found)
		for _, word := range found {
			n.syllables += syllables(word)
		}
	}
	return long
}

func (n *tally) grade() float64 {
	if n.sentences == 0 {
		return 0
	}
	return 0.39*float64(n.words)/float64(n.sentences) + 11.8*float64(n.syllables)/float64(n.words) - 15.59
}

func syllables(word string) int {
	word = strings.ToLower(word)
	n := len(vowels.FindAllString(word, -1))
	if strings.HasSuffix(word, "e") && !strings.HasSuffix(word, "le") && n > 1 {
		n--
	}
	return max(n, 1)
}
