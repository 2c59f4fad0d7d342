package rounds

import (
	"context"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/work/routing"
)

// Before is what the rounds of the same place came to on the last day before a plan's that was
// published; the zero day where there is none. The caller has checked that who asks may see the
// plan.
func (s *Service) Before(ctx context.Context, p Plan) (on day.Date, came routing.Figures, err error) {
	defer fault.Wrap(&err, "the plan before %s", p.ID)
	r := s.db.Read(ctx)
	last, found, err := planBefore(r, p.Day, p.Neighbourhood)
	if err != nil || !found {
		return on, came, err
	}
	v, err := versionOf(r, last.ID, last.Published)
	return last.Day, v.Figures(), err
}
