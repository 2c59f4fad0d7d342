package rounds

import (
	"context"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
)

// Earlier is a version of an earlier day, to compare with.
type Earlier struct {
	Day day.Date
	Version
}

// Before is what the plan of the same place came to on the last day before this one that was
// published; found or not. The caller has checked that who asks may see the plan.
func (s *Service) Before(ctx context.Context, p Plan) (e Earlier, found bool, err error) {
	defer fault.Wrap(&err, "the plan before %s", p.ID)
	r := s.db.Read(ctx)
	last, found, err := planBefore(r, p.Day, p.Neighbourhood)
	if err != nil || !found {
		return e, false, err
	}
	e.Day = last.Day
	e.Version, err = versionOf(r, last.ID, last.Published)
	return e, err == nil, err
}
