package organisations

import (
	"context"
	"slices"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// most is the largest count a day can have; more is a slip of the finger.
const most = 100_000

// SayToday records whether an organisation is open today and what it is short of. It may
// say so itself, and so may those who keep the register.
func (s *Service) SayToday(ctx context.Context, id ID, standing Standing, note string) (err error) {
	defer fault.Wrap(&err, "organisation %s says today", id)
	if !slices.Contains(Standings(), standing) {
		return fault.New(fault.Invalid, "organisations.no-standing", "Choose open, limited or closed.")
	}
	return s.speak(ctx, id, func(tx *db.Tx, o Organisation) error {
		o.Standing, o.StandingNote = standing, note
		if err := setStanding(tx, o); err != nil {
			return err
		}
		return record(tx, o, "said how it stands today", "organisations.said-today")
	})
}

// CountToday records how many parcels, meals or calls an organisation gave today. Saying
// it again corrects it.
func (s *Service) CountToday(ctx context.Context, id ID, given int64, note string) (err error) {
	defer fault.Wrap(&err, "organisation %s counts today", id)
	if given < 0 || given > most {
		return fault.New(fault.Invalid, "organisations.count", "Enter how many you gave today, as a whole number from 0 to 100,000.")
	}
	return s.speak(ctx, id, func(tx *db.Tx, o Organisation) error {
		if err := setCount(tx, id, day.Of(tx.Now()), given, note); err != nil {
			return err
		}
		return record(tx, o, "said what it gave today", "organisations.counted")
	})
}

// Today returns what an organisation has said of today.
func (s *Service) Today(ctx context.Context, id ID) (t Today, err error) {
	defer fault.Wrap(&err, "organisation %s today", id)
	r := s.db.Read(ctx)
	if t.Organisation, err = byID(r, id); err != nil {
		return Today{}, err
	}
	t.Given, t.Counted, err = countOn(r, id, day.Of(r.Now()))
	return t, err
}

// speak lets an organisation, or somebody who keeps the register, write about it.
func (s *Service) speak(ctx context.Context, id ID, write func(*db.Tx, Organisation) error) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		o, err := byID(tx, id)
		if err != nil {
			return err
		}
		own := access.From(ctx).OrganisationID() == string(id)
		if err := access.Check(ctx, o.Neighbourhood, keepers...); err != nil && !own {
			return err
		}
		return write(tx, o)
	})
}
