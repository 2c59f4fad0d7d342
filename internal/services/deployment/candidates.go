package deployment

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/staff"
)

// Candidate is somebody who may be put on a seat by hand, or why they may not.
type Candidate struct {
	Worker   staff.Worker
	Refused  string // why they may not; "" when they may
	Metres   float64
	Known    bool // how far it is
	InWeek   int  // shifts of that week
	Before   bool // did the same the week before
	RuledOut bool // by hand
}

// Candidates are those who could be put on an open seat.
type Candidates struct {
	Opening Opening
	Held    Held        // who has it already; the zero Held where it is open
	Past    bool        // it has begun
	Could   []Candidate // the nearest first
	Cannot  []Candidate // by name
	Locked  staff.ID    // who is to have it, by hand
	Rules   *staff.Rules
}

// Candidates lists who could be put on a seat, and why others could not.
func (s *Service) Candidates(ctx context.Context, seat Seat) (c Candidates, err error) {
	defer fault.Wrap(&err, "candidates for %s", seat)
	if err := access.Check(ctx, seat.Hub, planners...); err != nil {
		return c, err
	}
	o, set, err := s.opening(ctx, seat)
	if err != nil {
		return c, err
	}
	r := s.db.Read(ctx)
	c = Candidates{Opening: o, Past: !o.From.After(r.Now()), Rules: set.rules}
	monday := Monday(seat.Day)
	q, err := s.question(ctx, Week{Monday: monday, Now: r.Now(), Hubs: []string{seat.Hub}})
	if err != nil {
		return c, err
	}
	held, err := between(r, seat.Day, seat.Day)
	for _, h := range held {
		if h.Seat == seat {
			c.Held = h
		}
	}
	c.Locked = q.Must[seat]
	solving := &solver{Question: q, spans: q.Worked}
	for _, w := range q.Workers {
		if w.Standing.Lent() {
			c.add(solving.candidate(w, o))
		}
	}
	c.sort()
	return c, err
}

func (s *solver) candidate(w staff.Worker, o Opening) Candidate {
	one := Candidate{
		Worker: w, Refused: Fits(w, o, s.spans[w.ID], s.Rules, s.Limits), InWeek: s.inWeek(w.ID),
		Before: s.Before[w.ID][o.work()] > 0, RuledOut: slices.Contains(s.MustNot[o.Seat], w.ID),
	}
	one.Metres, one.Known = w.Distance(o.At)
	return one
}

func (c *Candidates) add(one Candidate) {
	if one.Refused == "" {
		c.Could = append(c.Could, one)
	} else {
		c.Cannot = append(c.Cannot, one)
	}
}

func (c *Candidates) sort() {
	name := func(a, b Candidate) int {
		return cmp.Compare(strings.ToLower(a.Worker.Name), strings.ToLower(b.Worker.Name))
	}
	slices.SortStableFunc(c.Could, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(a.InWeek, b.InWeek), cmp.Compare(a.Metres, b.Metres), name(a, b))
	})
	slices.SortStableFunc(c.Cannot, name)
}
