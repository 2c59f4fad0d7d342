package board

import (
	"cmp"
	"context"
	"slices"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// Group is one kind of thing the coordination point watches: what would be forgotten if
// each hub looked at its own board alone.
type Group string

// The groups, in the order of how little is being done about them.
const (
	NoHub     Group = "no-hub"       // requests whose address finds no neighbourhood
	GivenBack Group = "given-back"   // requests a hub could not take
	NotTaken  Group = "not-accepted" // requests a hub has not accepted in time
	Declined  Group = "turned-down"  // tasks that the last one asked could not do
	Late      Group = "overdue"      // tasks past their time
)

// firstFew is how many rows of a group stand on the page of all of them.
const firstFew = 10

// Coordination is what the coordination point watches, at a moment.
type Coordination struct {
	Now    time.Time
	Whole  bool // the caller works for the whole borough
	Groups []Watched
}

// Watched is one group: how much there is of it, and the rows that have waited longest. A
// group has requests or tasks, never both.
type Watched struct {
	Group       Group
	Count       Count
	Emergencies Count   // late ones
	Waits       []Waits // at most ten
	Tasks       []Row   // at most ten
	// What to see to first: an emergency that is late, else what has waited longest.
	FirstWait Waits
	FirstTask Row
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

// Cursor is the request's place in its list.
func (w Waits) Cursor() Cursor { return Cursor{Due: w.AcceptBy, ID: string(w.ID)} }

// Coordination returns what waits in the neighbourhoods the caller works for, and for
// the whole borough what has no neighbourhood: groups with an emergency that is late
// first, empty ones last.
func (s *Service) Coordination(ctx context.Context) (c Coordination, err error) {
	defer fault.Wrap(&err, "coordination")
	if err := access.CheckHeld(ctx, assigners...); err != nil {
		return Coordination{}, err
	}
	r := s.db.Read(ctx)
	c.Now = r.Now()
	c.Whole = access.Narrow(ctx, nil, assigners...) == nil
	for _, g := range watchedBy(ctx) {
		one := Watched{Group: g}
		if g == Declined || g == Late {
			err = one.readTasks(ctx, r)
		} else {
			err = one.readWaits(ctx, r)
		}
		if err != nil {
			return Coordination{}, err
		}
		c.Groups = append(c.Groups, one)
	}
	slices.SortStableFunc(c.Groups, func(a, b Watched) int { return cmp.Compare(a.rank(), b.rank()) })
	return c, nil
}

// watchedBy are the groups somebody watches: a hub has nothing of the queue.
func watchedBy(ctx context.Context) []Group {
	if access.Narrow(ctx, nil, assigners...) == nil {
		return []Group{NoHub, GivenBack, NotTaken, Declined, Late}
	}
	return []Group{NotTaken, Declined, Late}
}

// rank puts what presses most first.
func (w Watched) rank() int {
	switch {
	case w.Emergencies > 0:
		return 0
	case w.Count > 0:
		return 1
	}
	return 2
}

func (w *Watched) readWaits(ctx context.Context, r db.Reader) (err error) {
	q := waitingFor(ctx, WaitFilter{Group: w.Group}, r.Now())
	if w.Waits, err = waitsOf(r, q, firstFew); err != nil || len(w.Waits) == 0 {
		return err
	}
	n, err := countWaits(r, q, countTo)
	if err != nil {
		return err
	}
	q.priority, q.before = needs.Emergency, r.Now()
	worst, err := waitsOf(r, q, countTo)
	w.Count, w.Emergencies, w.FirstWait = Count(n), Count(len(worst)), append(worst, w.Waits...)[0]
	return err
}

func (w *Watched) readTasks(ctx context.Context, r db.Reader) (err error) {
	f := Filter{View: w.Group.view()}
	all := ranges(ctx, f, r.Now())
	if w.Tasks, err = gather(r, all, firstFew); err != nil || len(w.Tasks) == 0 {
		return err
	}
	if w.Count, err = countAll(r, all); err != nil {
		return err
	}
	f.Priority = needs.Emergency
	worst, err := gather(r, ranges(ctx, f, r.Now()), countTo)
	worst = slices.DeleteFunc(worst, func(t Row) bool { return !t.Late(r.Now()) })
	who := access.From(ctx)
	w.Emergencies, w.FirstTask = Count(len(worst)), append(worst, w.Tasks...)[0].shownTo(who)
	w.Tasks = tell(w.Tasks, who, f)
	return err
}

// view is the list of the board that a group of tasks is.
func (g Group) view() View {
	if g == Declined {
		return TurnedDown
	}
	return Overdue
}
