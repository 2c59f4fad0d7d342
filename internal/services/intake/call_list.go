package intake

import (
	"context"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/people"
)

// CallLists are the calls somebody has to do with.
type CallLists struct {
	Mine   []Call // open, to ring back or broken off, the latest first
	Others []Call // colleagues' dropped and overdue ones, for those who see to all hubs
	Today  map[CallOutcome]int
}

// overseers see to calls that others dropped.
var overseers = []access.Role{access.Coordinator, access.Manager}

// mostCalls bounds each list: more unfinished calls than that are no list but a breakdown.
const mostCalls = 100

// Calls lists the caller's unfinished calls and, for who sees to the whole borough, those
// of colleagues that nobody has touched for [Unfinished].
func (s *Service) Calls(ctx context.Context) (l CallLists, err error) {
	defer fault.Wrap(&err, "list calls")
	if err := access.CheckHeld(ctx, callers...); err != nil {
		return l, err
	}
	who, r := access.From(ctx), s.db.Read(ctx)
	if l.Mine, err = ownCalls(r, who.Account, r.Now().Add(-24*time.Hour)); err != nil {
		return l, err
	}
	midnight := day.Of(r.Now()).Start()
	if l.Today, err = outcomesSince(r, who.Account, midnight); err != nil {
		return l, err
	}
	if who.HasFor("", overseers...) {
		l.Others, err = droppedCalls(r, who.Account, r.Now().Add(-Unfinished), r.Now())
	}
	return l, err
}

// Colleagues are the calls about the same person that others hold now or have just ended.
func (s *Service) Colleagues(ctx context.Context, c Call) (all []Call, err error) {
	defer fault.Wrap(&err, "colleagues on call %s", c.ID)
	if c.Caller != CallerKnown {
		return nil, nil
	}
	r := s.db.Read(ctx)
	person, err := people.PersonOf(r, c.Record)
	if err != nil {
		return nil, err
	}
	records, err := people.Records(r, person)
	if err != nil || len(records) == 0 {
		return nil, err
	}
	return callsAbout(r, records, c.ID, r.Now().Add(-Unfinished))
}
