package people

import (
	"cmp"
	"context"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/nhsnumber"
	"kith/internal/registers/evidence"
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
	mine := weighed(d, number)
	q, err := s.ask(read, d, number)
	if err != nil {
		return nil, err
	}
	for _, r := range near {
		theirs := weighed(r.Described, r.NHSNumber)
		v := q.Weigh(theirs)
		c := Candidate{Record: r.ID, Percent: v.Percent(), bits: v.Bits}
		c.Points, c.Reasons = evidence.Points(mine, theirs)
		if c.Points >= likely || c.Percent >= likely && !otherNumber(number, r.NHSNumber) {
			found = append(found, c)
		}
	}
	slices.SortStableFunc(found, func(a, b Candidate) int { return cmp.Compare(b.bits, a.bits) })
	return found[:min(len(found), 10)], nil
}

// otherNumber reports whether two have different NHS numbers: then everything else must agree.
func otherNumber(a, b nhsnumber.Number) bool { return !a.IsZero() && !b.IsZero() && a != b }
