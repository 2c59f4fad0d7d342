package words

import (
	"context"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/feature/plural"
)

// TestLanguagesSayWhatEnglishSays lists what a language lacks (go test -v): that is said in
// English until somebody translates it.
func TestLanguagesSayWhatEnglishSays(t *testing.T) {
	c := loaded()
	for _, l := range Languages() {
		for id := range c.plain[l.ordinal] {
			if _, ok := c.plain[0][id]; !ok {
				t.Errorf("%s: %s is not in English: nobody says it", l.Code, id)
			}
		}
		for id, text := range c.plain[0] {
			said, ok := c.plain[l.ordinal][id]
			if !ok {
				t.Logf("%s: %s is missing and is said in English", l.Code, id)
			} else if want, got := places(text), places(said); !cmp.Equal(want, got) {
				t.Errorf("%s: %s has places for %q, and English for %q", l.Code, id, got, want)
			}
		}
		for id := range c.plural[l.ordinal] {
			for _, form := range formsOf(l) {
				if c.plural[l.ordinal][id][form] == "" {
					t.Errorf("%s: %s has no form for %q", l.Code, id, form)
				}
			}
		}
	}
}

var verb = regexp.MustCompile(`%(?:\[(\d+)\])?([sd])|\{\{[^}]*\}\}`)

// places lists what a text has places for, by their number.
func places(text string) []string {
	var all []string
	for i, v := range verb.FindAllStringSubmatch(text, -1) {
		switch {
		case v[2] == "":
			all = append(all, v[0])
		case v[1] == "":
			all = append(all, string(rune('1'+i))+v[2])
		default:
			all = append(all, v[1]+v[2])
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// formsOf lists the plurals a language makes for whole numbers.
func formsOf(l *Language) []string {
	names := map[plural.Form]string{plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other"}
	found := map[string]bool{"other": true}
	for n := range 200 {
		found[names[plural.Cardinal.MatchPlural(l.tag, n, 0, 0, 0, 0)]] = true
	}
	return slices.Sorted(maps.Keys(found))
}

func TestLanguagesSayWhetherTheyWereChecked(t *testing.T) {
	for _, l := range Languages() {
		if l.Name == "" || l.English == "" {
			t.Errorf("%s has no name", l.Code)
		}
	}
	if !English().Checked {
		t.Error("English is what the others are checked against")
	}
}

func TestMissingMessagesAreSaidInEnglish(t *testing.T) {
	c := loaded()
	other := &Language{Code: "xx", ordinal: 0}
	if text, ok := c.text(other, "ask.continue"); !ok || text != "Continue" {
		t.Errorf("said %q", text)
	}
	if got := T(context.Background(), "ask.no-such-thing"); got != "ask.no-such-thing" {
		t.Errorf("an unknown id said %q", got)
	}
}

func TestNumbersKeepTheirOrderAmongWordsFromTheRight(t *testing.T) {
	l := &Language{RightToLeft: true}
	for text, want := range map[string]string{
		"اتصل 01632 960 100 الآن": "اتصل \u206601632\u00a0960\u00a0100\u2069 الآن",
		"في 14:30":                "في \u206614:30\u2069",
		"%[2]s قبل %[1]s":         "\u2068%[2]s\u2069 قبل \u2068%[1]s\u2069",
		"مثل 7K3D-9M2":            "مثل \u20667K3D-9M2\u2069",
		"حتى {{.PluralCount}}":    "حتى \u2068{{.PluralCount}}\u2069",
		"15 دقيقة":                "15 دقيقة",
	} {
		if got := l.Keep(text); got != want {
			t.Errorf("Keep(%q) = %q, want %q", text, got, want)
		}
	}
	if text := "Ring 01632 960 100"; English().Keep(text) != text {
		t.Error("English was changed")
	}
}

func TestPseudoIsLongerAndKeepsPlaces(t *testing.T) {
	text := "The team for %[1]s will get in touch by %[2]s, {{.PluralCount}} days."
	got := Pseudo(text)
	if n := len([]rune(text)); len([]rune(got)) < n*14/10 {
		t.Errorf("%q is not four tenths longer", got)
	}
	if !cmp.Equal(places(text), places(got)) || !strings.HasPrefix(got, "[") || !strings.HasSuffix(got, "]") {
		t.Errorf("got %q", got)
	}
}

func TestPluralsAreSaid(t *testing.T) {
	type texts struct{ UpTo Count }
	s := &Section[texts]{name: "parts"}
	s.all = s.fill
	for n, want := range map[int]string{1: "You can enter up to 1 character", 500: "You can enter up to 500 characters"} {
		if got := s.Of(English()).UpTo.Of(n); got != want {
			t.Errorf("%d: %q", n, got)
		}
	}
	if got := s.Of(English()).UpTo.Forms("%{count}"); got["one"] != "You can enter up to %{count} character" {
		t.Errorf("forms are %v", got)
	}
}
