package protocols

import (
	"errors"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
)

// Beginning is a run to be started.
type Beginning struct {
	Protocol string
	Request  needs.Request
	Need     needs.NeedID
	Work     Work
	Why      string // what set it off, in words; "" when the request did
}

// Start begins a run in the caller's transaction, with its first task. Where the person has
// an open run of a protocol that allows one alone, the new trigger joins that, and joined
// is true. It is [fault.NotFound] when there is no such protocol.
func (b Book) Start(tx *db.Tx, n Beginning) (r Run, joined bool, err error) {
	defer fault.Wrap(&err, "start protocol %s", n.Protocol)
	p, ok := b.Find(n.Protocol)
	if !ok {
		return Run{}, false, fault.New(fault.NotFound, "protocols.none", "There is no such protocol.")
	}
	r = Run{
		ID: ident.New[Run](tx.Now()), Protocol: n.Protocol, Blueprint: b.Version, Request: n.Request.ID, Need: n.Need,
		Record: n.Request.Record, Work: n.Work, OpenedAt: tx.Now(), Version: 1,
	}
	if p.Once {
		earlier, open, err := openRunOf(tx, n.Protocol, n.Request.Record)
		if err != nil || open {
			return earlier, open, errors.Join(err, b.join(tx, earlier, open, n))
		}
		person, err := people.PersonOf(tx, n.Request.Record)
		if err != nil {
			return Run{}, false, err
		}
		r.onceKey = string(person)
	}
	return b.begin(tx, p, r, n)
}

// begin takes the first step of a run that is new.
func (b Book) begin(tx *db.Tx, p *Protocol, r Run, n Beginning) (Run, bool, error) {
	facts, err := b.factsIn(tx, r)
	if err != nil {
		return Run{}, false, err
	}
	s, effects, err := Advance(p, State{}, Begin(facts), tx.Now())
	if err != nil {
		return Run{}, false, err
	}
	r.Saved = p.Save(s)
	first, err := insertRun(tx, r)
	switch {
	case err != nil:
		return Run{}, false, err
	case !first:
		// Somebody else began one in this moment.
		earlier, open, err := openRunOf(tx, n.Protocol, n.Request.Record)
		return earlier, open, errors.Join(err, b.join(tx, earlier, open, n))
	}
	m := move{book: b, p: p, run: r, before: State{}, after: s, event: Event{Happened: Began, Note: n.Why}}
	if err := m.write(tx, &effects); err != nil {
		return Run{}, false, err
	}
	return m.run, false, nil
}

// join tells an open run of a further trigger. A need that comes with it is in hand, and
// ends with the run.
func (b Book) join(tx *db.Tx, r Run, open bool, n Beginning) error {
	if !open {
		return nil
	}
	if n.Need == r.Need {
		n.Need = ""
	}
	if err := addEvent(tx, r, Event{Happened: Joined, Step: r.Saved.Step, LeadsTo: r.Saved.Step, Note: n.Why, before: r.Saved, need: n.Need}); err != nil {
		return err
	}
	if n.Need != "" {
		if err := needs.MarkInHand(tx, n.Need); err != nil {
			return err
		}
	}
	return journal.Record(tx, journal.Entry{
		Verb: "joined work that is open already", Topic: "protocols.joined", Subject: r.subject(),
		Objects: r.objects(), Data: map[string]any{"protocol": r.shown()},
	})
}

// openRunOf finds the open run of a protocol of a person, by any of their records.
func openRunOf(tx *db.Tx, protocol string, record people.RecordID) (Run, bool, error) {
	person, err := people.PersonOf(tx, record)
	if err != nil {
		return Run{}, false, err
	}
	records, err := people.Records(tx, person)
	if err != nil {
		return Run{}, false, err
	}
	return openRunOfRecords(tx, protocol, records)
}

// subject is whose story the run belongs to; no timeline shows a hidden visit.
func (r Run) subject() string {
	if slices.Contains(r.Work.Labels, needs.Hidden) {
		return ""
	}
	return string(r.Record)
}

// shown is the protocol as the journal may tell it.
func (r Run) shown() string {
	if needs.Guarded(r.Work.Labels) {
		return "other"
	}
	return r.Protocol
}

func (r Run) objects() []journal.Object {
	return []journal.Object{{Kind: "run", ID: string(r.ID)}, {Kind: "request", ID: string(r.Request)}}
}
