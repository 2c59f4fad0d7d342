package intakeweb

import (
	"reflect"
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

func TestWordsArePlain(t *testing.T) {
	words, sentences, syllables := 0, 0, 0
	for _, text := range textsOf(reflect.ValueOf(English)) {
		if text == "" {
			t.Error("a text is empty")
		}
		for _, sentence := range regexp.MustCompile(`[.!?:]\s+|[.!?:]$`).Split(text, -1) {
			found := strings.FieldsFunc(sentence, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' })
			if len(found) > mostWords {
				t.Errorf("a sentence of %d words: %s", len(found), sentence)
			}
			if len(found) < fewWords {
				continue
			}
			sentences, words = sentences+1, words+len(found)
			for _, word := range found {
				syllables += syllablesOf(word)
			}
		}
	}
	grade := 0.39*float64(words)/float64(sentences) + 11.8*float64(syllables)/float64(words) - 15.59
	if t.Logf("reading grade %.1f over %d sentences", grade, sentences); grade > topGrade {
		t.Errorf("the reading grade is %.1f and may be %.0f", grade, topGrade)
	}
}

// textsOf lists every text of a value of words.
func textsOf(v reflect.Value) (texts []string) {
	switch v.Kind() {
	case reflect.String:
		return []string{v.String()}
	case reflect.Slice:
		for i := range v.Len() {
			texts = append(texts, textsOf(v.Index(i))...)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			texts = append(texts, textsOf(v.MapIndex(key))...)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			texts = append(texts, textsOf(v.Field(i))...)
		}
	}
	return texts
}

var vowels = regexp.MustCompile(`[aeiouy]+`)

func syllablesOf(word string) int {
	word = strings.ToLower(word)
	n := len(vowels.FindAllString(word, -1))
	if strings.HasSuffix(word, "e") && !strings.HasSuffix(word, "le") && n > 1 {
		n--
	}
	return max(n, 1)
}
