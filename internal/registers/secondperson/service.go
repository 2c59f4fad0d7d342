package secondperson

import (
	"context"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// Service keeps what was asked and decided.
type Service struct{ db *db.DB }

// New returns the service over a database.
func New(d *db.DB) *Service { return &Service{db: d} }

// deciders may be the second person, for the neighbourhoods they hold the role for.
var deciders = []access.Role{access.Coordinator, access.Manager, access.Governance}

// Deciders are the roles that may be the second person.
func Deciders() []access.Role { return append([]access.Role{}, deciders...) }

// Ask asks for whoever is signed in, which the caller has checked may ask for it. Somebody who
// has asked for the same and waits is given that ask.
func (s *Service) Ask(ctx context.Context, a Ask) (_ Ask, err error) {
	defer fault.Wrap(&err, "ask a second person to %s", a.Kind)
	if err := CheckReason(a.Reason); err != nil {
		return a, err
	}
	who := access.From(ctx)
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		last, found, err := lastOf(tx, a.Kind, []string{a.Record}, who.Account)
		if err != nil {
			return err
		}
		if found && last.Waiting(tx.Now()) {
			a = last
			return nil
		}
		a.ID, a.Reason, a.By, a.ByName, a.At = ident.New[Ask](tx.Now()), strings.TrimSpace(a.Reason), who.Account, who.Name, tx.Now()
		if err := insert(tx, a); err != nil {
			return err
		}
		return record(tx, "asked a second person to agree to "+a.Kind.Words(), "secondperson.asked", a)
	})
	return a, err
}

// Waiting lists what others wait to have decided and the caller may decide, the longest waiting
// first.
func (s *Service) Waiting(ctx context.Context) (all []Ask, err error) {
	defer fault.Wrap(&err, "what waits for a second person")
	if err := access.CheckHeld(ctx, deciders...); err != nil {
		return nil, err
	}
	r := s.db.Read(ctx)
	return waiting(r, access.Narrow(ctx, nil, deciders...), access.From(ctx).Account, r.Now().Add(-Waits))
}

// Lately lists what was decided within the last weeks in the caller's neighbourhoods, latest
// first.
func (s *Service) Lately(ctx context.Context) (all []Ask, err error) {
	defer fault.Wrap(&err, "what two people decided")
	if err := access.CheckHeld(ctx, deciders...); err != nil {
		return nil, err
	}
	return decided(s.db.Read(ctx), access.Narrow(ctx, nil, deciders...))
}

// Last is what the caller asked for last about one of the records; false when they never did.
func (s *Service) Last(ctx context.Context, kind Kind, records []string) (a Ask, found bool, err error) {
	return lastOf(s.db.Read(ctx), kind, records, access.From(ctx).Account)
}

// Agreed is the ask about one of the records to which a second person has agreed within the
// hour; false when there is none. It is asked with the handle of whoever guards the thing.
func Agreed(r db.Reader, kind Kind, records []string, account string) (Ask, bool, error) {
	a, found, err := lastOf(r, kind, records, account)
	return a, found && a.Counts(r.Now()), err
}

// Decide agrees or refuses, which takes a reason. Whoever asked cannot; neither can anybody once
// it is decided: [fault.Conflict] then says who was first.
func (s *Service) Decide(ctx context.Context, id ID, agree bool, why string) (err error) {
	defer fault.Wrap(&err, "decide as a second person")
	who := access.From(ctx)
	if why = strings.TrimSpace(why); !agree && why == "" {
		return fault.New(fault.Invalid, "secondperson.no-why", "Enter why you refuse. Whoever asked reads it.")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		a, err := byID(tx, id)
		if err != nil {
			return err
		}
		if err := access.Check(ctx, a.Neighbourhood, deciders...); err != nil {
			return err
		}
		if err := Another(a.By, who.Account, "You asked for this yourself. Somebody else decides it."); err != nil {
			return err
		}
		if !a.Waiting(tx.Now()) {
			return over(a)
		}
		first, err := decide(tx, id, who, agree, why)
		if err != nil {
			return err
		}
		if !first {
			return over(Ask{DecidedAt: tx.Now(), DecidedName: "Somebody else"})
		}
		verb := "refused as a second person to "
		if agree {
			verb = "agreed as a second person to "
		}
		return record(tx, verb+a.Kind.Words(), "secondperson.decided", a)
	})
}

func over(a Ask) error {
	if a.DecidedAt.IsZero() {
		return fault.New(fault.Conflict, "secondperson.late", "This has waited for more than a day. Whoever asked has to ask again.")
	}
	return fault.New(fault.Conflict, "secondperson.decided", a.DecidedName+" has decided this meanwhile.")
}

// record tells the journal, without the reason: it may say what is kept apart.
func record(tx *db.Tx, verb, topic string, a Ask) error {
	return journal.Record(tx, journal.Entry{
		Verb: verb, Topic: topic, Subject: a.Record, Objects: []journal.Object{{Kind: "ask", ID: string(a.ID)}},
		Data: map[string]any{"neighbourhood": a.Neighbourhood, "kind": string(a.Kind)},
	})
}
