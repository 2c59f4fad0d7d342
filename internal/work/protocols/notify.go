package protocols

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// The topics by which whoever listens learns that somebody is to be told of a run. Each
// entry has the run and its request among its objects, and the number of the event.
const (
	TopicTellRole   = "protocols.tell-role"   // a role, or whoever answers for a service without a protocol
	TopicTellPerson = "protocols.tell-person" // the person, by a letter of the blueprint
)

// Tell is what an entry with one of these topics asks for.
type Tell struct {
	Run         RunID
	Event       int64  // the number of what happened, among the events of the run
	Role        string // of the blueprint; "" where a destination is named
	Destination string // a service to which nothing leads: whoever coordinates sees to it
	Letter      string // of the blueprint
}

// notify has a role told, or a letter sent to the person, by whoever listens.
func (m *move) notify(tx *db.Tx, topic, key, name string) error {
	return journal.Record(tx, journal.Entry{
		Verb: "let somebody know of work in steps", Topic: topic, Subject: m.run.subject(), Objects: m.run.objects(),
		Data: map[string]any{"protocol": m.run.shown(), key: name, "event": m.seq},
	})
}

// TellOf reads what an entry asks for.
func TellOf(e journal.Sealed) Tell {
	text := func(key string) string {
		s, _ := e.Data[key].(string)
		return s
	}
	seq, _ := e.Data["event"].(float64)
	return Tell{Run: RunID(e.ObjectID("run")), Event: int64(seq), Role: text("role"), Destination: text("destination"), Letter: text("letter")}
}

// Told is what somebody is told of: the run, and what happened to it. It is for features
// that follow the journal; what of it whoever reads may know, they see to.
func (s *Service) Told(ctx context.Context, t Tell) (r Run, e Event, err error) {
	defer fault.Wrap(&err, "what was told of run %s", t.Run)
	h := s.db.Read(ctx)
	if r, err = runByID(h, t.Run); err != nil {
		return Run{}, Event{}, err
	}
	e, err = eventAt(h, t.Run, t.Event)
	return r, e, err
}
