package protocols

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kith/internal/kernel/fault"
	"kith/internal/registers/people"
	"kith/internal/work/steps"
	"kith/internal/work/tasks"
)

// The model of a run is the pure engine: whatever is done through the database, the run
// stands where the engine says, with one task open while it is open and none after.
type model struct {
	w    *world
	run  Run
	p    *steps.Protocol
	s    steps.State
	gone bool // the work was withdrawn
}

var modelled = []struct{ category, protocol string }{
	{"welfare-check", "welfare-check"}, {"comfort-call", "comfort-calls"}, {"medicines", "prescription"}, {"food", "food-no-access"},
}

func newModel(t *rapid.T, w *world) *model {
	what := rapid.SampledFrom(modelled).Draw(t, "work")
	m := &model{w: w}
	m.run, _ = w.ask(w.somebody(people.SafeContact{}), what.category, what.protocol)
	var err error
	if m.p, err = w.Keeps(w.ctx, m.run); err != nil {
		t.Fatal(err)
	}
	m.move(t, steps.Begin(m.facts()))
	return m
}

func (m *model) facts() steps.Facts {
	b := BookOf(m.w.blueprints.all[0])
	n := m.w.need(m.run)
	return steps.Facts{Working: b.working.Working(), Parts: b.working.DayParts(), NeedDue: n.DueAt}
}

func (m *model) move(t *rapid.T, in steps.Input) {
	s, _, err := steps.Advance(m.p, m.s, in, m.w.now.Now())
	if err != nil {
		t.Fatalf("the engine refuses: %v", err)
	}
	m.s = s
}

func (m *model) over() bool { return m.gone || m.s.Ended() }

func (m *model) record(t *rapid.T) {
	if m.over() {
		return
	}
	step := m.p.At(m.s)
	o := step.Outcomes[rapid.IntRange(0, len(step.Outcomes)-1).Draw(t, "outcome")]
	said := tasks.Outcome{Code: o.ID, Answers: map[string]string{}}
	if rapid.Bool().Draw(t, "note") {
		said.Note = "the gate is locked"
	}
	for _, a := range o.Asks {
		said.Answers[a.ID] = "yes"
		if len(a.Options) > 0 {
			said.Answers[a.ID] = a.Options[0]
		}
	}
	open, _ := m.w.task(m.run.ID)
	c := tasks.Choice{ID: open.ID, Version: open.Version}
	stale := rapid.IntRange(0, 5).Draw(t, "stale") == 0
	if stale {
		c.Version--
	}
	err := m.w.tasks.RecordOutcome(m.w.ctx, c, said)
	switch valid := !o.Note || said.Note != ""; {
	case stale && fault.KindOf(err) != fault.Stale, !stale && valid != (err == nil):
		t.Fatalf("%s at %s, stale %v, valid %v: %v", o.ID, step.ID, stale, valid, err)
	case err != nil:
		return
	}
	in, err := m.p.Record(m.s, o.ID, m.facts())
	if err != nil {
		t.Fatal(err)
	}
	m.move(t, in)
}

func (m *model) wait(t *rapid.T) {
	m.w.now.Advance(time.Duration(rapid.IntRange(1, 72).Draw(t, "hours")) * time.Hour)
	if err := m.w.Expire(m.w.ctx); err != nil {
		t.Fatal(err)
	}
	if !m.over() && !m.s.DueAt.After(m.w.now.Now()) {
		m.move(t, steps.Expired(m.facts()))
	}
}

func (m *model) stop(t *rapid.T) {
	why := rapid.SampledFrom(steps.AllStops()).Draw(t, "why")
	if _, err := m.w.Stop(m.w.ctx, m.run.Record, why, "a neighbour"); err != nil {
		t.Fatal(err)
	}
	if !m.over() {
		m.move(t, steps.Stopped(why, m.facts()))
	}
}

// alone reports whether the need never had another run.
func (m *model) alone() bool {
	all, err := runsOfNeed(m.w.db.Read(m.w.ctx), m.run.Need)
	m.w.must(err)
	return len(all) == 1
}

// othersOf counts the other open runs of a run's need.
func (w *world) othersOf(r Run) (n int) {
	all, err := runsOfNeed(w.db.Read(w.ctx), r.Need)
	w.must(err)
	for _, one := range all {
		if one.ID != r.ID && one.Open() {
			n++
		}
	}
	return n
}

func (m *model) withdraw(t *rapid.T) {
	if m.over() && m.w.othersOf(m.run) > 0 {
		return // a referral of it is on its way, and could be
	}
	n := m.w.need(m.run)
	err := m.w.tasks.Withdraw(m.w.ctx, tasks.NeedChoice{ID: n.ID, Version: n.Version}, "not wanted")
	if can := !m.over() && !m.p.Assured; can != (err == nil) {
		t.Fatalf("withdrawing %s, over %v: %v", m.p.ID(), m.over(), err)
	} else if can {
		m.gone = true
	}
}

func (m *model) check(t *rapid.T) {
	run := m.w.run(m.run.ID)
	task, open := m.w.task(m.run.ID)
	need := m.w.need(run)
	if m.over() {
		others := m.w.othersOf(run) // a referral on the way, of the same need
		if open || run.Open() || others == 0 && !need.State.Ended() {
			t.Fatalf("it is over, with a task open %v, the run open %v and the need %s", open, run.Open(), need.State)
		}
		if end, ended := m.p.EndOf(m.s); !m.gone && ended && others == 0 && m.alone() && (run.EndedAs != end.ID || need.State != end.Need.State()) {
			t.Fatalf("it ended as %s and the need is %s, want %s, %s", run.EndedAs, need.State, end.ID, end.Need)
		}
		return
	}
	want := m.p.Save(m.s)
	switch {
	case !open || !run.Open() || need.State.Ended():
		t.Fatalf("it goes on at %s, with a task open %v, the run open %v and the need %s", want.Step, open, run.Open(), need.State)
	case run.Saved.Step != want.Step || task.Held.Step != want.Step || task.Held.Queue.Role != want.Role:
		t.Fatalf("it stands at %s with the task of %s in the queue of %q, want %s, %q", run.Saved.Step, task.Held.Step, task.Held.Queue.Role, want.Step, want.Role)
	case !run.Saved.DueAt.Equal(want.DueAt) || !task.DueAt.Equal(want.DueAt) || !task.NotBefore.Equal(want.NotBefore):
		t.Fatalf("at %s it is due %s and its task %s, not before %s; want %s, %s", want.Step, run.Saved.DueAt, task.DueAt, task.NotBefore, want.DueAt, want.NotBefore)
	case run.Saved.Tries != want.Tries || task.Attempts < want.Tries || run.Saved.Laps != want.Laps:
		t.Fatalf("at %s it was tried %d times, the task says %d, want %d", want.Step, run.Saved.Tries, task.Attempts, want.Tries)
	}
	if n := len(m.w.openOf(run.Record, "welfare-check")); n > 1 {
		t.Fatalf("the person has %d open checks", n)
	}
}

// finish does what a diligent borough does, and finds the need ended: nothing that can
// happen to it is a dead end.
func (m *model) finish(t *rapid.T) {
	for range 60 {
		if m.over() {
			return
		}
		step := m.p.At(m.s)
		best := step.Outcomes[0]
		for _, o := range step.Outcomes {
			if o.End != "" {
				best = o
				break
			}
		}
		if err := m.w.say(m.run.ID, answered(best)); err != nil {
			t.Fatalf("%s at %s: %v", best.ID, step.ID, err)
		}
		in, _ := m.p.Record(m.s, best.ID, m.facts())
		m.move(t, in)
		m.check(t)
	}
	t.Fatalf("it does not end: it stands at %s", m.p.At(m.s).ID)
}

func answered(o steps.Outcome) tasks.Outcome {
	said := tasks.Outcome{Code: o.ID, Note: "it is so", Answers: map[string]string{}}
	for _, a := range o.Asks {
		said.Answers[a.ID] = "yes"
		if len(a.Options) > 0 {
			said.Answers[a.ID] = a.Options[0]
		}
	}
	return said
}

func TestWhateverHappensTheRunStandsWhereTheEngineSays(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		rapid.Check(t, func(t *rapid.T) {
			m := newModel(t, w)
			t.Repeat(map[string]func(*rapid.T){
				"record": m.record, "again": m.record, "wait": m.wait, "stop": m.stopRarely, "withdraw": m.withdrawRarely, "": m.check,
			})
			m.finish(t)
		})
	})
}

func (m *model) stopRarely(t *rapid.T) {
	if rapid.IntRange(0, 5).Draw(t, "rarely") == 0 {
		m.stop(t)
	}
}

func (m *model) withdrawRarely(t *rapid.T) {
	if rapid.IntRange(0, 5).Draw(t, "rarely") == 0 {
		m.withdraw(t)
	}
}
