package contacts

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
)

// The topics of leases.
const (
	TopicTaken = "contacts.taken"
	TopicLetGo = "contacts.let-go"
	TopicFreed = "contacts.lease-freed"
)

// Claim is a person whom somebody is to be given to ring.
type Claim struct {
	Person        people.PersonID
	Record        people.RecordID
	Agent         string // account
	AgentName     string
	Neighbourhood string
	Task          string // "" for a call they made
}

// Take gives people to those who are to ring them, in the caller's transaction, and
// returns the leases that were got: a person whom somebody else has is not among them. No
// person and no agent may be among the claims twice. What an agent had before is let go.
func Take(tx *db.Tx, claims []Claim) (got []Lease, err error) {
	defer fault.Wrap(&err, "take people to ring")
	if err := dropLeasesOf(tx, claims); err != nil {
		return nil, err
	}
	all := make([]Lease, len(claims))
	for i, c := range claims {
		all[i] = Lease{
			ID: ident.New[Lease](tx.Now()), Person: c.Person, Record: c.Record, Agent: c.Agent, AgentName: c.AgentName,
			Neighbourhood: c.Neighbourhood, Task: c.Task, Since: tx.Now(), Until: tx.Now().Add(LeaseLasts),
		}
	}
	// in one order, so that two nodes never wait for each other
	slices.SortFunc(all, func(a, b Lease) int { return cmp.Compare(a.Person, b.Person) })
	won, err := insertLeases(tx, all)
	if err != nil {
		return nil, err
	}
	for _, l := range all {
		if won[l.ID] {
			got = append(got, l)
		}
	}
	return got, tellTaken(tx, got)
}

// told is how many leases one entry of the journal tells of: two hundred agents press at
// once, and an entry for each would be most of what they wait for.
const told = 50

// tellTaken tells the journal who was given whom. Nobody's story needs to know that they are
// about to be rung; how it went tells of it.
func tellTaken(tx *db.Tx, got []Lease) error {
	for some := range slices.Chunk(got, told) {
		var given []map[string]any
		var objects []journal.Object
		for _, l := range some {
			given = append(given, map[string]any{"agent": l.Agent, "record": l.Record, "task": l.Task})
			objects = append(objects, journal.Object{Kind: "lease", ID: string(l.ID)})
		}
		err := journal.Record(tx, journal.Entry{Verb: "gave out people to ring", Topic: TopicTaken, Objects: objects, Data: map[string]any{"given": given}})
		if err != nil {
			return err
		}
	}
	return nil
}

func (l Lease) record(tx *db.Tx, verb, topic string, more map[string]any) error {
	data := map[string]any{"neighbourhood": l.Neighbourhood, "agent": l.Agent}
	for k, v := range more {
		data[k] = v
	}
	e := journal.Entry{
		Verb: verb, Topic: topic, Subject: string(l.Record), Data: data,
		Objects: []journal.Object{{Kind: "lease", ID: string(l.ID)}, {Kind: "neighbourhood", ID: l.Neighbourhood}},
	}
	if l.Task != "" {
		e.Objects = append(e.Objects, journal.Object{Kind: "task", ID: l.Task})
	}
	return journal.Record(tx, e)
}

// Lease returns a lease of the caller's own, also once its time is over, as long as nobody
// else has the person; otherwise [fault.NotFound].
func (s *Service) Lease(ctx context.Context, id LeaseID) (l Lease, err error) {
	defer fault.Wrap(&err, "lease %s", id)
	return LeaseIn(s.db.Read(ctx), id, access.From(ctx).Account)
}

func notYours() error {
	return fault.New(fault.NotFound, "contacts.no-lease", "You no longer have this person to ring: the call has ended, or somebody else was given them.")
}

// LeaseIn returns a lease through the caller's handle, if it is still that account's.
func LeaseIn(r db.Reader, id LeaseID, account string) (Lease, error) {
	l, err := leaseByID(r, id)
	if err == nil && l.Agent != account {
		err = notYours()
	}
	return l, err
}

// Renew makes a lease of the caller's own last from now on.
func (s *Service) Renew(ctx context.Context, id LeaseID) (l Lease, err error) {
	defer fault.Wrap(&err, "renew lease %s", id)
	if l, err = s.Lease(ctx, id); err != nil {
		return Lease{}, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		l.Until = tx.Now().Add(LeaseLasts)
		kept, err := extendLease(tx, l)
		if err == nil && !kept {
			err = notYours()
		}
		return err
	})
	return l, err
}

// LetGo ends a lease of the caller's own: nobody is on the telephone with them any more.
// It may be called again.
func (s *Service) LetGo(ctx context.Context, id LeaseID) (err error) {
	defer fault.Wrap(&err, "let go of lease %s", id)
	l, err := s.Lease(ctx, id)
	if fault.KindOf(err) == fault.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error { return EndLease(tx, l) })
}

// EndLease ends a lease in the caller's transaction. It does nothing once it has ended.
func EndLease(tx *db.Tx, l Lease) error {
	ended, err := deleteLease(tx, l.ID)
	if err != nil || !ended {
		return err
	}
	return l.record(tx, "was off the phone", TopicLetGo, nil)
}

// supervisors may free what their people hold.
var supervisors = []access.Role{access.Coordinator, access.Manager}

// Supervisors are the roles that may free a lease in their neighbourhoods.
func Supervisors() []access.Role { return append([]access.Role(nil), supervisors...) }

// Free takes a person from whoever has them, with why. Whoever had them is told when they
// next do anything; the person can be given to somebody else at once.
func (s *Service) Free(ctx context.Context, id LeaseID, because string) (err error) {
	defer fault.Wrap(&err, "free lease %s", id)
	if because = strings.TrimSpace(because); because == "" {
		return fault.New(fault.Invalid, "contacts.say-why", "Say why, so that whoever had them knows.")
	}
	l, err := leaseByID(s.db.Read(ctx), id)
	if err != nil {
		return err
	}
	if err := access.Check(ctx, l.Neighbourhood, supervisors...); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		ended, err := deleteLease(tx, id)
		if err != nil || !ended {
			return err
		}
		return l.record(tx, "freed somebody for others to ring", TopicFreed, map[string]any{"because": because})
	})
}

// Held are the leases that hold now in the neighbourhoods the caller supervises, the
// longest first.
func (s *Service) Held(ctx context.Context) (all []Lease, err error) {
	defer fault.Wrap(&err, "who is on the phone")
	if err := access.CheckHeld(ctx, supervisors...); err != nil {
		return nil, err
	}
	hoods, everywhere := access.From(ctx).Neighbourhoods(supervisors...)
	r := s.db.Read(ctx)
	found, err := liveLeases(r, r.Now())
	for _, l := range found {
		if everywhere || slices.Contains(hoods, l.Neighbourhood) {
			all = append(all, l)
		}
	}
	return all, err
}

// HeldBy tells who is on the telephone now with the people of some records, by record.
// That the caller may see the records, they have found out.
func HeldBy(r db.Reader, records []people.RecordID) (map[people.RecordID]Lease, error) {
	if len(records) == 0 {
		return nil, nil
	}
	return leasesByRecord(r, records, r.Now())
}

// LeaseOfAgent is what somebody has now; zero when they have nobody.
func LeaseOfAgent(r db.Reader, account string, now time.Time) (Lease, error) {
	held, err := leasesOfAgents(r, []string{account}, now)
	return held[account], err
}

// LeasesOfAgents are what people have now, by account.
func LeasesOfAgents(r db.Reader, accounts []string, now time.Time) (map[string]Lease, error) {
	return leasesOfAgents(r, accounts, now)
}
