package people

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/nhsnumber"
	"kith/internal/registers/naming"
)

// Candidate is a record that may be of the same person, with how likely and why.
type Candidate struct {
	Record  RecordID
	Percent int // how many in a hundred such pairs are one person, as the evidence weighs: 1 to 99
	Points  int // 0 to 100; a plain sum of agreements, by which a list judges whom nobody looks at
	Reasons []string

	bits float64
}

// likely is the least of points, or of a hundred, worth somebody's look.
const likely = 50

// mostCandidates bounds what one look-up reads for each fact shared: more people than
// have one name at one postcode, or were born on one day.
const mostCandidates = 250

// mostOnOnePhone is how many records may share a phone number for it to tell anything: one
// that more people give is a hostel's, a ward's or a surgery's. Those of them who were born
// on the same day or live at the same postcode are found by that.
const mostOnOnePhone = 40

// Match finds records that may be of the person described, likeliest first. It decides
// nothing: the caller keeps what it finds as likenesses, and staff decide.
func (s *Service) Match(ctx context.Context, d Described) (found []Candidate, err error) {
	return s.MatchNumbered(ctx, d, "")
}

// MatchNumbered is [Service.Match] for somebody whose NHS number is known: who has the same
// is likely the same whatever else differs, who has another likely is not.
func (s *Service) MatchNumbered(ctx context.Context, d Described, number nhsnumber.Number) (found []Candidate, err error) {
	defer fault.Wrap(&err, "match a person")
	read := s.db.Read(ctx)
	near, err := recordsSharing(read, d, number)
	if err != nil || len(near) == 0 {
		return nil, err
	}
	q, err := s.ask(read, d, number)
	if err != nil {
		return nil, err
	}
	for _, r := range near {
		c, v := compare(d, number, r), q.Weigh(weighed(r.Described, r.NHSNumber))
		c.Percent, c.bits = v.Percent(), v.Bits
		if c.Points >= likely || c.Percent >= likely && !otherNumber(number, r.NHSNumber) {
			found = append(found, c)
		}
	}
	slices.SortStableFunc(found, func(a, b Candidate) int { return cmp.Compare(b.bits, a.bits) })
	return found[:min(len(found), 10)], nil
}

// otherNumber reports whether two have different NHS numbers: then everything else must agree.
func otherNumber(a, b nhsnumber.Number) bool { return !a.IsZero() && !b.IsZero() && a != b }

// compare adds up what two descriptions agree on and takes off what they differ in. A
// fact that either leaves out counts for nothing.
func compare(d Described, number nhsnumber.Number, r Record) Candidate {
	c := Candidate{Record: r.ID}
	agree := func(points int, reason string) {
		c.Points += points
		c.Reasons = append(c.Reasons, reason)
	}
	c.numbers(number, r, agree)
	c.names(d, r, agree)
	switch {
	case d.BirthDate.IsZero() || r.BirthDate.IsZero():
	case d.BirthDate == r.BirthDate:
		agree(35, "same date of birth")
	default:
		c.Points -= 30
		c.Reasons = append(c.Reasons, "different date of birth")
	}
	if d.Phone != "" && d.Phone == r.Phone {
		agree(20, "same phone number")
	}
	if pc := squeeze(d.Address.Postcode); pc != "" && pc == squeeze(r.Address.Postcode) {
		agree(15, "same postcode")
		if line := naming.Fold(d.Address.Line1); line != "" && line == naming.Fold(r.Address.Line1) {
			agree(10, "same first line of address")
		}
	}
	c.Points = min(max(c.Points, 0), 100)
	return c
}

// numbers compares NHS numbers. The same one outweighs another birthday and another first
// name; another one leaves those alike who agree in everything else, because a number may
// have been taken from the wrong letter.
func (c *Candidate) numbers(number nhsnumber.Number, r Record, agree func(int, string)) {
	switch {
	case number.IsZero() || r.NHSNumber.IsZero():
	case number == r.NHSNumber:
		agree(95, "same NHS number")
	default:
		c.Points -= 50
		c.Reasons = append(c.Reasons, "different NHS number")
	}
}

func (c *Candidate) names(d Described, r Record, agree func(int, string)) {
	if turnedRound(d, r) {
		agree(30, "names the other way round")
		return
	}
	if share(d.FamilyName, r.FamilyName) {
		agree(20, "same family name")
	}
	given, other := naming.Fold(d.GivenNames), naming.Fold(r.GivenNames)
	switch {
	case given == "" || other == "":
	case share(d.GivenNames, r.GivenNames):
		agree(20, "same first name")
	case given[0] == other[0] && (len(given) == 1 || len(other) == 1):
		agree(12, "same initial")
	case strings.HasPrefix(given, other) || strings.HasPrefix(other, given):
		agree(12, "first names alike")
	default:
		c.Points -= 15
		c.Reasons = append(c.Reasons, "different first name")
	}
}

// turnedRound reports whether two have the same names, the family name first in one.
func turnedRound(d Described, r Record) bool {
	return share(d.GivenNames, r.FamilyName) && share(d.FamilyName, r.GivenNames) && !share(d.GivenNames, r.GivenNames)
}

// share reports whether two names have a word in common.
func share(a, b string) bool {
	theirs := naming.Words(b)
	for _, w := range naming.Words(a) {
		if slices.Contains(theirs, w) {
			return true
		}
	}
	return false
}
