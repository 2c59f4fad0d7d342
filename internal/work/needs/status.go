package needs

import (
	"context"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
)

// Status is what the asker may learn from a reference and a code: how far each need has
// come, and nothing about who is helping or where.
type Status struct {
	Reference  ident.Reference
	ReceivedAt time.Time
	State      RequestState
	Spoken     bool // the hub has been in touch
	ContactBy  time.Time
	Needs      []NeedStatus
}

// NeedStatus is one line of a [Status].
type NeedStatus struct {
	ID       NeedID
	Category string // "" for a guarded need: it is not named
	State    NeedState
	ForNow   bool // met until the route begins by which the same is given for good
	// MayStop reports whether whoever has the code may say that it is no longer needed. Of
	// a guarded need they may not: it may be kept from them for the person's safety.
	MayStop bool
}

// Status answers what became of a request. A wrong code and an unknown reference give
// the same [fault.NotFound].
func (s *Service) Status(ctx context.Context, reference ident.Reference, code string) (st Status, err error) {
	defer fault.Wrap(&err, "status")
	r := s.db.Read(ctx)
	request, err := ByCode(r, reference, code)
	if err != nil {
		return Status{}, err
	}
	all, err := needsOfRequest(r, request.ID)
	if err != nil {
		return Status{}, err
	}
	return statusOf(request, all), nil
}

func statusOf(r Request, all []Need) Status {
	st := Status{
		Reference: r.Reference, ReceivedAt: r.ReceivedAt, State: r.State,
		Spoken: !r.FirstContactAt.IsZero(), ContactBy: r.FirstContactDue,
	}
	for _, n := range all {
		if n.Hidden() {
			continue // whoever has the code may be whom it is hidden from
		}
		line := NeedStatus{ID: n.ID, Category: n.Category, State: n.State, MayStop: n.MayStop(), ForNow: n.ForNow()}
		if n.Decision.guarded() {
			line.Category = ""
		}
		st.Needs = append(st.Needs, line)
	}
	return st
}

// MayStop reports whether the need can be stopped by whoever knows the request's reference
// and code.
func (n Need) MayStop() bool { return !n.State.Ended() && !n.Guarded() }

// Guarded reports whether the need is one that [Need.Named] keeps from some.
func (n Need) Guarded() bool { return n.Decision.guarded() }
