package demo

import (
	"time"

	"kith/internal/kernel/day"
	"kith/internal/work/steps"
)

// schedule is when a run begins and when each turn of it is.
type schedule struct {
	begun time.Time
	turns []time.Time
}

const (
	// between two turns of a run nobody waits longer than this for no reason.
	between = 20 * time.Minute
	// apart is how far apart the beginnings lie that are tried.
	apart = 15 * time.Minute
	// longAgo is the longest a path may take: a comfort call is looked at after a quarter.
	longAgo = 200 * 24 * time.Hour
)

// schedule finds when a run must have begun to stand at the end of a path now, with time
// left. People work by day; where no such time is found, as in the small hours, by night.
func (w *walker) schedule(p *steps.Protocol, path steps.Path, o origin) (schedule, bool) {
	f := w.facts
	f.Answers = o.answersWithin
	if path.Unsafe {
		f.Unsafe = steps.ByCall | steps.ByVisit | steps.ByLetter
	}
	l := lead{p: p, path: path, facts: f, due: time.Duration(o.decision.DueHours) * time.Hour}
	for _, try := range []struct {
		since time.Duration
		night bool
	}{{time.Duration(w.d.IntN(7*60)) * time.Minute, false}, {0, false}, {0, true}} {
		l.night = try.night
		if s, ok := l.endingAt(w.now, try.since); ok {
			return s, true
		}
	}
	return schedule{}, false
}

// lead is a path that is to be taken at a time still to be found.
type lead struct {
	p     *steps.Protocol
	path  steps.Path
	facts steps.Facts
	due   time.Duration // of the need
	night bool          // people work by night too
}

// endingAt goes back in time, from about as long ago as the path takes, until the run
// stands where it should.
func (l lead) endingAt(now time.Time, since time.Duration) (schedule, bool) {
	trial, _, ok := l.from(now.Add(-longAgo))
	if !ok {
		return schedule{}, false
	}
	takes := 30 * time.Minute
	if n := len(trial.turns); n > 0 {
		takes += trial.turns[n-1].Sub(trial.begun)
	}
	for back := max(30*time.Minute, takes-4*24*time.Hour) + since; back < takes+6*24*time.Hour; back += apart {
		begun := now.Add(-back).Truncate(time.Minute)
		s, state, ok := l.from(begun)
		if !ok || !l.awake(begun) {
			continue
		}
		last := begun
		if n := len(s.turns); n > 0 {
			last = s.turns[n-1]
		}
		if last.Before(now.Add(-5*time.Minute)) && state.DueAt.After(now.Add(time.Minute)) {
			return s, true
		}
	}
	return schedule{}, false
}

// from takes the path from a beginning on; ok is false when it leads elsewhere.
func (l lead) from(begun time.Time) (s schedule, state steps.State, ok bool) {
	f := l.facts
	f.NeedDue = begun.Add(l.due)
	s.begun = begun
	state, _, err := steps.Advance(l.p, steps.State{}, steps.Begin(f), begun)
	for _, turn := range l.path.Turns {
		if err != nil || state.Ended() || l.p.At(state).ID != turn.Step {
			return s, state, false
		}
		at, in := l.soonest(state), steps.Input{}
		switch {
		case turn.Passes:
			at, in = state.DueAt, steps.Expired(f)
		case turn.Stop != "":
			in = steps.Stopped(turn.Stop, f)
		default:
			in, err = l.p.Record(state, turn.Outcome, f)
		}
		if err == nil {
			state, _, err = steps.Advance(l.p, state, in, at)
		}
		s.turns = append(s.turns, at)
	}
	return s, state, err == nil && !state.Ended() && l.p.At(state).ID == l.path.To
}

// soonest is when somebody gets round to the step a run stands at.
func (l lead) soonest(s steps.State) time.Time {
	at := s.Moved.Add(between)
	if s.NotBefore.After(at) {
		at = s.NotBefore.Add(between)
	}
	if l.awake(at) {
		return at
	}
	on := day.Of(at)
	if at.In(day.London).Hour() >= bedtime {
		on = on.AddDays(1)
	}
	return on.At(rising, 10)
}

// People work between these hours.
const rising, bedtime = 8, 20

func (l lead) awake(at time.Time) bool {
	hour := at.In(day.London).Hour()
	return l.night || hour >= rising && hour < bedtime
}
