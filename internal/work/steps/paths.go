package steps

import (
	"slices"
	"time"
)

// Turn is one thing that happens on a way through a protocol: an outcome is recorded, the
// due time passes, or something is learned of the person that stops the work.
type Turn struct {
	Step    string `json:"step"` // where the run stands before
	Outcome string `json:"outcome,omitempty"`
	Passes  bool   `json:"passes,omitempty"`
	Stop    Stop   `json:"stop,omitempty"`
}

// Path is a shortest way from the beginning of a run to a step or to an end.
type Path struct {
	To string `json:"to"`
	// Unsafe says that the way is only that of somebody for whom no way of contact is safe.
	Unsafe bool   `json:"unsafe,omitempty"`
	Turns  []Turn `json:"turns"` // none where the run begins there
}

// Paths finds a shortest way to each step and to each end, in the order of the file, by
// leading runs through the engine. What is recorded comes before time that passes; somebody
// who can be reached safely before somebody who cannot; and a stop comes last. A step that
// runs only ever pass over has none.
func (p *Protocol) Paths() (steps, ends []Path) {
	found := search{p: p, steps: map[string]Path{}, ends: map[string]Path{}}
	found.from(NoWay, false)
	found.from(ByCall|ByVisit|ByLetter, false)
	found.from(NoWay, true)
	for _, s := range p.Steps {
		if w, ok := found.steps[s.ID]; ok {
			steps = append(steps, w)
		}
	}
	for _, e := range p.Ends {
		if w, ok := found.ends[e.ID]; ok {
			ends = append(ends, w)
		}
	}
	return steps, ends
}

// search looks for ways, the shortest first.
type search struct {
	p           *Protocol
	steps, ends map[string]Path
}

// place is where a run stands, as far as what can come next hangs on it.
type place struct {
	step  int8
	tries uint8
	laps  uint16
	most  [MaxSteps]uint8 // how often it came to the steps to which it may come only so often
}

func (p *Protocol) place(s State) place {
	at := place{step: s.step, tries: s.tries, laps: s.laps}
	for i, step := range p.Steps {
		if step.Most > 0 {
			at.most[i] = s.entered[i]
		}
	}
	return at
}

// stood is a run that came to a place, and how.
type stood struct {
	state State
	turns []Turn
}

// from leads runs of somebody for whom some ways are not safe as far as they go.
func (f *search) from(unsafe Way, stops bool) {
	facts := Facts{Unsafe: unsafe, NeedDue: aMonday.Add(24 * time.Hour), Answers: 4 * time.Hour}
	seen := map[place]bool{}
	var open []stood
	take := func(s State, turns []Turn) {
		if f.note(s, turns, unsafe != NoWay); s.ended {
			return
		}
		if at := f.p.place(s); !seen[at] {
			seen[at] = true
			open = append(open, stood{s, turns})
		}
	}
	begun, _, err := Advance(f.p, State{}, Begin(facts), aMonday)
	if err != nil {
		return
	}
	for take(begun, nil); len(open) > 0; open = open[1:] {
		f.onward(open[0], facts, stops, take)
	}
}

// aMonday is when ways are led: any will do.
var aMonday = time.Date(2020, 4, 20, 9, 0, 0, 0, time.UTC)

// onward takes each turn that a run can take.
func (f *search) onward(at stood, facts Facts, stops bool, take func(State, []Turn)) {
	step := f.p.At(at.state)
	try := func(in Input, now time.Time, t Turn) {
		t.Step = step.ID
		if s, _, err := Advance(f.p, at.state, in, now); err == nil {
			take(s, append(slices.Clip(at.turns), t))
		}
	}
	soon := at.state.Moved
	if at.state.NotBefore.After(soon) {
		soon = at.state.NotBefore
	}
	for i, o := range step.Outcomes {
		try(Recorded(i, facts), soon, Turn{Outcome: o.ID})
	}
	try(Expired(facts), at.state.DueAt, Turn{Passes: true})
	if !stops {
		return
	}
	for _, why := range AllStops() {
		try(Stopped(why, facts), soon, Turn{Stop: why})
	}
}

// note keeps the first way that comes to a step or an end.
func (f *search) note(s State, turns []Turn, unsafe bool) {
	w := Path{To: f.p.At(s).ID, Unsafe: unsafe, Turns: turns}
	found := f.steps
	if end, ended := f.p.EndOf(s); ended {
		w.To, found = end.ID, f.ends
	}
	if _, known := found[w.To]; !known {
		found[w.To] = w
	}
}
