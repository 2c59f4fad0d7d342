package needs

import (
	"context"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
)

// Handed is one time a request left a hub.
type Handed struct {
	From, To string // hubs; "" is the coordination queue
	Reason   string // "" for those who may not read all of the request
	By       string // account
	At       time.Time
}

// HandOvers returns each time a request left a hub, the last first. Errors are those of
// [Service.Request].
func (s *Service) HandOvers(ctx context.Context, id RequestID) (all []Handed, err error) {
	defer fault.Wrap(&err, "hand-overs of request %s", id)
	if _, err := s.Request(ctx, id); err != nil {
		return nil, err
	}
	return s.handed(ctx, id)
}

// handed reads the hand-overs of a request. Why is told to those who may read all of it: it
// may name what is restricted.
func (s *Service) handed(ctx context.Context, id RequestID) ([]Handed, error) {
	r := s.db.Read(ctx)
	all, err := handedOf(r, id)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	needed, err := needsOfRequest(r, id)
	if !ToldWhole(access.From(ctx), needed) {
		for i := range all {
			all[i].Reason = ""
		}
	}
	return all, err
}

// Left returns what somebody sees of a request that left a hub they work for and that they
// may not read any more: where it is, how it stands, and how it left, the last time. For
// everybody else it is [fault.NotFound].
func (s *Service) Left(ctx context.Context, id RequestID) (l Listed, h Handed, err error) {
	defer fault.Wrap(&err, "request %s, which left", id)
	r, err := requestByID(s.db.Read(ctx), id)
	if err != nil {
		return Listed{}, Handed{}, err
	}
	all, err := s.handed(ctx, id)
	if err != nil {
		return Listed{}, Handed{}, err
	}
	for _, h := range all {
		if h.From != r.Neighbourhood && access.Check(ctx, h.From, readers...) == nil {
			return Listed{Request: r}.shut(), h, nil
		}
	}
	return Listed{}, Handed{}, noSuchRequest()
}

// shut takes out of a row of a list what a hub may not see of a request that left it.
func (l Listed) shut() Listed {
	kept := Request{ID: l.ID, Reference: l.Reference, State: l.State, Neighbourhood: l.Neighbourhood, ReceivedAt: l.ReceivedAt}
	return Listed{Request: kept, Shut: true}
}
