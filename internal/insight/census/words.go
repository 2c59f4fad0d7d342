package census

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"kith/internal/work/answers"
)

// Guess finds which choice of a question a category of somebody else's table is, by its words;
// "" where that is not plain. Totals, and lines that stand within another, are none.
func Guess(q answers.Question, name string) (choice string) {
	switch {
	case isTotal(name):
		return ""
	case unanswered(name):
		return answers.PreferNot
	}
	for _, o := range q.Offered() {
		if same(o.Label, name) || o.ID == name {
			return o.ID
		}
	}
	if OfAges(q) {
		return byAge(q, name)
	}
	return byWords(q, name)
}

// byAge places a range of ages within the range of a choice.
func byAge(q answers.Question, name string) string {
	from, to, ok := Ages(name)
	if !ok {
		return ""
	}
	for _, o := range q.Offered() {
		if first, last, ok := Ages(o.Label); ok && from >= first && to <= last {
			return o.ID
		}
	}
	return ""
}

// alike is how much of the words of two names must be shared.
const alike = 0.34

// byWords places a name where most of its words are shared, and with no two choices alike.
func byWords(q answers.Question, name string) (choice string) {
	best, twice := alike, false
	for _, o := range q.Offered() {
		switch n := shared(wordsOf(o.Label), wordsOf(name)); {
		case o.ID == answers.PreferNot || n < best:
		case n == best && choice != "":
			twice = true
		default:
			best, choice, twice = n, o.ID, false
		}
	}
	if twice {
		return ""
	}
	return choice
}

// shared is what part of the words of two names both have.
func shared(a, b []string) float64 {
	both := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			both++
		}
	}
	if len(a)+len(b) == both {
		return 0
	}
	return float64(both) / float64(len(a)+len(b)-both)
}

// filling are words that tell no group from another.
var filling = []string{"or", "and", "the", "of", "a", "to", "in", "any", "all", "people", "aged", "group"}

// wordsOf are the words of a name that tell something, each once, without a plural's s.
func wordsOf(name string) (all []string) {
	for _, w := range strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if len(w) > 3 {
			w = strings.TrimSuffix(w, "s")
		}
		if !slices.Contains(filling, w) && !slices.Contains(all, w) {
			all = append(all, w)
		}
	}
	return all
}

func same(a, b string) bool { return slices.Equal(wordsOf(a), wordsOf(b)) && len(wordsOf(a)) > 0 }

// totals are how tables name the line of everybody.
var totals = []string{"total", "all usual residents", "all categories", "all people", "all persons", "persons", "all ages", "usual residents"}

func isTotal(name string) bool {
	n := strings.ToLower(strings.TrimSpace(name))
	return slices.Contains(totals, n) || strings.HasPrefix(n, "total:") || strings.HasPrefix(n, "all categories:")
}

// unanswered reports whether a category is of those who did not say.
func unanswered(name string) bool {
	n := strings.ToLower(strings.TrimSpace(name))
	return n == "not answered" || n == "not stated" || n == "prefer not to say"
}

// Oldest is the last year of a group of ages that has no end.
const Oldest = 130

var years = regexp.MustCompile(`\d+`)

// Ages reads a range of ages as tables and questions write it: "Aged 10 to 14 years", "Under
// 18", "85 or over", "Aged 4 years and under", "7". False where it is none.
func Ages(text string) (from, to int, ok bool) {
	n := strings.ToLower(text)
	found := years.FindAllString(n, -1)
	if len(found) == 0 || len(found) > 2 {
		return 0, 0, false
	}
	first, _ := strconv.Atoi(found[0])
	switch {
	case len(found) == 2:
		to, _ = strconv.Atoi(found[1])
		return first, to, first <= to
	case strings.Contains(n, "and under"), strings.Contains(n, "or under"):
		return 0, first, true
	case strings.Contains(n, "under"):
		return 0, first - 1, first > 0
	case strings.Contains(n, "over"), strings.Contains(n, "+"):
		return first, Oldest, true
	}
	return first, first, true
}

// OfAges reports whether each choice of a question is a range of ages, but that of not to say.
func OfAges(q answers.Question) bool {
	for _, o := range q.Offered() {
		if _, _, ok := Ages(o.Label); !ok && o.ID != answers.PreferNot {
			return false
		}
	}
	return len(q.Offered()) > 1
}
