package blueprints_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kith/internal/blueprint"
	"kith/internal/plat/words"
	"kith/internal/registers/messages"
)

// TestTheFormIsSaidInEveryLanguage: whoever asks for help in their language is not asked
// one question of it in English, and whoever helps is told nothing of their work in English.
func TestTheFormIsSaidInEveryLanguage(t *testing.T) {
	for _, borough := range boroughs {
		b := load(t, borough)
		english, all := b.Texts(), blueprint.Part[blueprint.Translations](b)
		for _, l := range words.Languages() {
			if l.IsEnglish() {
				continue
			}
			for _, id := range slices.Sorted(maps.Keys(english)) {
				part, _, _ := strings.Cut(id, ".")
				if slices.Contains(spoken, part) && english[id] != "" && !said(all, l, id, english[id]) {
					t.Errorf("%s: %s is not said in %s", borough, id, l.English)
				}
			}
		}
	}
}

// spoken are the parts of a blueprint that somebody reads before anything else is known of
// them, and that volunteers read with their work.
var spoken = []string{"borough", "needs", "pages", "questions", "volunteering", "protocols", "triage", "activation"}

func said(all blueprint.Translations, l *words.Language, id, english string) bool {
	found := false
	blueprint.Translations{l.Code: all[l.Code]}.Said(id, english, func(_, _ string) { found = true })
	return found
}

// TestTheFirstLettersAreWrittenInEveryLanguage keeps the letters that tell somebody whether
// they are helped, and that somebody stood at their door.
func TestTheFirstLettersAreWrittenInEveryLanguage(t *testing.T) {
	for _, borough := range boroughs {
		b := load(t, borough)
		for _, l := range words.Languages() {
			letters := blueprint.Part[messages.Letters](b.In(l))
			for _, id := range []string{"request-received", "request-received-text", "could-not-reach", "no-answer-card", "help-done", "volunteer-received", "volunteer-received-text", "volunteer-check", "volunteer-check-text", "volunteer-offer", "volunteer-offer-text", "volunteer-link", "volunteer-link-text", "volunteer-thanks", "volunteer-thanks-text"} {
				if got := letters[id].Language(); got != l {
					t.Errorf("%s: %s is written in %s, not in %s", borough, id, got.English, l.English)
				}
			}
		}
	}
}

var (
	kept   = regexp.MustCompile(`\+?\d[\d ]*\d{2}|[\w.]+@[\w.]+\w|\bSamaritans\b`)
	digits = strings.NewReplacer("۰", "0", "۱", "1", "۲", "2", "۳", "3", "۴", "4", "۵", "5", "۶", "6", "۷", "7", "۸", "8", "۹", "9")
)

// TestTranslationsKeepTheNumbers: a wrong digit in a language that nobody here reads would
// send somebody in danger to nobody.
func TestTranslationsKeepTheNumbers(t *testing.T) {
	for _, borough := range boroughs {
		b := load(t, borough)
		all := blueprint.Part[blueprint.Translations](b)
		for id, english := range b.Texts() {
			want := facts(english)
			all.Said(id, english, func(path, text string) {
				if got := facts(text); !slices.Equal(want, got) {
					t.Errorf("%s %s: the English says %q and this %q", borough, path, want, got)
				}
			})
		}
	}
}

func facts(text string) []string {
	found := kept.FindAllString(digits.Replace(text), -1)
	for i := range found {
		found[i] = strings.TrimSpace(found[i])
	}
	slices.Sort(found)
	return found
}
