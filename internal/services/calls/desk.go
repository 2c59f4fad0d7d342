package calls

import (
	"context"
	"sync"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
)

// mostTogether is how many presses are answered by one read and one write.
const mostTogether = 256

// desk answers the presses of one borough at this node. While one round is at work the
// next gathers; whoever finds nobody at work does the rounds until nobody waits.
type desk struct {
	lock    sync.Mutex
	waiting []*press
	working bool
}

// press is somebody waiting to be told whom to ring.
type press struct {
	who    access.Principal
	answer chan answer
}

type answer struct {
	lease contacts.Lease
	err   error
}

// desk is that of the borough the caller works in.
func (s *Service) desk(borough string) *desk {
	s.lock.Lock()
	defer s.lock.Unlock()
	d, ok := s.desks[borough]
	if !ok {
		d = &desk{}
		s.desks[borough] = d
	}
	return d
}

// Next gives the caller whom to ring next, by a lease on the person. Whoever has somebody
// already keeps them: pressing twice is pressing once. It answers [fault.NotFound] when
// nobody is to be rung now, with when somebody will be where that is known.
func (s *Service) Next(ctx context.Context) (l contacts.Lease, err error) {
	defer fault.Wrap(&err, "next call")
	if err := access.CheckHeld(ctx, ringers...); err != nil {
		return contacts.Lease{}, err
	}
	d := s.desk(db.CallerOf(ctx).Borough)
	p := &press{who: access.From(ctx), answer: make(chan answer, 1)}
	if d.queue(p) {
		go d.serve(context.WithoutCancel(ctx), s)
	}
	select {
	case a := <-p.answer:
		return a.lease, a.err
	case <-ctx.Done():
		return contacts.Lease{}, ctx.Err() // what they were given is theirs at their next press, or runs out
	}
}

// queue puts a press in line, and reports whether somebody must begin to serve.
func (d *desk) queue(p *press) bool {
	d.lock.Lock()
	defer d.lock.Unlock()
	d.waiting = append(d.waiting, p)
	if d.working {
		return false
	}
	d.working = true
	return true
}

// gather is how long the first press waits for others of the same moment: less than
// anybody notices, and enough that two hundred are answered in one round and not in two.
const gather = 2 * time.Millisecond

// serve does rounds until nobody waits.
func (d *desk) serve(ctx context.Context, s *Service) {
	time.Sleep(gather)
	for {
		d.lock.Lock()
		n := min(len(d.waiting), mostTogether)
		if n == 0 {
			d.working = false
			d.lock.Unlock()
			return
		}
		round := d.waiting[:n:n]
		d.waiting = d.waiting[n:]
		d.lock.Unlock()
		s.answer(ctx, round)
	}
}

// answer does one round. A fault of it is everybody's; a panic too, so that nobody waits
// for ever.
func (s *Service) answer(ctx context.Context, round []*press) {
	var given map[string]contacts.Lease
	var err error = fault.New(fault.Internal, "calls.round", "The queue of calls could not be read. Press again.")
	defer func() {
		if recover() != nil {
			given = nil
		}
		for _, p := range round {
			l, ok := given[p.who.Account]
			switch {
			case err != nil:
				p.answer <- answer{err: err}
			case !ok:
				p.answer <- answer{err: s.nobody(ctx)}
			default:
				p.answer <- answer{lease: l}
			}
		}
	}()
	given, err = s.round(ctx, callersOf(round))
}

func callersOf(round []*press) []access.Principal {
	seen := map[string]bool{}
	var all []access.Principal
	for _, p := range round {
		if !seen[p.who.Account] {
			seen[p.who.Account] = true
			all = append(all, p.who)
		}
	}
	return all
}

// nobody says that there is nobody to ring, and why where it is the hour.
func (s *Service) nobody(ctx context.Context) error {
	words := "Nobody is to be rung now. People appear here when a call is due and it is safe to ring them."
	if rules, err := s.contacts.Rules(ctx); err == nil {
		if from := rules.Opens(s.db.Read(ctx).Now()); !from.IsZero() {
			words = "At this hour only those who cannot wait are rung, and none of them waits. The others are rung from " + from.In(day.London).Format("15:04") + "."
		}
	}
	return fault.New(fault.NotFound, "calls.nobody", words)
}
