package board

import (
	"context"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// Coordination is what the central coordination point watches: what would be forgotten
// if each hub looked at its own board alone. Each list has at most [PageSize] rows, the
// one that waited longest first.
type Coordination struct {
	Now      time.Time
	NoHub    []Waits // nobody's yet
	Refused  []Waits // given back by a hub
	NotTaken []Waits // with a hub that has not accepted it in time
	Declined []Row   // tasks that the last one asked could not do
	Overdue  []Row
	Whole    bool // the caller works for the whole borough
}

// Waits is a request that no hub has taken on yet.
type Waits struct {
	ID         needs.RequestID
	Reference  ident.Reference
	Who        string // first name and initial
	Hub        string // "" is the coordination queue
	Priority   needs.Priority
	ReceivedAt time.Time
	AcceptBy   time.Time
	Refused    string // why the last hub gave it back
}

// Coordination returns what waits in the neighbourhoods the caller works for, and for
// the whole borough what has no neighbourhood.
func (s *Service) Coordination(ctx context.Context) (c Coordination, err error) {
	defer fault.Wrap(&err, "coordination")
	if err := access.CheckHeld(ctx, assigners...); err != nil {
		return Coordination{}, err
	}
	r := s.db.Read(ctx)
	c.Now = r.Now()
	hubs := access.Narrow(ctx, nil, assigners...)
	if c.Whole = hubs == nil; c.Whole {
		if c.NoHub, err = waitsOf(r, waiting{queue: true}, c.Now); err != nil {
			return Coordination{}, err
		}
		if c.Refused, err = waitsOf(r, waiting{queue: true, refused: true}, c.Now); err != nil {
			return Coordination{}, err
		}
	}
	if c.NotTaken, err = waitsOf(r, waiting{hubs: hubs}, c.Now); err != nil {
		return Coordination{}, err
	}
	return c, c.tasks(ctx, r, hubs)
}

func (c *Coordination) tasks(ctx context.Context, r db.Reader, hubs []string) (err error) {
	if c.Declined, err = declinedOf(r, hubs, PageSize); err != nil {
		return err
	}
	if c.Overdue, err = gather(r, ranges(ctx, Filter{View: Overdue}, c.Now), PageSize); err != nil {
		return err
	}
	who := access.From(ctx)
	c.Declined, c.Overdue = tell(c.Declined, who, Filter{}), tell(c.Overdue, who, Filter{})
	return nil
}

// waiting says which requests that wait to be accepted are meant.
type waiting struct {
	queue   bool     // of the coordination queue
	refused bool     // and there because a hub gave them back
	hubs    []string // else overdue at these hubs; nil is every one
}
