package steps

import (
	"testing"
	"time"

	"kith/internal/kernel/day"
)

// walk is a run in a test.
type walk struct {
	t *testing.T
	p *Protocol
	s State
	f Facts
}

func begin(t *testing.T, borough, id, at string, f Facts) *walk {
	w := &walk{t, shipped(t, borough)[id], State{}, f}
	w.do(Begin(f), at)
	return w
}

func (w *walk) do(in Input, at string) []Effect {
	w.t.Helper()
	s, effects, err := Advance(w.p, w.s, in, london(w.t, at))
	if err != nil {
		w.t.Fatal(err)
	}
	w.s = s
	return effects.All()
}

func (w *walk) record(outcome, at string) []Effect {
	w.t.Helper()
	i, ok := w.p.At(w.s).find(outcome)
	if !ok {
		w.t.Fatalf("%s knows no outcome %q", w.p.At(w.s).ID, outcome)
	}
	return w.do(Recorded(i, w.f), at)
}

func (w *walk) stands(step, notBefore, due string) {
	w.t.Helper()
	say := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.In(day.London).Format("2006-01-02 15:04")
	}
	if got := w.p.At(w.s).ID; got != step || say(w.s.NotBefore) != notBefore || say(w.s.DueAt) != due {
		w.t.Errorf("it stands at %s, from %s to %s; want %s, from %s to %s", got, say(w.s.NotBefore), say(w.s.DueAt), step, notBefore, due)
	}
}

func TestCallsAreTriedAtOtherTimesOfDay(t *testing.T) {
	f := Facts{Working: seven, NeedDue: london(t, "2020-04-20 14:00")}
	w := begin(t, "wigan", "welfare-check", "2020-04-20 10:00", f)
	w.stands("phone", "", "2020-04-20 14:00")
	w.record(NoAnswer, "2020-04-20 10:30")
	w.stands("phone", "2020-04-20 12:30", "2020-04-20 17:00") // not in the morning again
	w.record(NoAnswer, "2020-04-20 13:00")
	w.stands("phone", "2020-04-20 17:00", "2020-04-20 20:00")
	w.record(NoAnswer, "2020-04-20 19:00")
	if w.p.At(w.s).ID != "visit" {
		t.Errorf("after three calls without an answer it stands at %s", w.p.At(w.s).ID)
	}
}

func TestCallsAreMadeInSafeTimesAlone(t *testing.T) {
	f := Facts{Working: ordinary, Times: 1 << 0, NeedDue: london(t, "2020-04-17 15:00")}
	w := begin(t, "wigan", "welfare-check", "2020-04-17 13:00", f) // a Friday
	w.stands("phone", "2020-04-20 09:00", "2020-04-20 12:00")
	w.record(NoAnswer, "2020-04-20 09:30")
	w.stands("phone", "2020-04-20 11:30", "2020-04-20 12:00") // no other part is safe
}

func TestAWayThatIsNotSafeIsDecidedOn(t *testing.T) {
	w := begin(t, "wigan", "welfare-check", "2020-04-20 10:00", Facts{Working: seven, Unsafe: ByCall | ByLetter, NeedDue: london(t, "2020-04-20 14:00")})
	w.stands("safe-way", "", "2020-04-20 11:00")
	if w.s.Role != "duty-manager" {
		t.Errorf("it stands in the queue of %q", w.s.Role)
	}
	w.record("visit", "2020-04-20 10:30")
	w.record(NoAnswer, "2020-04-20 13:00")
	w.stands("answer", "", "2020-04-21 09:00") // no letter is left
}

func TestComfortCallsComeBackInTheirRhythm(t *testing.T) {
	f := Facts{Working: ordinary, NeedDue: london(t, "2020-03-30 16:00")} // a Monday
	w := begin(t, "wigan", "comfort-calls", "2020-03-27 10:00", f)
	w.record("done", "2020-03-31 11:00") // a day late
	w.stands("talk", "2020-04-06 09:00", "2020-04-06 17:00")
	w.record("done", "2020-04-06 11:00")
	w.stands("talk", "2020-04-14 09:00", "2020-04-14 17:00") // 13 April is Easter Monday
	w.record("done", "2020-04-14 11:00")
	w.stands("talk", "2020-04-20 09:00", "2020-04-20 17:00") // and Mondays again
	w.record("done", "2020-05-06 11:00")
	w.stands("talk", "2020-05-11 09:00", "2020-05-11 17:00") // two weeks were missed, once
	if w.s.Laps() != 4 {
		t.Errorf("%d times were counted", w.s.Laps())
	}
}

func TestAMissedComfortCallRaisesAWelfareCheck(t *testing.T) {
	w := begin(t, "bury", "comfort-calls", "2020-04-20 09:00", Facts{Working: seven, NeedDue: london(t, "2020-04-20 16:00")})
	w.record(NoAnswer, "2020-04-20 10:00")
	w.record(NoAnswer, "2020-04-20 13:00")
	var raised []string
	for _, e := range w.record(NoAnswer, "2020-04-20 18:00") {
		if e.Kind == Raise {
			raised = append(raised, e.Name)
		}
	}
	if len(raised) != 1 || raised[0] != "welfare-check" {
		t.Errorf("it raised %v", raised)
	}
	w.stands("talk", "2020-04-27 08:00", "2020-04-27 20:00")
}

func TestAClockSetBackUndoesNothing(t *testing.T) {
	w := begin(t, "wigan", "welfare-check", "2020-04-20 10:00", Facts{Working: seven, NeedDue: london(t, "2020-04-20 14:00")})
	w.record("visit", "2020-04-20 11:00")
	w.record(NoAnswer, "2020-04-20 09:00") // an hour before it was opened, the clock says
	w.stands("letter", "", "2020-04-20 12:00")
	if _, _, err := Advance(w.p, w.s, Expired(w.f), london(t, "2020-04-20 11:59")); err != ErrNotDue {
		t.Errorf("a time that has not passed: %v", err)
	}
}

func TestDutyTeamIsGivenWhatItIsGivenBack(t *testing.T) {
	w := begin(t, "wigan", "out-of-hours", "2020-04-20 23:00", Facts{Working: seven, NeedDue: london(t, "2020-04-21 03:00")})
	w.record("acknowledged", "2020-04-20 23:20")
	w.stands("back", "", "2020-04-21 10:00")
	w.record("left", "2020-04-21 08:30")
	if end, ended := w.p.EndOf(w.s); !ended || end.ID != "taken-on" {
		t.Errorf("it ended %v as %s", ended, end.ID)
	}
}

func TestHubsOfBuryMakeNoFirstApproach(t *testing.T) {
	for id, p := range shipped(t, "bury") {
		for _, l := range p.Starts.Lists {
			for _, team := range l.Teams {
				if team == "community-connector" || team == "neighbourhood-coordinator" {
					t.Errorf("by %s the community hub may approach the people on the list %s", id, l.List)
				}
			}
		}
	}
	if teams := shipped(t, "wigan")["outreach"].Starts.Lists; len(teams) == 0 {
		t.Error("nobody in Wigan may approach anybody")
	}
}
