package people

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
)

// Likeness is somebody who looks like a person, still to be decided.
type Likeness struct {
	Person  PersonID
	Record  Record // the record that looks most alike
	Percent int
	Reasons []string
}

// Likenesses lists people who look like a person, likeliest first, each once. Those whom
// the caller may not see are left out.
func (s *Service) Likenesses(ctx context.Context, p Person) (alike []Likeness, err error) {
	defer fault.Wrap(&err, "likenesses of person %s", p.ID)
	all, err := openLikenesses(s.db.Read(ctx), p.RecordIDs(), access.From(ctx))
	if err != nil {
		return nil, err
	}
	for _, one := range all {
		if one.Person != p.ID && !listed(alike, one.Person) {
			alike = append(alike, one)
		}
	}
	return alike, nil
}
