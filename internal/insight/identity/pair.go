package identity

import (
	"cmp"
	"context"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/evidence"
	"kith/internal/registers/people"
)

// Pair is two people side by side, with what speaks for their being one and against it.
type Pair struct {
	People  [2]people.Person
	Hangs   [2]Hangs
	Percent int // how many in a hundred such pairs are one person
	Parts   []evidence.Part
	Unsure  int  // how many could not say
	Apart   bool // somebody decided that they are different
}

// Hangs is how much hangs on a person.
type Hangs struct {
	Requests int // made for them, ever
	Tasks    int // to be done now
	Contacts int // with them, ever
	Since    time.Time
}

// Pair reads two people to be compared. Two who have become one are [fault.Stale]; somebody
// the caller may not see is [fault.NotFound].
func (s *Service) Pair(ctx context.Context, a, b people.PersonID) (p Pair, err error) {
	defer fault.Wrap(&err, "people %s and %s side by side", a, b)
	if err := mayDecide(ctx); err != nil {
		return p, err
	}
	r := s.db.Read(ctx)
	for i, id := range []people.PersonID{a, b} {
		if p.People[i], err = s.people.Person(ctx, id); err != nil {
			return p, err
		}
		if p.Hangs[i], err = hangsOn(r, p.People[i]); err != nil {
			return p, err
		}
	}
	if p.People[0].ID == p.People[1].ID {
		return p, decidedAlready()
	}
	if p.Unsure, p.Apart, err = saidOf(r, p.People[0].RecordIDs(), p.People[1].RecordIDs()); err != nil {
		return p, err
	}
	v, parts, err := s.people.Weigh(ctx, p.People[0].Current(), p.People[1].Current())
	p.Percent, p.Parts = v.Percent(), parts
	return p, err
}

// Same decides that two people are one. The one who has been known longer gives the name.
func (s *Service) Same(ctx context.Context, a, b people.PersonID) (kept people.PersonID, err error) {
	defer fault.Wrap(&err, "decide that two people are one")
	first, err := s.people.Person(ctx, a)
	if err != nil {
		return "", err
	}
	second, err := s.people.Person(ctx, b)
	if err != nil {
		return "", err
	}
	if first.ID == second.ID {
		return "", decidedAlready()
	}
	if cmp.Or(since(second).Compare(since(first)), cmp.Compare(second.ID, first.ID)) < 0 {
		first, second = second, first
	}
	return first.ID, s.people.SamePerson(ctx, first.ID, second.ID)
}

// since is when somebody was first known.
func since(p people.Person) time.Time { return p.Records[len(p.Records)-1].AddedAt }

// Different decides that two people are different.
func (s *Service) Different(ctx context.Context, a, b people.PersonID) error {
	return s.people.NotTheSame(ctx, a, b)
}

// Pass notes that the caller could not say. They are asked about these two last, and whoever
// looks next is told that somebody was not sure.
func (s *Service) Pass(ctx context.Context, a, b people.PersonID) (err error) {
	defer fault.Wrap(&err, "pass over two people")
	p, err := s.Pair(ctx, a, b)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		n, err := insertPassed(tx, p.People[0].RecordIDs(), p.People[1].RecordIDs(), access.From(ctx).Account)
		if err == nil && n == 0 {
			err = decidedAlready()
		}
		return err
	})
}
