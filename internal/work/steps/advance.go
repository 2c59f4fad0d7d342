package steps

import (
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
)

// Input is what happened to a run.
type Input struct {
	what    what
	outcome int8
	stop    int8
	Facts   Facts
}

type what uint8

const (
	begins what = iota
	recorded
	expired
	stopped
)

// Begin is the start of a run.
func Begin(f Facts) Input { return Input{what: begins, Facts: f} }

// Recorded is somebody saying what came of the step, by the position of the outcome; see
// [Protocol.Record].
func Recorded(outcome int, f Facts) Input {
	return Input{what: recorded, outcome: int8(outcome), Facts: f}
}

// Expired is the due time passing.
func Expired(f Facts) Input { return Input{what: expired, Facts: f} }

// Stopped is something learned of the person that stops the run.
func Stopped(why Stop, f Facts) Input {
	in := Input{what: stopped, Facts: f}
	for i, s := range AllStops() {
		if s == why {
			in.stop = int8(i)
		}
	}
	return in
}

// What Advance refuses.
var (
	ErrBegun      = fault.New(fault.Conflict, "protocols.begun", "This work has begun already.")
	ErrNotBegun   = fault.New(fault.Conflict, "protocols.not-begun", "This work has not begun.")
	ErrEnded      = fault.New(fault.Conflict, "protocols.ended", "This work has ended. Reload the page to see how.")
	ErrNotDue     = fault.New(fault.Conflict, "protocols.not-due", "The time of this work has not passed yet.")
	ErrNoOutcome  = fault.New(fault.Invalid, "protocols.no-such-outcome", "Choose what came of it from the list.")
	errUnfinished = fault.New(fault.Internal, "protocols.unchecked", "This protocol was not checked before use.")
)

// Advance works out where a run stands after something happened, and what is to be done
// about it. It is pure: the same protocol, state, input and time give the same answer, and
// a state it refuses is given back as it was.
func Advance(p *Protocol, s State, in Input, now time.Time) (State, Effects, error) {
	m := mover{p: &p.run, s: s, now: now}
	if len(m.p.steps) == 0 {
		return s, Effects{}, errUnfinished
	}
	if m.now.Before(s.Moved) {
		m.now = s.Moved
	}
	if m.s.Moved = m.now; in.Facts.Parts == (DayParts{}) {
		in.Facts.Parts = StandardParts
	}
	if err := m.move(&in); err != nil {
		return s, Effects{}, err
	}
	return m.s, m.out, nil
}

// mover is one move on its way.
type mover struct {
	p   *program
	s   State
	now time.Time
	out Effects
}

func (m *mover) move(in *Input) error {
	switch {
	case in.what == begins && m.s.begun:
		return ErrBegun
	case in.what == begins:
		m.s.begun = true
		m.enter(0, &in.Facts, false)
		return nil
	case !m.s.begun:
		return ErrNotBegun
	case m.s.ended:
		return ErrEnded
	}
	n := &m.p.steps[m.s.step]
	switch in.what {
	case recorded:
		if int(in.outcome) < 0 || int(in.outcome) >= len(n.outcomes) {
			return ErrNoOutcome
		}
		m.record(n, &n.outcomes[in.outcome], &in.Facts)
	case expired:
		if m.now.Before(m.s.DueAt) {
			return ErrNotDue
		}
		m.expire(n, &in.Facts)
	case stopped:
		m.stop(&m.p.stops[in.stop], &in.Facts)
	}
	return nil
}

func (m *mover) record(n *node, o *exit, f *Facts) {
	switch {
	case o.again:
		m.out.acts(&o.lead)
		m.again(n, f)
	case o.next:
		m.out.acts(&o.lead)
		m.next(n, f)
	default:
		m.close()
		m.follow(&o.lead, f, n.role != "")
	}
}

// again is a try without an answer.
func (m *mover) again(n *node, f *Facts) {
	if m.s.tries++; m.s.tries < n.tries {
		m.s.parts |= f.Parts.at(m.now)
		m.tryLater(n, f)
		m.out.add(PutOff, m.s.step, "")
		return
	}
	if n.triesNext {
		m.out.acts(&n.triesThen)
		m.next(n, f)
		return
	}
	m.close()
	m.follow(&n.triesThen, f, false)
}

// tryLater finds the next try: a while later, for a call in a part of the day that is safe
// and, where the protocol asks for it, one in which none was yet.
func (m *mover) tryLater(n *node, f *Facts) {
	at := n.apart.from(m.now, f)
	if !n.call {
		m.s.NotBefore, m.s.DueAt = at, later(n.due.from(at, f), at)
		return
	}
	parts := f.safe()
	if n.otherTimes {
		if parts &^= m.s.parts; parts == 0 {
			m.s.parts, parts = 0, f.safe()
		}
	}
	m.s.NotBefore, m.s.DueAt = f.next(at, parts)
}

func later(t, than time.Time) time.Time {
	if t.After(than) {
		return t
	}
	return than.Add(leastLeft)
}

// next is done for this time: the step comes back on the next day of its rhythm. A day on
// which no work is done passes it to the next one on which some is; what was missed
// meanwhile is not made up for.
func (m *mover) next(n *node, f *Facts) {
	m.close()
	if m.s.laps++; m.s.laps >= n.review {
		m.follow(&n.reviewThen, f, false)
		return
	}
	every := n.every
	if f.Every > 0 {
		every = f.Every
	}
	today := day.Of(m.now)
	on := m.s.rhythm
	for on = on.AddDays(every); !on.After(today); {
		on = on.AddDays(every)
	}
	m.s.rhythm = on
	m.s.tries, m.s.parts, m.s.Role, m.s.escalated = 0, 0, n.role, false
	on = f.Working.First(on)
	m.s.NotBefore, m.s.DueAt = f.Working.Hours(on)
	if n.call && f.Times&allParts != 0 {
		m.s.NotBefore, m.s.DueAt = f.next(m.s.NotBefore, f.safe())
	}
	for last := day.Of(m.s.DueAt); !m.s.rhythm.AddDays(every).After(last); {
		m.s.rhythm = m.s.rhythm.AddDays(every) // a holiday has swallowed a turn
	}
	m.open()
}

// expire is the due time passing.
func (m *mover) expire(n *node, f *Facts) {
	switch {
	case !n.overdue.nowhere():
		m.close()
		m.follow(&n.overdue, f, false)
		return
	case n.escalate != "" && !m.s.escalated:
		m.out.acts(&n.overdue)
		m.s.Role, m.s.escalated = n.escalate, true
		m.out.add(Escalate, m.s.step, n.escalate)
	default:
		m.out.add(Remind, m.s.step, m.s.Role)
	}
	m.s.DueAt = n.again.from(m.now, f)
}

// stop is something learned of the person.
func (m *mover) stop(l *lead, f *Facts) {
	if l.end < 0 && l.to == m.s.step {
		return // it stands where it would go
	}
	m.close()
	m.follow(l, f, true)
}

// follow goes where something leads. Decided says that somebody with a role chose it, who
// knows which ways of contact are safe.
func (m *mover) follow(l *lead, f *Facts, decided bool) {
	m.out.acts(l)
	if l.end < 0 {
		m.enter(l.to, f, decided)
		return
	}
	m.s.ended, m.s.end, m.s.Role = true, l.end, ""
	m.s.NotBefore, m.s.DueAt = time.Time{}, time.Time{}
	m.out.add(Settle, m.s.step, "")
}

// enter comes to a step, or goes where it leads at once.
func (m *mover) enter(step int8, f *Facts, decided bool) {
	n := &m.p.steps[step]
	switch {
	case f.Unsafe&n.way != 0 && !decided:
		m.follow(&n.unsafe, f, false)
		return
	case n.most > 0 && m.s.entered[step] >= n.most:
		m.follow(&n.beyond, f, false)
		return
	case m.s.entered[step] < 255:
		m.s.entered[step]++
	}
	m.s.step, m.s.tries, m.s.parts, m.s.laps, m.s.Role, m.s.escalated = step, 0, 0, 0, n.role, false
	m.times(n, f)
	m.s.rhythm = day.Of(m.s.DueAt)
	m.open()
}

// times says when a step may be done and when it is due.
func (m *mover) times(n *node, f *Facts) {
	at := m.now
	m.s.NotBefore = time.Time{}
	if !n.after.IsZero() {
		at = n.after.from(m.now, f)
		m.s.NotBefore = at
	}
	m.s.DueAt = later(n.due.from(at, f), at)
	if !n.call || f.Times&allParts == 0 {
		return
	}
	from, until := f.next(at, f.safe())
	if from.After(at) {
		m.s.NotBefore = from
	}
	if !m.s.DueAt.After(from) {
		m.s.DueAt = until
	}
}

func (m *mover) open() { m.out.add(OpenTask, m.s.step, "") }

func (m *mover) close() { m.out.add(CloseTask, m.s.step, "") }
