package deployment

import (
	"context"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/staff"
)

// Proposal is a plan for the open seats of a week that nobody has applied yet.
type Proposal struct {
	Week   Week // as it stands
	Answer Answer
	// Who could be put on a seat by hand: everybody who is ready, and lent to one of the hubs.
	Ready []staff.Worker
}

// Figures sum a proposal up.
type Figures struct {
	Open, Filled int
	Metres       float64 // on average, of those whose way is known
	Same         int     // who did the same the week before
	Least, Most  int     // shifts of the week, of those who are ready
}

// Propose plans the open seats of a week that still lie ahead: what was given stays. Locks by
// hand are kept. Nothing is written.
func (s *Service) Propose(ctx context.Context, monday day.Date, only string) (p Proposal, err error) {
	defer fault.Wrap(&err, "plan the week of %s", monday)
	if p.Week, err = s.Week(ctx, monday, only); err != nil {
		return p, err
	}
	q, err := s.question(ctx, p.Week)
	if err != nil {
		return p, err
	}
	p.Answer, err = q.Solve()
	for _, w := range q.Workers {
		if w.Standing.Works() {
			p.Ready = append(p.Ready, w)
		}
	}
	return p, err
}

func (s *Service) question(ctx context.Context, w Week) (q Question, err error) {
	set, err := s.setting(ctx)
	if err != nil {
		return q, err
	}
	r := s.db.Read(ctx)
	q = Question{Monday: w.Monday, Rules: set.rules, Limits: set.posts.limits(), Must: map[Seat]staff.ID{}, MustNot: map[Seat][]staff.ID{}, Explains: true}
	for _, c := range w.Seats {
		if !c.Filled() && c.From.After(w.Now) {
			q.Open = append(q.Open, c.Opening)
		}
	}
	all, err := workersFor(ctx, r, w.Hubs)
	if err != nil {
		return q, err
	}
	for _, one := range all {
		if one.Standing != staff.Repatriated {
			q.Workers = append(q.Workers, one)
		}
	}
	near, err := between(r, w.Monday.AddDays(-2), w.Monday.AddDays(8))
	if err != nil {
		return q, err
	}
	q.Worked = spans(near)
	if q.Before, err = before(r, w.Monday); err != nil {
		return q, err
	}
	return q, q.locks(r)
}

// before counts what everybody worked the week before.
func before(r db.Reader, monday day.Date) (map[staff.ID]map[string]int, error) {
	last, err := between(r, monday.AddDays(-7), monday.AddDays(-1))
	all := map[staff.ID]map[string]int{}
	for _, h := range last {
		if all[h.Worker] == nil {
			all[h.Worker] = map[string]int{}
		}
		all[h.Worker][h.Hub+"/"+h.Post]++
	}
	return all, err
}

func (q *Question) locks(r db.Reader) error {
	all, err := locksOf(r, q.Monday, q.Monday.AddDays(6))
	for _, l := range all {
		if l.ruledOut {
			q.MustNot[l.Seat] = append(q.MustNot[l.Seat], l.worker)
		} else {
			q.Must[l.Seat] = l.worker
		}
	}
	return err
}

// Figures are those of the proposal with what is given already.
func (p Proposal) Figures() (f Figures) {
	shifts := map[staff.ID]int{}
	for _, w := range p.Ready {
		shifts[w.ID] = 0
	}
	for _, c := range p.Week.Seats {
		if c.Filled() {
			shifts[c.Held.Worker]++
		}
	}
	ways := 0
	for _, c := range p.Answer.Choices {
		if f.Open++; c.Worker == "" {
			continue
		}
		f.Filled++
		shifts[c.Worker]++
		if c.Before {
			f.Same++
		}
		if c.Known {
			f.Metres, ways = f.Metres+c.Metres, ways+1
		}
	}
	if ways > 0 {
		f.Metres /= float64(ways)
	}
	first := true
	for _, n := range shifts {
		if first || n < f.Least {
			f.Least = n
		}
		f.Most, first = max(f.Most, n), false
	}
	return f
}

// Lock decides by hand who is to have an open seat, or with out that they are not to. A lock
// that breaks a hard rule is refused with which.
func (s *Service) Lock(ctx context.Context, seat Seat, id staff.ID, out bool) (err error) {
	defer fault.Wrap(&err, "lock %s", seat)
	if err := access.Check(ctx, seat.Hub, planners...); err != nil {
		return err
	}
	o, set, err := s.opening(ctx, seat)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		w, err := s.plannable(ctx, tx, id)
		if err != nil {
			return err
		}
		if !out {
			if err := fitsNow(tx, w, o, set); err != nil {
				return err
			}
			if err := deleteLocks(tx, seat, false); err != nil {
				return err
			}
		}
		if err := insertLock(tx, lockRow{seat, id, out}); err != nil {
			return err
		}
		verb := "locked who is to work a shift"
		if out {
			verb = "ruled out who is to work a shift"
		}
		return tell(tx, id, seat.Hub, verb, "deployment.locked", map[string]any{"seat": seat.String()})
	})
}

// Unlock leaves a seat to the plan again.
func (s *Service) Unlock(ctx context.Context, seat Seat) (err error) {
	defer fault.Wrap(&err, "unlock %s", seat)
	if err := access.Check(ctx, seat.Hub, planners...); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error { return deleteLocks(tx, seat, true) })
}

// opening finds a seat in the blueprint's week.
func (s *Service) opening(ctx context.Context, seat Seat) (o Opening, set setting, err error) {
	if set, err = s.setting(ctx); err != nil {
		return o, set, err
	}
	all, err := s.openings(ctx, set, Monday(seat.Day), []string{seat.Hub})
	if err != nil {
		return o, set, err
	}
	for _, one := range all {
		if one.Seat == seat {
			return one, set, nil
		}
	}
	return o, set, missing()
}

// plannable holds somebody whom the caller may put on seats.
func (s *Service) plannable(ctx context.Context, tx *db.Tx, id staff.ID) (staff.Worker, error) {
	w, err := staff.Hold(tx, id)
	if err != nil {
		return w, err
	}
	return w, access.Check(ctx, w.Neighbourhood, planners...)
}

// fitsNow refuses whoever may not work a seat, by what they are and what they work.
func fitsNow(r db.Reader, w staff.Worker, o Opening, set setting) error {
	held, err := heldBy(r, w.ID, o.From.AddDate(0, 0, -8), false)
	if err != nil {
		return err
	}
	if why := Fits(w, o, spans(held)[w.ID], set.rules, set.posts.limits()); why != "" {
		return fault.New(fault.Conflict, "deployment.unfit", w.Name+" cannot work "+o.Name+" on "+when(o.From)+". "+why)
	}
	return nil
}
