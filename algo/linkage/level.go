package linkage

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kith/algo/linkage/clean"
	"kith/algo/linkage/compare"
)

// Level is one way in which two values are alike, and may have a figure behind it:
//
//	exact      equal once cleaned
//	nickname   given names of one person, as Bill and William
//	swapped    the given name of one is the surname of the other, and the other way round
//	part       one is a whole part of the other, as Jones of Smith-Jones, or its initial
//	sound      spoken alike, or written in Latin letters in another way
//	honorific  one is a word that stands where others have a family name, as Kaur or Begum
//	jaro X     Jaro–Winkler similarity of X or more
//	edits N    N letters put in, taken out, changed or swapped with the next, or fewer
//	day-month  the same date with day and month changed round
//	default    dates of one year, of which one is 1 January
//	days N     dates at most N days apart
//	sector     postcodes of one sector
//	district   postcodes of one district
//	numbers X  addresses with the same numbers, and alike by X or more
type Level string

// test tells whether two words, which are not equal, are alike.
type test func(c *comparer, p *compare.Pattern, a, b *word) bool

// figured makes the tests of levels that have a figure, the others ignore it.
var figured = map[string]func(x float64) test{
	"jaro":    jaroTest,
	"edits":   editsTest,
	"numbers": numbersTest,
	"days":    daysTest,
	"nickname": func(float64) test {
		return func(_ *comparer, _ *compare.Pattern, a, b *word) bool { return a.group != 0 && a.group == b.group }
	},
	"sound": func(float64) test {
		return func(_ *comparer, _ *compare.Pattern, a, b *word) bool { return a.sound != 0 && a.sound == b.sound }
	},
	"honorific": func(float64) test {
		return func(_ *comparer, _ *compare.Pattern, a, b *word) bool {
			return clean.Honorific(a.group) || clean.Honorific(b.group)
		}
	},
	"sector": func(float64) test {
		return func(_ *comparer, _ *compare.Pattern, a, b *word) bool { return a.sound != 0 && a.sound == b.sound }
	},
	"district": func(float64) test {
		return func(_ *comparer, _ *compare.Pattern, a, b *word) bool { return a.group != 0 && a.group == b.group }
	},
	"part": func(float64) test {
		return func(_ *comparer, _ *compare.Pattern, a, b *word) bool { return clean.Part(a.text, b.text) }
	},
	"day-month": func(float64) test { return dayMonth },
	"default":   func(float64) test { return defaultDay },
	"swapped":   func(float64) test { return func(*comparer, *compare.Pattern, *word, *word) bool { return false } }, // judged of both names at once
}

// compileLevel reads a level; that of "exact" is nil.
func compileLevel(l Level) (test, error) {
	name, figure, has := strings.Cut(string(l), " ")
	if name == "exact" && !has {
		return nil, nil
	}
	made, ok := figured[name]
	x, err := strconv.ParseFloat(figure, 64)
	if !ok || has != slices.Contains([]string{"jaro", "edits", "numbers", "days"}, name) || has && err != nil {
		return nil, fmt.Errorf("linkage: %q is no level; one is written as exact, nickname, sound, jaro 0.92 or edits 1", l)
	}
	return made(x), nil
}

func jaroTest(least float64) test {
	return func(_ *comparer, p *compare.Pattern, a, b *word) bool {
		if compare.JaroAtMost(len(a.text), len(b.text), a.mask, b.mask) < least {
			return false
		}
		p.Set(a.text)
		return p.JaroWinkler(b.text) >= least
	}
}

func editsTest(most float64) test {
	return func(_ *comparer, p *compare.Pattern, a, b *word) bool {
		if compare.EditsAtLeast(len(a.text), len(b.text), a.mask, b.mask) > int(most) {
			return false
		}
		p.Set(a.text)
		return p.Edits(b.text) <= int(most)
	}
}

func numbersTest(least float64) test {
	alike := jaroTest(least)
	return func(c *comparer, p *compare.Pattern, a, b *word) bool {
		return a.sound != 0 && a.sound == b.sound && alike(c, p, a, b)
	}
}

func daysTest(most float64) test {
	return func(_ *comparer, _ *compare.Pattern, a, b *word) bool {
		apart := dayNumber(a.number) - dayNumber(b.number)
		return max(apart, -apart) <= int(most)
	}
}

// dayNumber counts days; those of months that cannot be are near enough.
func dayNumber(date uint64) int {
	return int(date/10000)*365 + int(date/100%100)*30 + int(date%100)
}

func dayMonth(_ *comparer, _ *compare.Pattern, a, b *word) bool {
	return a.number/10000 == b.number/10000 && a.number%100 == b.number/100%100 && b.number%100 == a.number/100%100
}

func defaultDay(_ *comparer, _ *compare.Pattern, a, b *word) bool {
	return a.number/10000 == b.number/10000 && (a.number%10000 == 101 || b.number%10000 == 101)
}
