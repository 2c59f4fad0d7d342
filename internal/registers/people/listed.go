package people

import "slices"

// numberFrom is the list on which the number came that they are reached by now; "" when it
// came on none, or has become their own: somebody typed it in since, another of their
// records has it too, or staff asked them since how they may be reached.
func (p Person) numberFrom() string {
	r := p.newest(PhoneFact)
	if _, typed := r.Said[PhoneFact]; r.List == "" || r.Phone == "" || typed {
		return ""
	}
	own := slices.ContainsFunc(p.Records, func(other Record) bool {
		return other.List == "" && other.Phone == r.Phone || other.askedSince(r)
	})
	if own {
		return ""
	}
	return r.List
}

// askedSince reports whether staff asked how the person may be reached after another of
// their records came.
func (r Record) askedSince(other Record) bool {
	at := r.SafeContact.ConfirmedAt
	return !at.IsZero() && !at.Before(other.AddedAt)
}
