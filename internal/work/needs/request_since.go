package needs

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
)

// The fields people change about a request, besides its state, its hub and how pressing it
// is.
const (
	TakerField   Field = "taker"   // who took it on for its hub
	ContactField Field = "contact" // whether somebody has spoken to the person
	SaidField    Field = "said"    // what was answered, of which only that it changed is known
)

// requestFields lists what people change about a request.
var requestFields = []Field{HubField, StateField, TakerField, ContactField, PriorityField, SaidField}

func (f Field) sameRequest(a, b Request) bool {
	switch f {
	case HubField:
		return a.Neighbourhood == b.Neighbourhood
	case StateField:
		return a.State == b.State
	case TakerField:
		return a.AcceptedBy == b.AcceptedBy
	case ContactField:
		return a.FirstContactAt.Equal(b.FirstContactAt)
	case PriorityField:
		return a.Priority == b.Priority
	}
	return true
}

// requestStep is how a request stood until somebody changed it, in the fields above.
type requestStep struct {
	Step[Request]
	said bool // what was answered changed
}

// RequestSince tells field by field what others have changed about a request since somebody
// read it at a version; nothing where it is not known how it stood then. The requests in the
// answer have nothing but what people change. Why is told to those who may read all of the
// request. Errors are those of [Service.Request].
func (s *Service) RequestSince(ctx context.Context, id RequestID, version int64) (all []Difference[Request], err error) {
	defer fault.Wrap(&err, "changes of request %s since %d", id, version)
	now, err := s.Request(ctx, id)
	if err != nil {
		return nil, err
	}
	r := s.db.Read(ctx)
	steps, err := requestSteps(r, now, version)
	if err != nil || int64(len(steps)) != now.Version-version {
		return nil, err
	}
	all = requestDifferences(steps, now)
	needed, err := needsOfRequest(r, id)
	if !ToldWhole(access.From(ctx), needed) {
		for i := range all {
			all[i].Last.Reason = ""
		}
	}
	return all, err
}

// requestDifferences compares how a request stood at the first of the steps with how it
// stands now. What was changed and changed back is no difference.
func requestDifferences(steps []requestStep, now Request) (all []Difference[Request]) {
	for _, f := range requestFields {
		next := now
		for i := len(steps) - 1; i >= 0; i-- {
			s := steps[i]
			changed := !f.sameRequest(s.Was, next) && !f.sameRequest(steps[0].Was, now)
			if f == SaidField {
				changed = s.said
			}
			if changed {
				all = append(all, Difference[Request]{f, steps[0].Was, now, s.Step})
				break
			}
			next = s.Was
		}
	}
	return all
}
