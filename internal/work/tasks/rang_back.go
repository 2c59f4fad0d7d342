package tasks

import (
	"context"
	"slices"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
)

// answerers may note that somebody rang back, for the hubs they work for.
var answerers = []access.Role{access.Agent, access.Coordinator, access.Manager}

// answers reports whether somebody may note of a task that the person rang back.
func (t Task) answers(who access.Principal) bool {
	return t.HeldBy(who) || who.HasFor(t.Neighbourhood, answerers...) && needs.MayName(who, t.Labels)
}

// ToRing lists the open calls to a person that the caller may know of, the soonest due
// first: what somebody who rings us may be ringing back for.
func (s *Service) ToRing(ctx context.Context, p people.Person) (all []Task, err error) {
	defer fault.Wrap(&err, "calls to person %s", p.ID)
	r := s.db.Read(ctx)
	due, err := contactsDue(r, p.RecordIDs(), r.Now().AddDate(1, 0, 0))
	if err != nil {
		return nil, err
	}
	for _, one := range due {
		t, err := taskByID(r, one.ID)
		if err != nil {
			return nil, err
		}
		if t.Kind.Method() == contacts.Phone && t.answers(access.From(ctx)) && t.spokenCode() != "" {
			all = append(all, t)
		}
	}
	return all, nil
}

// Rung is a call that is still to be made on a number that somebody rings from, to a person
// whom nobody has said they are.
type Rung struct {
	Task   Task
	Person people.PersonID
	Record people.Record // as the number found them
}

// RungOn lists the open calls that are to be made on some numbers to others than one person
// ("" is nobody), the soonest due first: two records may be of one person whom nobody has
// joined yet. It tells only of people and of calls the caller may know of; ask says that
// there are others, and that somebody who may know has to be asked.
func (s *Service) RungOn(ctx context.Context, numbers []phone.Number, not people.PersonID) (all []Rung, ask bool, err error) {
	defer fault.Wrap(&err, "calls on a number")
	r, who := s.db.Read(ctx), access.From(ctx)
	seen, unseen, err := people.OnNumbers(r, who, numbers)
	if err != nil {
		return nil, false, err
	}
	seen = slices.DeleteFunc(seen, func(h people.Hit) bool { return h.Person == not })
	records := slices.Clone(unseen)
	for _, h := range seen {
		records = append(records, h.Record.ID)
	}
	if len(records) == 0 {
		return nil, false, nil
	}
	due, err := contactsDue(r, records, r.Now().AddDate(1, 0, 0))
	for _, one := range due {
		t, err := taskByID(r, one.ID)
		if err != nil {
			return nil, false, err
		}
		if t.Kind.Method() != contacts.Phone || t.spokenCode() == "" {
			continue
		}
		at := slices.IndexFunc(seen, func(h people.Hit) bool { return h.Record.ID == t.Record })
		if at < 0 || !t.answers(who) {
			ask = true
			continue
		}
		all = append(all, Rung{Task: t, Person: seen[at].Person, Record: seen[at].Record})
	}
	return all, ask, err
}

// spokenCode is the outcome of a call by which they were spoken to and nothing more has to be
// said; "" where there is none.
func (t Task) spokenCode() string {
	for _, e := range t.Endings() {
		if a, ok := t.attemptOf(e.Code); ok && a.outcome == contacts.Spoken && len(e.More) == 0 && !e.Asks {
			return e.Code
		}
	}
	return ""
}

// RangBack records a call as made because the person rang us: they were spoken to, and
// nobody has to ring them for it any more.
func (s *Service) RangBack(ctx context.Context, c Choice) (err error) {
	defer fault.Wrap(&err, "rang back for task %s", c.ID)
	who := access.From(ctx)
	return s.db.Write(ctx, func(tx *db.Tx) error {
		t, err := taskByID(tx, c.ID)
		if err != nil {
			return err
		}
		if !t.answers(who) {
			return fault.New(fault.Forbidden, "tasks.not-yours", "Only the agents, coordinators and managers of its hub who may know of it can record this.")
		}
		code := t.spokenCode()
		if code == "" {
			return fault.New(fault.Invalid, "tasks.no-call", "This task is no call.")
		}
		return s.RecordCall(tx, c, Assignee{Kind: ToStaff, ID: who.Account, Name: who.Name}, Outcome{Code: code, Inbound: true, Note: "They rang back."})
	})
}

// LastTried is when somebody last tried to reach the person of a task; zero where nobody
// has.
func LastTried(t Task) time.Time {
	if t.Attempts == 0 {
		return time.Time{}
	}
	return t.DueAt.Add(-tryAgain)
}
