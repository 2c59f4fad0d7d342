package needs

import (
	"context"
	"crypto/subtle"
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
	Category string // "" for a need that went straight to a service: it is not named
	State    NeedState
}

// Status answers what became of a request. A wrong code and an unknown reference give
// the same [fault.NotFound].
func (s *Service) Status(ctx context.Context, reference ident.Reference, code string) (st Status, err error) {
	defer fault.Wrap(&err, "status")
	unknown := fault.New(fault.NotFound, "needs.no-such-status",
		"We cannot find a request with that reference and code. Check both, or ring us.")
	r := s.db.Read(ctx)
	kept, found, err := requestByReference(r, reference)
	if err != nil {
		return Status{}, err
	}
	given := hashCode(reference, code)
	if subtle.ConstantTimeCompare([]byte(given), []byte(kept.codeHash)) != 1 || !found {
		return Status{}, unknown
	}
	all, err := needsOfRequest(r, kept.ID)
	if err != nil {
		return Status{}, err
	}
	return statusOf(kept.Request, all), nil
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
		line := NeedStatus{Category: n.Category, State: n.State}
		if n.Decision.StraightTo != "" {
			line.Category = ""
		}
		st.Needs = append(st.Needs, line)
	}
	return st
}
