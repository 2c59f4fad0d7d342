package forms

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The sentences of the GOV.UK error patterns, kept in one file so that their
// tone can be read, and changed, in one place.

func enter(noun string) string  { return "Enter " + noun }
func choose(noun string) string { return "Select " + noun }

func tooLong(noun string, limit int) string {
	return fmt.Sprintf("%s must be %d characters or less", sentence(noun), limit)
}

func tooShort(noun string, limit int) string {
	return fmt.Sprintf("%s must be %d characters or more", sentence(noun), limit)
}

func notANumber(noun string) string {
	return sentence(noun) + " must be a number, like 30"
}

func notWhole(noun string) string { return sentence(noun) + " must be a whole number" }

func outside(noun string, low, high int) string {
	return fmt.Sprintf("%s must be between %d and %d", sentence(noun), low, high)
}

func below(noun string, low int) string {
	return fmt.Sprintf("%s must be %d or more", sentence(noun), low)
}

func above(noun string, high int) string {
	return fmt.Sprintf("%s must be %d or fewer", sentence(noun), high)
}

func mustInclude(noun string, parts []string) string {
	return fmt.Sprintf("%s must include a %s", sentence(noun), strings.Join(parts, " and "))
}

// nounOf is what an error calls the answer inside a sentence. The page may say
// it ("the number of adults"); otherwise a short label serves as it stands,
// and a label that is a question gives the kind's own word.
func nounOf(noun, label, kind string) string {
	switch {
	case noun != "":
		return noun
	case label == "" || strings.ContainsAny(label, "?.:"):
		return kind
	}
	first, size := utf8.DecodeRuneInString(label)
	second, _ := utf8.DecodeRuneInString(label[size:])
	if unicode.IsUpper(second) { // NHS number, GP
		return label
	}
	return string(unicode.ToLower(first)) + label[size:]
}

// sentence makes a noun fit to begin a sentence.
func sentence(noun string) string {
	for _, lead := range []string{"a ", "an ", "the "} {
		noun = strings.TrimPrefix(noun, lead)
	}
	first, size := utf8.DecodeRuneInString(noun)
	return string(unicode.ToUpper(first)) + noun[size:]
}
