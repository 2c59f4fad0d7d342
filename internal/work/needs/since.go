package needs

import (
	"context"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
)

// Stand is what people change about a need.
type Stand struct {
	State    NeedState
	Priority Priority
	DueAt    time.Time
	StartOn  day.Date // the zero day: it has begun
	Hub      string   // "" is the coordination queue
	Route    string   // of triage.yaml; "" where there is none, or nobody kept it
}

func (n Need) stand() Stand {
	return Stand{n.State, n.Priority, n.DueAt, n.StartOn, n.Neighbourhood, n.Decision.Route}
}

// Step is a change of a need or a request: how it stood until then and after, who changed
// it, when and why.
type Step[S any] struct {
	Version  int64 // that it had until then
	Was, Now S
	By       string // account
	At       time.Time
	Reason   string // "" where none was asked
}

// Story returns the changes of a need since it was at a version, oldest first, for those
// who may be told what it is. Since its first version it is all of them.
func (s *Service) Story(ctx context.Context, id NeedID, version int64) (all []Step[Stand], err error) {
	defer fault.Wrap(&err, "story of need %s", id)
	r := s.db.Read(ctx)
	n, err := needByID(r, id)
	if err != nil {
		return nil, err
	}
	if _, err := s.Request(ctx, n.Request); err != nil || !n.Named(access.From(ctx)) {
		return nil, err
	}
	if all, err = stepsSince(r, n, version); err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].Now = n.stand(); i+1 < len(all) {
			all[i].Now = all[i+1].Was
		}
	}
	return all, nil
}

// Need returns one need as the caller may see it. Errors are those of [Service.Request].
func (s *Service) Need(ctx context.Context, id NeedID) (n Need, err error) {
	defer fault.Wrap(&err, "need %s", id)
	if n, err = needByID(s.db.Read(ctx), id); err != nil {
		return Need{}, err
	}
	if _, err := s.Request(ctx, n.Request); err != nil {
		return Need{}, err
	}
	return n.ShownTo(access.From(ctx)), nil
}

// Field is one thing people change about a need or a request.
type Field string

// The fields of a [Stand].
const (
	StateField    Field = "state"
	PriorityField Field = "priority"
	DueField      Field = "due"
	StartField    Field = "start"
	HubField      Field = "hub"
	RouteField    Field = "route"
)

// Fields lists every field.
func Fields() []Field {
	return []Field{StateField, PriorityField, DueField, StartField, HubField, RouteField}
}

func (f Field) same(a, b Stand) bool {
	switch f {
	case StateField:
		return a.State == b.State
	case PriorityField:
		return a.Priority == b.Priority
	case DueField:
		return a.DueAt.Equal(b.DueAt)
	case StartField:
		return a.StartOn == b.StartOn
	case RouteField:
		return a.Route == b.Route || a.Route == "" || b.Route == ""
	default:
		return a.Hub == b.Hub
	}
}

// Difference is a field that is not as it was before the first of some steps, with the last
// step that changed it.
type Difference[S any] struct {
	Field    Field
	Was, Now S
	Last     Step[S]
}

// Differences compares how a need stood before the first of the steps with how it stands
// after the last. What was changed and changed back is no difference.
func Differences(steps []Step[Stand]) (all []Difference[Stand]) {
	for _, f := range Fields() {
		if len(steps) == 0 || f.same(steps[0].Was, steps[len(steps)-1].Now) {
			continue
		}
		last := len(steps) - 1
		for f.same(steps[last].Was, steps[last].Now) {
			last--
		}
		all = append(all, Difference[Stand]{f, steps[0].Was, steps[len(steps)-1].Now, steps[last]})
	}
	return all
}
