package people

import (
	"context"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// hiding are the labels that keep a person, or where they live, from most staff. A record
// of the same person that has not joined theirs gives away what they hide.
var hiding = []Label{Restricted, AddressWithheld}

func hides(labels []Label) bool {
	return slices.ContainsFunc(labels, func(l Label) bool { return slices.Contains(hiding, l) })
}

// Lacks lists the labels that hide this person and that somebody who looks like them is
// not marked with.
func (p Person) Lacks(l Likeness) (missing []Label) {
	for _, label := range hiding {
		if p.Has(label) && !l.Record.has(label) {
			missing = append(missing, label)
		}
	}
	return missing
}

// Unjoined lists people who look like a person, likeliest first, each once: those still to
// be decided about, and those whom nobody was asked about because they came in with a
// list. Whom somebody told apart from the person is left out, and whom the caller may not
// see. It is for whoever is about to mark the person.
func (s *Service) Unjoined(ctx context.Context, p Person) (all []Likeness, err error) {
	defer fault.Wrap(&err, "who may be person %s", p.ID)
	if all, err = s.Likenesses(ctx, p); err != nil {
		return nil, err
	}
	now := p.Current()
	found, err := s.MatchNumbered(ctx, now.Described, now.NHSNumber)
	if err != nil || len(found) == 0 {
		return all, err
	}
	r := s.db.Read(ctx)
	seen, err := visibleRecords(r, recordsIn(found), access.From(ctx))
	if err != nil {
		return nil, err
	}
	for _, c := range found {
		at := slices.IndexFunc(seen, func(h Hit) bool { return h.Record.ID == c.Record })
		if at < 0 || seen[at].Person == p.ID || listed(all, seen[at].Person) {
			continue
		}
		apart, err := toldApart(r, p, seen[at].Person)
		if err != nil {
			return nil, err
		}
		if !apart {
			all = append(all, Likeness{Person: seen[at].Person, Record: seen[at].Record, Percent: c.Percent, Reasons: c.Reasons})
		}
	}
	return all, nil
}

func recordsIn(found []Candidate) []RecordID {
	ids := make([]RecordID, len(found))
	for i, c := range found {
		ids[i] = c.Record
	}
	return ids
}

func listed(all []Likeness, id PersonID) bool {
	return slices.ContainsFunc(all, func(l Likeness) bool { return l.Person == id })
}

// toldApart reports whether somebody decided that two people are different.
func toldApart(r db.Reader, p Person, other PersonID) (bool, error) {
	theirs, err := Records(r, other)
	if err != nil {
		return false, err
	}
	verdicts, err := verdictsBetween(r, p.RecordIDs(), theirs)
	return slices.Contains(verdicts, verdictDifferent), err
}
