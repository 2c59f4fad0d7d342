package evidence

import (
	"slices"
	"strings"
	"unicode"

	"kith/internal/kernel/nhsnumber"
	"kith/internal/registers/naming"
)

// Points adds up what two agree on and takes off what they differ in, from 0 to 100, with why
// in words. It is no chance: it is the plain rule by which a list judges whom nobody looks at,
// and by which staff read at a glance what two have in common. What either leaves out counts
// for nothing.
func Points(a, b Person) (points int, reasons []string) {
	var s sum
	s.numbers(a.NHSNumber, b.NHSNumber)
	s.names(a, b)
	switch {
	case a.BirthDate.IsZero() || b.BirthDate.IsZero():
	case a.BirthDate == b.BirthDate:
		s.add(35, "same date of birth")
	default:
		s.add(-30, "different date of birth")
	}
	if a.Phone != "" && a.Phone == b.Phone {
		s.add(20, "same phone number")
	}
	if code := squeeze(a.Address.Postcode); code != "" && code == squeeze(b.Address.Postcode) {
		s.add(15, "same postcode")
		if line := naming.Fold(a.Address.Line1); line != "" && line == naming.Fold(b.Address.Line1) {
			s.add(10, "same first line of address")
		}
	}
	return min(max(s.points, 0), 100), s.reasons
}

// sum is points with why.
type sum struct {
	points  int
	reasons []string
}

func (s *sum) add(points int, reason string) {
	s.points += points
	s.reasons = append(s.reasons, reason)
}

// numbers compares NHS numbers. The same one outweighs another birthday and another first
// name; another one leaves those alike who agree in everything else, because a number may
// have been taken from the wrong letter.
func (s *sum) numbers(a, b nhsnumber.Number) {
	switch {
	case a.IsZero() || b.IsZero():
	case a == b:
		s.add(95, "same NHS number")
	default:
		s.add(-50, "different NHS number")
	}
}

func (s *sum) names(a, b Person) {
	if turnedRound(a, b) {
		s.add(30, "names the other way round")
		return
	}
	if share(a.FamilyName, b.FamilyName) {
		s.add(20, "same family name")
	}
	given, other := naming.Fold(a.GivenNames), naming.Fold(b.GivenNames)
	switch {
	case given == "" || other == "":
	case share(a.GivenNames, b.GivenNames):
		s.add(20, "same first name")
	case given[0] == other[0] && (len(given) == 1 || len(other) == 1):
		s.add(12, "same initial")
	case strings.HasPrefix(given, other) || strings.HasPrefix(other, given):
		s.add(12, "first names alike")
	default:
		s.add(-15, "different first name")
	}
}

// turnedRound reports whether two have the same names, the family name first in one.
func turnedRound(a, b Person) bool {
	return share(a.GivenNames, b.FamilyName) && share(a.FamilyName, b.GivenNames) && !share(a.GivenNames, b.GivenNames)
}

// share reports whether two names have a word in common.
func share(a, b string) bool {
	theirs := naming.Words(b)
	return slices.ContainsFunc(naming.Words(a), func(w string) bool { return slices.Contains(theirs, w) })
}

// squeeze keeps the letters and digits of a postcode.
func squeeze(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, s)
}
