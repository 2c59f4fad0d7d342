package deployment

import (
	"context"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/staff"
)

// Week is the cover of some hubs in a week, as the caller may see it.
type Week struct {
	Monday day.Date
	Now    time.Time
	Hubs   []string // whose posts they are; "" is the borough
	Seats  []Cover
}

// Cover is a seat and how it stands.
type Cover struct {
	Opening
	Held   Held   // the zero Held where it is open
	AtRisk string // why whoever has it may not be able to after all
}

// Filled reports whether somebody has the seat.
func (c Cover) Filled() bool { return c.Held.ID != "" }

// Counts are how many seats stand how.
type Counts struct{ Needed, Filled, Open, AtRisk int }

// Of counts the seats of which keep is true.
func (w Week) Of(keep func(Cover) bool) (n Counts) {
	for _, c := range w.Seats {
		if !keep(c) {
			continue
		}
		n.Needed++
		switch {
		case !c.Filled():
			n.Open++
		case c.AtRisk != "":
			n.AtRisk++
			fallthrough
		default:
			n.Filled++
		}
	}
	return n
}

// Week shows the week that begins on a Monday; only narrows it to a hub, or to
// [BoroughWide].
func (s *Service) Week(ctx context.Context, monday day.Date, only string) (w Week, err error) {
	defer fault.Wrap(&err, "the week of %s", monday)
	if err := access.CheckHeld(ctx, planners...); err != nil {
		return Week{}, err
	}
	set, err := s.setting(ctx)
	if err != nil {
		return Week{}, err
	}
	r := s.db.Read(ctx)
	w = Week{Monday: monday, Now: r.Now(), Hubs: set.hubs(access.From(ctx), only)}
	open, err := s.openings(ctx, set, monday, w.Hubs)
	if err != nil {
		return w, err
	}
	held, err := between(r, monday, monday.AddDays(6))
	if err != nil {
		return w, err
	}
	workers, err := staff.WorkersIn(r, nil)
	if err != nil {
		return w, err
	}
	w.Seats = cover(open, held, workers, set.rules)
	return w, nil
}

// cover lays what is held over what is needed. A seat that is held and no longer in the
// blueprint is left out: nobody is needed on it, and whoever has it sees it on their own
// page.
func cover(open []Opening, held []Held, workers []staff.Worker, rules *staff.Rules) (all []Cover) {
	by, known := map[Seat]Held{}, map[staff.ID]staff.Worker{}
	for _, h := range held {
		by[h.Seat] = h
	}
	for _, w := range workers {
		known[w.ID] = w
	}
	for _, o := range open {
		c := Cover{Opening: o, Held: by[o.Seat]}
		if c.Filled() {
			c.From, c.To = c.Held.From, c.Held.To
			c.AtRisk = c.Held.AtRisk(known[c.Held.Worker], rules)
		}
		all = append(all, c)
	}
	return all
}
