package identity

import (
	"context"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/people"
)

// Decision is what somebody decided of two records.
type Decision struct {
	First, Second people.PersonID
	Names         [2]string
	Same          bool
	By            string // as the journal names them
	At            time.Time
}

// Decided lists what was decided, the latest first and at most limit, of people the caller may
// see.
func (s *Service) Decided(ctx context.Context, limit int) (all []Decision, err error) {
	defer fault.Wrap(&err, "what was decided")
	if err := mayDecide(ctx); err != nil {
		return nil, err
	}
	if all, err = decisions(s.db.Read(ctx), access.From(ctx), limit); err != nil {
		return nil, err
	}
	var shown []people.PersonID
	for _, d := range all {
		shown = append(shown, d.First, d.Second)
	}
	s.noteShown(ctx, "was shown who was decided about", shown)
	return all, nil
}

// TakeBack takes back that two people are different.
func (s *Service) TakeBack(ctx context.Context, a, b people.PersonID) error {
	return s.people.TakeBack(ctx, a, b)
}
