package reports

import (
	"context"
	"slices"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/brakes"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
)

// Case is a request that an elected member may ask after: somebody they stand up for asked
// for help, and agreed that the member is told how it goes. They are told that alone.
type Case struct {
	ID         CaseID
	Request    needs.RequestID
	Reference  ident.Reference
	Who        string // first name and initial; "" where nobody may be told
	State      needs.RequestState
	Spoken     bool // a hub has spoken to the person
	ReceivedAt time.Time
	ClosedAt   time.Time
	Member     string // who asks after it
	Agreed     string // how the person agreed
	NotedAt    time.Time

	record        people.RecordID
	account       string
	neighbourhood string
}

// CaseID names a case.
type CaseID = ident.ID[Case]

// Status is how the request goes, in a sentence: all that the member is told.
func (c Case) Status() string {
	switch {
	case c.State == needs.Closed:
		return "Finished"
	case c.Spoken:
		return "A hub has spoken to them and is dealing with it"
	case c.State == needs.Accepted:
		return "A hub has taken it on and will be in touch with them"
	}
	return "Waiting for a hub to take it on"
}

// keepers look after who may ask after what, for the requests of their neighbourhoods:
// somebody who agreed may change their mind, and rings the council to say so.
var keepers = []access.Role{access.Agent, access.Coordinator, access.Manager, access.Governance}

// Keepers is who may see which members ask after what.
func Keepers() []access.Role { return slices.Clone(keepers) }

// MayEnd reports whether somebody may end what a member is told: governance looks only.
func MayEnd(who access.Principal) bool {
	return who.Has(access.Agent, access.Coordinator, access.Manager)
}

const topicCasework = "reports.casework"

var (
	noCase  = fault.New(fault.NotFound, "reports.no-case", "There is no such case, or it has ended already.")
	shutOut = fault.New(fault.RateLimited, "reports.casework-tries", "Too many wrong codes were tried. Wait a quarter of an hour, or ring the helpline.")
)

// wrongCodes is how many one member may try. Six digits would else be guessed.
var wrongCodes = brakes.Rule{Name: "reports.casework", Most: 10, Within: 15 * time.Minute}

func orShutOut(err error) error {
	if err != nil {
		return err
	}
	return shutOut
}

// FollowCase lets the member who calls it ask after a request. Reference and code show that
// they have it from the person; agreed says how the person agreed. A wrong code and an
// unknown reference give the same [fault.NotFound]; after ten of them in a quarter of an
// hour the member waits, [fault.RateLimited].
func (s *Service) FollowCase(ctx context.Context, reference ident.Reference, code, agreed string) (err error) {
	defer fault.Wrap(&err, "follow a case")
	who := access.From(ctx)
	if err := access.CheckHeld(ctx, members...); err != nil {
		return err
	}
	r := s.db.Read(ctx)
	tried := brakes.Key{Rule: wrongCodes, What: who.Account}
	if full, err := s.brakes.Full(ctx, tried); err != nil || full {
		return orShutOut(err)
	}
	request, err := needs.ByCode(r, reference, code)
	if err != nil && fault.KindOf(err) == fault.NotFound {
		if counted, failed := s.brakes.Enter(ctx, tried); failed != nil || !counted {
			return orShutOut(failed)
		}
	}
	if err != nil {
		return err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		c := Case{ID: ident.New[Case](tx.Now()), Request: request.ID, Member: who.Name, Agreed: agreed, NotedAt: tx.Now(), account: who.Account}
		if err := insertCase(tx, c); err != nil {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: "is told how a request goes, as the person agreed", Topic: topicCasework, Subject: string(request.Record),
			Objects: []journal.Object{{Kind: "request", ID: string(request.ID)}, {Kind: "case", ID: string(c.ID)}},
		})
	})
	if db.IsUnique(err) { // it is followed already
		return nil
	}
	return err
}

// OwnCases lists what the member who calls it may ask after, the latest first, and notes
// that they looked.
func (s *Service) OwnCases(ctx context.Context) (all []Case, err error) {
	defer fault.Wrap(&err, "own cases")
	if err := access.CheckHeld(ctx, members...); err != nil {
		return nil, err
	}
	if all, err = casesOf(s.db.Read(ctx), access.From(ctx).Account); err != nil || len(all) == 0 {
		return all, err
	}
	entry := journal.Entry{Verb: "looked at how their cases go", Topic: "reports.read"}
	for _, c := range all {
		entry.Objects = append(entry.Objects, journal.Object{Kind: "request", ID: string(c.Request)})
	}
	_ = s.reads.Saw(ctx, entry) // a first name and a state: shown all the same
	return all, nil
}

// Cases lists what members may ask after, of the neighbourhoods the caller works for.
func (s *Service) Cases(ctx context.Context) (all []Case, err error) {
	defer fault.Wrap(&err, "cases")
	if err := access.CheckHeld(ctx, keepers...); err != nil {
		return nil, err
	}
	return casesIn(s.db.Read(ctx), access.Narrow(ctx, nil, keepers...))
}

// EndCase ends what a member is told: the member's own, or, for those who look after them,
// any of their neighbourhoods'.
func (s *Service) EndCase(ctx context.Context, id CaseID) (err error) {
	defer fault.Wrap(&err, "end case %s", id)
	who := access.From(ctx)
	return s.db.Write(ctx, func(tx *db.Tx) error {
		c, err := caseByID(tx, id)
		if err != nil {
			return err
		}
		own := c.account == who.Account && who.Has(members...)
		if !own && !(MayEnd(who) && who.HasFor(c.neighbourhood, access.Agent, access.Coordinator, access.Manager)) {
			return noCase
		}
		if ended, err := endCase(tx, id, who.Account); err != nil || ended == 0 {
			return orElse(err, noCase)
		}
		return journal.Record(tx, journal.Entry{
			Verb: "ended that a member is told how a request goes", Topic: topicCasework, Subject: string(c.record),
			Objects: []journal.Object{{Kind: "request", ID: string(c.Request)}, {Kind: "case", ID: string(id)}},
		})
	})
}

func orElse(err, other error) error {
	if err != nil {
		return err
	}
	return other
}
