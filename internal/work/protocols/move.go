package protocols

import (
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/work/needs"
	"kith/internal/work/steps"
	"kith/internal/work/tasks"
)

// move is one move of a run, being written.
type move struct {
	book          Book // as it is now; the protocol is that of the run's own version
	p             *steps.Protocol
	run           Run
	request       needs.Request // see asked
	need          needs.Need    // as it stood before the move; zero where there is none
	before, after steps.State
	event         Event
	seq           int64 // of the event, among those of the run

	task    tasks.Task    // the task of the step it stood at; zero at the beginning
	ending  tasks.Ending  // what came of it
	outcome tasks.Outcome // as it was said
}

// write carries out the effects of a move and keeps how the run then stands, in the
// caller's transaction: all of it, or nothing.
func (m *move) write(tx *db.Tx, effects *steps.Effects) error {
	var err error
	if m.seq, err = nextEvent(tx, m.run.ID); err != nil {
		return err
	}
	for _, e := range effects.All() {
		if err := m.do(tx, e); err != nil {
			return err
		}
	}
	was := m.run
	m.run.Saved = m.p.Save(m.after)
	if end, ended := m.p.EndOf(m.after); ended {
		m.run.EndedAt, m.run.EndedAs = tx.Now(), end.ID
	}
	if m.event.Happened != Began {
		if err := saveRun(tx, m.run); err != nil {
			return err
		}
		m.run.Version++
	}
	m.event.before, m.event.LeadsTo = was.Saved, m.stands()
	if m.event.Happened == Began {
		m.event.before = steps.Saved{}
	}
	if err := addEvent(tx, m.run, m.event); err != nil {
		return err
	}
	if m.event.Happened == Began {
		return nil // its first task is told of
	}
	if err := m.tell(tx); err != nil {
		return err
	}
	if err := m.settleJoined(tx); err != nil || m.run.Need == "" {
		return err
	}
	return tasks.Follow(tx, m.task)
}

// settleJoined ends the needs that joined the run, as it ended.
func (m *move) settleJoined(tx *db.Tx) error {
	end, ended := m.p.EndOf(m.after)
	if !ended {
		return nil
	}
	events, err := eventsOf(tx, m.run.ID)
	if err != nil {
		return err
	}
	for _, e := range events {
		if e.need == "" {
			continue
		}
		n, err := needs.NeedIn(tx, e.need)
		if err != nil {
			return err
		}
		if n.State.Ended() {
			continue
		}
		if err := needs.Settle(tx, e.need, end.Need.State(), end.ID); err != nil {
			return err
		}
	}
	return nil
}

// stands is the step the run stands at after the move, or how it ended.
func (m *move) stands() string {
	if end, ended := m.p.EndOf(m.after); ended {
		return end.ID
	}
	return m.p.At(m.after).ID
}

// verbs say what moved a run, for the journal.
var verbs = map[Happened]string{
	Said: "took a step", Passed: "let the time of a step pass", Halted: "stopped work in steps",
}

// tell tells the journal of the move.
func (m *move) tell(tx *db.Tx) error {
	data := map[string]any{"protocol": m.run.shown(), "happened": m.event.Happened}
	if m.run.shown() == m.run.Protocol {
		data["step"], data["to"] = m.event.Step, m.event.LeadsTo
	}
	topic := "protocols.moved"
	if !m.run.Open() {
		topic = "protocols.ended"
	}
	return journal.Record(tx, journal.Entry{
		Verb: verbs[m.event.Happened], Topic: topic, Subject: m.run.subject(), Objects: m.run.objects(), Data: data,
	})
}

// do carries out one effect.
func (m *move) do(tx *db.Tx, e steps.Effect) error {
	switch e.Kind {
	case steps.CloseTask:
		return m.close(tx)
	case steps.OpenTask:
		return m.open(tx)
	case steps.PutOff:
		return tasks.PutOff(tx, m.task, m.outcome, m.after.NotBefore, m.after.DueAt)
	case steps.Escalate:
		return tasks.Enqueue(tx, m.task, e.Name, m.after.DueAt)
	case steps.Remind:
		return tasks.Due(tx, m.task, m.after.DueAt)
	case steps.TellRole:
		return m.notify(tx, TopicTellRole, "role", e.Name)
	case steps.TellPerson:
		return m.notify(tx, TopicTellPerson, "letter", e.Name)
	case steps.ReferTo:
		return m.refer(tx, e.Name)
	case steps.Raise:
		_, _, err := m.book.raise(tx, m.run, e.Name, m.because())
		return err
	case steps.Settle:
		return nil // the end is kept with the run, and the need follows its tasks
	}
	return fault.New(fault.Internal, "protocols.effect", "There is an effect nobody carries out.")
}

// close ends the task of the step, with how it leaves the need if the run ends with it.
func (m *move) close(tx *db.Tx) error {
	ending := m.ending
	if end, ended := m.p.EndOf(m.after); ended {
		ending.Need = end.Need.State()
	} else {
		ending.Need = ""
	}
	if m.event.Happened == Passed {
		return tasks.Lapse(tx, m.task, "Its time passed")
	}
	return tasks.Finish(tx, m.task, ending, m.outcome)
}

// because says why something else is set off.
func (m *move) because() string {
	said := m.p.Name + ": " + m.ending.Label
	if m.event.Happened == Passed {
		said = m.p.Name + ": its time passed"
	}
	return said
}
