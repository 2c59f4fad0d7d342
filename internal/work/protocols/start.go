package protocols

import (
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/steps"
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
	if !p.Once {
		r, _, err = b.begin(tx, p, r, n)
		return r, false, err
	}
	person, err := people.PersonOf(tx, n.Request.Record)
	if err != nil {
		return Run{}, false, err
	}
	r.onceKey = string(person)
	for range tries {
		earlier, open, err := openRunOf(tx, n.Protocol, n.Request.Record)
		if err == nil && open {
			open, err = b.join(tx, earlier, n)
		}
		if err != nil || open {
			return earlier, open, err
		}
		if begun, first, err := b.begin(tx, p, r, n); err != nil || first {
			return begun, false, err
		}
	}
	return Run{}, false, fault.New(fault.Unavailable, "protocols.busy", "Somebody else is beginning the same. Try again.")
}

// tries is how often a run is begun that somebody else begins or ends in the same moment.
const tries = 4

// begin takes the first step of a run that is new; first is false when somebody else began
// one in this moment, of a protocol that allows one alone.
func (b Book) begin(tx *db.Tx, p *steps.Protocol, r Run, n Beginning) (begun Run, first bool, err error) {
	need, err := needIn(tx, r)
	if err != nil {
		return Run{}, false, err
	}
	facts, err := b.factsIn(tx, r, need)
	if err != nil {
		return Run{}, false, err
	}
	s, effects, err := steps.Advance(p, steps.State{}, steps.Begin(facts), tx.Now())
	if err != nil {
		return Run{}, false, err
	}
	r.Saved = p.Save(s)
	if first, err = insertRun(tx, r); err != nil || !first {
		return Run{}, false, err
	}
	m := move{book: b, p: p, run: r, request: n.Request, need: need, after: s, event: Event{Happened: Began, Note: n.Why}}
	err = m.write(tx, &effects)
	return m.run, true, err
}

// join tells an open run of a further trigger; joined is false when it has ended meanwhile.
// A need that comes with it is in hand, and ends with the run.
func (b Book) join(tx *db.Tx, r Run, n Beginning) (joined bool, err error) {
	if joined, err = holdOpen(tx, r); err != nil || !joined {
		return false, err
	}
	if n.Need == r.Need {
		n.Need = ""
	}
	if err := addEvent(tx, r, Event{Happened: Joined, Step: r.Saved.Step, LeadsTo: r.Saved.Step, Note: n.Why, before: r.Saved, need: n.Need}); err != nil {
		return false, err
	}
	if n.Need != "" {
		if err := needs.MarkInHand(tx, n.Need); err != nil {
			return false, err
		}
	}
	return true, journal.Record(tx, journal.Entry{
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
