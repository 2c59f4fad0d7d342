package deployment

import (
	"testing"
	"time"

	"kith/internal/registers/staff"
)

// reasoned plans a van on a Monday for some people.
func reasoned(t *testing.T, workers ...staff.Worker) Answer {
	t.Helper()
	o := Opening{Seat: Seat{Hub: "a", Post: "van", Shift: "day", Day: mondays[0], Number: 1}, Name: "Van driver", Skills: []string{"s1"}, Weight: Must}
	o.From, o.To = o.Day.At(9, 0), o.Day.At(14, 0)
	a, err := Question{Monday: mondays[0], Open: []Opening{o}, Workers: workers, Rules: smallRules, Limits: Limits{11 * time.Hour, 5}, Explains: true}.Solve()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func somebody(name string, change func(*staff.Worker)) staff.Worker {
	w := staff.Worker{ID: staff.ID(name), Standing: staff.Ready, Details: staff.Details{Name: name, Gives: staff.Gives{Skills: []string{"s1"}, Free: staff.WholeWeek}}}
	change(&w)
	return w
}

func TestWhyNobodyAndWhatWouldHelp(t *testing.T) {
	reserve := somebody("Ann", func(w *staff.Worker) { w.Standing = staff.Reserve })
	unskilled := somebody("Bo", func(w *staff.Worker) { w.Skills = nil })
	busy := somebody("Cy", func(w *staff.Worker) { w.Free = 0 })
	worse := somebody("Di", func(w *staff.Worker) { w.Free, w.Skills, w.Standing = 0, nil, staff.Resting })
	a := reasoned(t, reserve, unskilled, busy, worse)
	const why = "Nobody: 2 without Driving; 1 on the reserve list; 1 not free then. Nearest: Ann (on the reserve list), Bo (without Driving), Cy (not free then)."
	if got := a.Choices[0].Why; got != why {
		t.Errorf("why nobody: %q, want %q", got, why)
	}
	if len(a.Help) != 2 || a.Help[0] != (Help{"One more person with Driving for Van driver, free on Mon", 1}) || a.Help[1] != (Help{"Calling Ann up from the reserve list", 1}) {
		t.Errorf("what would help: %+v", a.Help)
	}
	if a := reasoned(t); a.Choices[0].Why != "Nobody is on the list for this hub. Ask a service to lend somebody." {
		t.Errorf("with nobody at all: %q", a.Choices[0].Why)
	}
}

func TestWhyThisOneAndWhoElse(t *testing.T) {
	able, other := somebody("Ann", func(*staff.Worker) {}), somebody("Bo", func(*staff.Worker) {})
	a := reasoned(t, able)
	if c := a.Choices[0]; c.Who != "Ann" || c.Why != "Driving" || c.Next != "Nobody else could." || !a.Exact {
		t.Errorf("the only one: %+v", c)
	}
	a = reasoned(t, able, other)
	if c := a.Choices[0]; c.Next != "Otherwise "+map[string]string{"Ann": "Bo", "Bo": "Ann"}[c.Who]+"." {
		t.Errorf("of two: %+v", c)
	}
}
