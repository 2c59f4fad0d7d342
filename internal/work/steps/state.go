package steps

import (
	"fmt"
	"time"

	"kith/internal/kernel/day"
)

// MaxSteps is how many steps a protocol may have.
const MaxSteps = 32

// State is where a run stands. The zero State has not begun. It is a value: copying it
// keeps how the run stood.
type State struct {
	begun, ended bool
	step, end    int8
	tries        uint8 // of reaching somebody at this step, without an answer
	parts        uint8 // the parts of the day in which they were
	laps         uint16
	escalated    bool
	entered      [MaxSteps]uint8
	rhythm       day.Date // the day of the rhythm this time belongs to

	// NotBefore is when the step may be done; zero is at once.
	NotBefore time.Time
	// DueAt is when its time passes, and the clock has its say; zero once the run has ended.
	DueAt time.Time
	// Role is the role in whose queue the step stands; "" is the hub's board.
	Role string
	// Moved is when the run last took a step. Time told later and lying before it is taken
	// for it, so that a clock that is set back undoes nothing.
	Moved time.Time
}

// Ended reports whether the run is over.
func (s State) Ended() bool { return s.ended }

// Tries is how often nobody answered at this step.
func (s State) Tries() int { return int(s.tries) }

// Laps is how many times a step that comes back was done.
func (s State) Laps() int { return int(s.laps) }

// At is the step a run stands at; of one that has ended, the last.
func (p *Protocol) At(s State) Step { return p.Steps[s.step] }

// EndOf is how a run ended; false while it has not.
func (p *Protocol) EndOf(s State) (End, bool) {
	if !s.ended {
		return End{}, false
	}
	return p.Ends[s.end], true
}

// Saved is a state as it is kept, by the names of the protocol.
type Saved struct {
	Step      string         `json:"step,omitempty"`
	End       string         `json:"end,omitempty"`
	Tries     int            `json:"tries,omitempty"`
	Parts     int            `json:"parts,omitempty"`
	Laps      int            `json:"laps,omitempty"`
	Escalated bool           `json:"escalated,omitempty"`
	Entered   map[string]int `json:"entered,omitempty"`
	Rhythm    day.Date       `json:"rhythm,omitzero"`
	NotBefore time.Time      `json:"not_before,omitzero"`
	DueAt     time.Time      `json:"due_at,omitzero"`
	Role      string         `json:"role,omitempty"`
	Moved     time.Time      `json:"moved,omitzero"`
}

// Save gives a state as it is kept.
func (p *Protocol) Save(s State) Saved {
	if !s.begun {
		return Saved{}
	}
	saved := Saved{
		Step: p.Steps[s.step].ID, Tries: int(s.tries), Parts: int(s.parts), Laps: int(s.laps), Escalated: s.escalated,
		Entered: map[string]int{}, Rhythm: s.rhythm, NotBefore: s.NotBefore, DueAt: s.DueAt, Role: s.Role, Moved: s.Moved,
	}
	if s.ended {
		saved.End = p.Ends[s.end].ID
	}
	for i, step := range p.Steps {
		if n := s.entered[i]; n > 0 {
			saved.Entered[step.ID] = int(n)
		}
	}
	return saved
}

// Restore makes a state of what was kept. It fails on names that are not the protocol's:
// a run is read with the version it was begun with.
func (p *Protocol) Restore(saved Saved) (State, error) {
	s := State{
		begun: saved.Step != "", ended: saved.End != "", tries: uint8(saved.Tries), parts: uint8(saved.Parts),
		laps: uint16(saved.Laps), escalated: saved.Escalated, rhythm: saved.Rhythm,
		NotBefore: saved.NotBefore, DueAt: saved.DueAt, Role: saved.Role, Moved: saved.Moved,
	}
	if !s.begun {
		return s, nil
	}
	step, end := p.stepIndex(saved.Step), p.endIndex(saved.End)
	if step < 0 || s.ended && end < 0 {
		return State{}, fmt.Errorf("protocol %s has no step %q or no end %q", p.id, saved.Step, saved.End)
	}
	s.step, s.end = int8(step), int8(max(end, 0))
	for id, n := range saved.Entered {
		if i := p.stepIndex(id); i >= 0 {
			s.entered[i] = uint8(n)
		}
	}
	return s, nil
}

func (p *Protocol) stepIndex(id string) int {
	for i := range p.Steps {
		if p.Steps[i].ID == id {
			return i
		}
	}
	return -1
}

func (p *Protocol) endIndex(id string) int {
	for i := range p.Ends {
		if p.Ends[i].ID == id {
			return i
		}
	}
	return -1
}
