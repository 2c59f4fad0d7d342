package board

import (
	"context"
	"slices"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/work/needs"
)

// WaitFilter says which requests that wait to be accepted a list has.
type WaitFilter struct {
	Group    Group  // NoHub, GivenBack or NotTaken
	Hub      string // of those that wait at hubs; "" is every one the caller works for
	Priority needs.Priority
	After    Cursor
}

// WaitPage is a part of a list of requests that wait.
type WaitPage struct {
	Rows  []Waits
	Next  Cursor // where the list goes on; zero when it does not
	Count Count  // of the whole list
	Now   time.Time
}

// Waiting lists the requests of one group, the one that has waited longest first. What
// has no hub is for those who work for the whole borough: [fault.Forbidden] for others.
func (s *Service) Waiting(ctx context.Context, f WaitFilter) (p WaitPage, err error) {
	defer fault.Wrap(&err, "what waits")
	if err := access.CheckHeld(ctx, assigners...); err != nil {
		return WaitPage{}, err
	}
	if !slices.Contains(watchedBy(ctx), f.Group) {
		return WaitPage{}, fault.New(fault.Forbidden, "board.not-your-group", "These requests are for the central coordination point. Your own are on the coordination page.")
	}
	r := s.db.Read(ctx)
	p.Now = r.Now()
	q := waitingFor(ctx, f, p.Now)
	if p.Rows, err = waitsOf(r, q, PageSize+1); err != nil {
		return WaitPage{}, err
	}
	if len(p.Rows) > PageSize {
		p.Rows = p.Rows[:PageSize]
		p.Next = p.Rows[PageSize-1].Cursor()
	}
	q.after = Cursor{}
	n, err := countWaits(r, q, countTo)
	p.Count = Count(n)
	return p, err
}

// waiting is one list of requests that no hub has accepted.
type waiting struct {
	group    Group
	hubs     []string  // at these hubs; nil is every one
	before   time.Time // that were to be accepted before this; zero is any
	priority needs.Priority
	after    Cursor
}

func waitingFor(ctx context.Context, f WaitFilter, now time.Time) waiting {
	w := waiting{group: f.Group, priority: f.Priority, after: f.After}
	if f.Group != NotTaken {
		return w
	}
	var wanted []string
	if f.Hub != "" {
		wanted = []string{f.Hub}
	}
	w.before, w.hubs = now, access.Narrow(ctx, wanted, assigners...)
	return w
}
