package forms

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"kith/internal/plat/words"
)

// Words are the sentences of the GOV.UK error patterns, by what is wrong.
type Words struct {
	Enter, Choose                          string // "%s" is the noun, here and below
	TooLong, TooShort                      string // "%[2]d" is how many characters
	NotANumber, NotWhole                   string
	Outside                                string // "%[2]d" and "%[3]d" are the least and the most
	Below, Above                           string
	MustInclude                            map[string]string // by the parts of a date that are missing: "day-month"
	RealDate, RealDay, RealMonth, RealYear string
	NotBefore, NotAfter                    string // "%[2]s" is the day
	Alone                                  string // "%s" is the option that cannot be chosen with others
	NotOffered                             string // the list changed while the page was open
	Phone, Postcode, FullPostcode          string
	OnlyPostcode                           string
	HalfPostcode                           string // "%s" says what else would do
	Email, RealEmail                       string
	OutOfDate                              string // a hidden value is missing
	AnAnswer, ANumber, ADate               string // what an answer is called whose label is a question
	AnOption, SomeOption                   string
	PhoneNumber, EmailAddress              string
	Or                                     string // before an option that stands alone
}

var texts = words.Declare[Words]("forms")

// Of are the words of a language, for what words an error itself.
func Of(l *words.Language) *Words { return texts.Of(l) }

// speaker is a field as far as it says what is wrong with it. It stands in every kind of
// field; the zero one speaks English.
type speaker struct{ language *words.Language }

func (s *speaker) speak(l *words.Language) { s.language = l }

func (s speaker) in() *words.Language {
	if s.language == nil {
		return words.English()
	}
	return s.language
}

func (s speaker) say() *Words { return texts.Of(s.in()) }

// Speak makes fields say what is wrong with them in the language of a context. Pages in
// English need not ask for it.
func Speak(ctx context.Context, fields ...Parser) { SpeakIn(words.From(ctx), fields...) }

// SpeakIn makes fields say what is wrong with them in a language.
func SpeakIn(l *words.Language, fields ...Parser) {
	for _, f := range fields {
		if one, ok := f.(interface{ speak(l *words.Language) }); ok {
			one.speak(l)
		}
	}
}

// noun is what an error calls the answer inside a sentence. The page may say it ("the
// number of adults"); otherwise a short label serves, and a label that is a question
// gives the kind's own word. Only English writes its nouns small inside a sentence.
func (s speaker) noun(own, label, kind string) string {
	switch {
	case own != "":
		return own
	case label == "" || strings.ContainsAny(label, "?.:؟።"):
		return kind
	case !s.in().IsEnglish():
		return label
	}
	first, size := utf8.DecodeRuneInString(label)
	second, _ := utf8.DecodeRuneInString(label[size:])
	if unicode.IsUpper(second) { // NHS number, GP
		return label
	}
	return string(unicode.ToLower(first)) + label[size:]
}

// begin makes a noun fit to begin a sentence.
func (s speaker) begin(noun string) string {
	if s.in().IsEnglish() {
		for _, lead := range []string{"a ", "an ", "the "} {
			noun = strings.TrimPrefix(noun, lead)
		}
	}
	first, size := utf8.DecodeRuneInString(noun)
	return string(unicode.ToUpper(first)) + noun[size:]
}

func (s speaker) enter(noun string) string  { return fmt.Sprintf(s.say().Enter, noun) }
func (s speaker) choose(noun string) string { return fmt.Sprintf(s.say().Choose, noun) }

func (s speaker) tooLong(noun string, limit int) string {
	return fmt.Sprintf(s.say().TooLong, s.begin(noun), limit)
}

func (s speaker) tooShort(noun string, limit int) string {
	return fmt.Sprintf(s.say().TooShort, s.begin(noun), limit)
}

func (s speaker) outside(noun string, low, high int) string {
	return fmt.Sprintf(s.say().Outside, s.begin(noun), low, high)
}
