package steps

import (
	"slices"
	"testing"
)

// Every step and every end of every shipped protocol has a way, and taking it leads there.
func TestPathsLeadWhereTheySay(t *testing.T) {
	for _, borough := range boroughs {
		all := shipped(t, borough)
		for _, id := range all.IDs() {
			p := all[id]
			steps, ends := p.Paths()
			if len(steps) != len(p.Steps) || len(ends) != len(p.Ends) {
				t.Errorf("%s/%s: ways to %d of %d steps and %d of %d ends", borough, id, len(steps), len(p.Steps), len(ends), len(p.Ends))
			}
			for _, w := range slices.Concat(steps, ends) {
				if got := taken(t, p, w); got != w.To {
					t.Errorf("%s/%s: the way to %s leads to %s", borough, id, w.To, got)
				}
			}
		}
	}
}

// taken takes a way and says where it led.
func taken(t *testing.T, p *Protocol, w Path) string {
	t.Helper()
	f := facts(aMonday)
	if w.Unsafe {
		f.Unsafe = ByCall | ByVisit | ByLetter
	}
	s, _, err := Advance(p, State{}, Begin(f), aMonday)
	for _, turn := range w.Turns {
		if err != nil || p.At(s).ID != turn.Step {
			t.Fatalf("%s: on the way to %s it stands at %s and not at %s: %v", p.ID(), w.To, p.At(s).ID, turn.Step, err)
		}
		now, in := s.Moved, Input{}
		switch {
		case turn.Passes:
			now, in = s.DueAt, Expired(f)
		case turn.Stop != "":
			in = Stopped(turn.Stop, f)
		default:
			if in, err = p.Record(s, turn.Outcome, f); err != nil {
				t.Fatal(err)
			}
		}
		s, _, err = Advance(p, s, in, now)
	}
	if err != nil {
		t.Fatal(err)
	}
	if end, ended := p.EndOf(s); ended {
		return end.ID
	}
	return p.At(s).ID
}

// Paths go by what people record where they can: nobody has to wait for a clock or to be in
// danger, and nobody has died, to see a step.
func TestPathsAreTheOrdinaryOnes(t *testing.T) {
	p := shipped(t, "wigan")["welfare-check"]
	steps, ends := p.Paths()
	find := func(all []Path, to string) Path {
		return all[slices.IndexFunc(all, func(w Path) bool { return w.To == to })]
	}
	if w := find(steps, "police"); w.Unsafe || len(w.Turns) != 3 {
		t.Errorf("the way to the police is %+v", w)
	}
	if w := find(steps, "safe-way"); !w.Unsafe || len(w.Turns) != 0 {
		t.Errorf("the way to a safe way is %+v", w)
	}
	if w := find(steps, "asked-to-stop"); len(w.Turns) != 1 || w.Turns[0].Stop != AskedToStop {
		t.Errorf("the way of somebody who asked to stop is %+v", w)
	}
	if w := find(steps, "visit-again"); !slices.ContainsFunc(w.Turns, func(turn Turn) bool { return turn.Step == "answer" && turn.Passes }) {
		t.Errorf("nobody waits on the way to the second visit: %+v", w)
	}
	if w := find(ends, "deceased"); len(w.Turns) != 1 || w.Turns[0].Outcome != "deceased" {
		t.Errorf("the way to the end of somebody who died is %+v", w)
	}
}
