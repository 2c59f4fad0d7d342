package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/kernel/postcode"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

const (
	// pastDays is how far back the work of a demo with a past goes.
	pastDays = 120
	// lateDays is how far back work is still open.
	lateDays = 10
	// openOne in so many tasks of the past is still to be done.
	openOne = 75
	// pastWrite is how many requests one transaction brings over: few enough that it stays
	// short.
	pastWrite = 40
)

// dweller is a resident to whom something may have happened.
type dweller struct {
	record people.RecordID
	area   string
	old    bool // 70 and over
}

// dwell remembers where residents live, by neighbourhood.
func (m *maker) dwell(all []people.Record) {
	for _, r := range all {
		d := dweller{record: r.ID, old: !r.BirthDate.IsZero() && day.AgeOn(r.BirthDate, day.Of(m.now)) >= 70}
		if p, err := postcode.Parse(r.Address.Postcode); err == nil {
			d.area = p.Sector()
		}
		m.dwellers[r.Neighbourhood] = append(m.dwellers[r.Neighbourhood], d)
	}
}

// pattern is a request that was really made and followed, with all that came of it.
type pattern struct {
	request needs.Request
	needs   []needs.Need
	tasks   []tasks.Task
}

// took is how long after the request the last thing happened.
func (p pattern) took() time.Duration {
	last := p.request.ReceivedAt
	for _, t := range p.tasks {
		for _, at := range []time.Time{t.AssignedAt, t.AcceptedAt, t.ClosedAt} {
			if at.After(last) {
				last = at
			}
		}
	}
	return last.Sub(p.request.ReceivedAt)
}

// past fills the months before with work like that of the two weeks, for other people: as
// much as a borough has after a first wave. Most of it was done long ago. It is brought
// over as from an earlier system, because asking for it all anew would take an hour.
func (m *maker) past(ctx context.Context) error {
	if m.size.Tasks == 0 {
		return nil
	}
	m.clock.Set(m.now)
	done, open, err := m.patterns(ctx)
	if err != nil {
		return err
	}
	p := &history{maker: m, dice: m.dice(11), chance: rand.NewChaCha8([32]byte{byte(m.size.Seed), 11}), taken: map[ident.Reference]bool{}}
	for _, one := range slices.Concat(done, open) {
		p.taken[one.request.Reference] = true
	}
	late := m.size.Tasks / openOne
	if err := p.play(ctx, done, m.size.Tasks-late, pastDays); err != nil {
		return err
	}
	return p.play(ctx, open, late, lateDays)
}

// patterns reads back the requests that were played through, those done and those open.
func (m *maker) patterns(ctx context.Context) (done, open []pattern, err error) {
	all, err := m.Needs.Requests(ctx, needs.RequestFilter{Limit: m.size.Requests})
	if err != nil {
		return nil, nil, err
	}
	for _, one := range all {
		p := pattern{request: one.Request}
		if p.needs, err = m.Needs.NeedsOf(ctx, p.request.ID); err != nil {
			return nil, nil, err
		}
		if p.tasks, err = m.Tasks.OfRequest(ctx, p.request.ID); err != nil {
			return nil, nil, err
		}
		if p.request.State == needs.Closed {
			done = append(done, p)
		} else {
			open = append(open, p)
		}
	}
	if len(done) == 0 || len(open) == 0 {
		return nil, nil, fault.New(fault.Invalid, "demo.no-pattern", "Ask for some two hundred requests or more: the past is made after their pattern.")
	}
	return done, open, nil
}

// history writes the past.
type history struct {
	*maker
	dice   *rand.Rand
	chance *rand.ChaCha8
	taken  map[ident.Reference]bool
	number int
}

// play spreads requests with about so many tasks over the days before now.
func (p *history) play(ctx context.Context, like []pattern, wanted, days int) error {
	made := 0
	for _, one := range like {
		made += len(one.tasks)
	}
	n := wanted * len(like) / made
	var batch []pattern
	for i := range n {
		one := like[p.dice.IntN(len(like))]
		room := time.Duration(days)*24*time.Hour - one.took()
		back := time.Duration(float64(room)*(1-float64(i)/float64(n))) + one.took()
		batch = append(batch, p.again(one, kept(p.now.Add(-back))))
		if len(batch) == pastWrite || i == n-1 {
			if err := p.write(ctx, batch); err != nil {
				return err
			}
			batch = batch[:0]
		}
	}
	return nil
}

// kept is a time as the database keeps it.
func kept(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// again is the same story for somebody else, beginning at another time.
func (p *history) again(one pattern, at time.Time) pattern {
	shift := at.Sub(one.request.ReceivedAt)
	who := p.somebody(one.request.Neighbourhood)
	var times []*time.Time
	r := one.request
	r.ID, r.Reference, r.Record = ident.New[needs.Request](at), p.reference(), who.record
	times = append(times, &r.ReceivedAt, &r.AcceptBy, &r.AcceptedAt, &r.FirstContactDue, &r.FirstContactAt, &r.ClosedAt)
	renamed := map[needs.NeedID]needs.NeedID{}
	wants, work := slices.Clone(one.needs), slices.Clone(one.tasks)
	for i := range wants {
		n := &wants[i]
		renamed[n.ID] = ident.New[needs.Need](at)
		n.ID, n.Request, n.Record = renamed[n.ID], r.ID, who.record
		times = append(times, &n.DueAt, &n.OpenedAt, &n.ClosedAt)
	}
	for i := range work {
		t := &work[i]
		t.ID, t.Need, t.Request, t.Record, t.Area = ident.New[tasks.Task](at), renamed[t.Need], r.ID, who.record, who.area
		times = append(times, &t.DueAt, &t.OpenedAt, &t.AssignedAt, &t.AcceptedAt, &t.ClosedAt)
	}
	for _, t := range times {
		if !t.IsZero() {
			*t = t.Add(shift)
		}
	}
	return pattern{r, wants, work}
}

// somebody is a resident of a neighbourhood; the coordination queue has people of all.
func (p *history) somebody(hood string) dweller {
	if len(p.dwellers[hood]) == 0 {
		hood = p.hoods[p.dice.IntN(len(p.hoods))]
	}
	here := p.dwellers[hood]
	return here[p.dice.IntN(len(here))]
}

// reference draws one that is free: among a hundred thousand some come up twice.
func (p *history) reference() ident.Reference {
	for {
		r := ident.NewReference(p.chance)
		if !p.taken[r] {
			p.taken[r] = true
			return r
		}
	}
}

func (p *history) write(ctx context.Context, batch []pattern) error {
	past := make([]needs.Past, len(batch))
	var work []tasks.Task
	for i, one := range batch {
		p.number++
		past[i] = needs.Past{Request: one.request, Needs: one.needs, Key: fmt.Sprintf("demo past %d", p.number)}
		work = append(work, one.tasks...)
	}
	return p.DB.Write(db.Background(ctx, db.Imports), func(tx *db.Tx) error {
		if err := needs.BringOver(tx, past); err != nil {
			return err
		}
		if err := tasks.BringOver(tx, work); err != nil {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: "brought past requests over", Topic: "needs.brought-over", Data: map[string]any{"requests": len(past)},
		})
	})
}
