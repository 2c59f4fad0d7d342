package organisations

import (
	"context"
	"slices"
	"strconv"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// most is the largest count a day can have; more is a slip of the finger.
const most = 100_000

// SayToday records whether an organisation is open today and what it is short of, for
// somebody who saw it at a version. It may say so itself, and so may those who keep the
// register. Where another has changed it since, it is [fault.Stale], which says how it
// stands.
func (s *Service) SayToday(ctx context.Context, id ID, version int64, standing Standing, note string) (err error) {
	defer fault.Wrap(&err, "organisation %s says today", id)
	if !slices.Contains(Standings(), standing) {
		return fault.New(fault.Invalid, "organisations.no-standing", "Choose open, limited or closed.")
	}
	return s.speak(ctx, id, func(tx *db.Tx, o Organisation) error {
		if o.Version != version {
			return staleStanding(o)
		}
		o.Standing, o.StandingNote = standing, note
		if err := setStanding(tx, o); err != nil {
			return err
		}
		return record(tx, o, "said how it stands today", "organisations.said-today")
	})
}

func staleStanding(o Organisation) error {
	said := o.Standing.Label()
	if o.StandingNote != "" {
		said += ", “" + o.StandingNote + "”"
	}
	return fault.New(fault.Stale, "organisations.stale", "Somebody else has changed this since you opened the page: "+o.Name+" is now "+said+". Check it, then save again if it is wrong.")
}

// Seen is the count of today as somebody saw it. The zero Seen saw none.
type Seen struct {
	Given   int64
	Counted bool
}

// CountToday records how many parcels, meals or calls an organisation gave today. Saying
// it again corrects it. Where the count is not the one that was seen, it is [fault.Stale],
// which says what it is.
func (s *Service) CountToday(ctx context.Context, id ID, seen Seen, given int64, note string) (err error) {
	defer fault.Wrap(&err, "organisation %s counts today", id)
	if given < 0 || given > most {
		return fault.New(fault.Invalid, "organisations.count", "Enter how many you gave today, as a whole number from 0 to 100,000.")
	}
	return s.speak(ctx, id, func(tx *db.Tx, o Organisation) error {
		now, counted, err := countOn(tx, id, day.Of(tx.Now()))
		if err != nil {
			return err
		}
		if (Seen{now, counted}) != seen {
			return staleCount(Seen{now, counted})
		}
		if err := setCount(tx, id, day.Of(tx.Now()), given, note); err != nil {
			return err
		}
		return record(tx, o, "said what it gave today", "organisations.counted")
	})
}

func staleCount(now Seen) error {
	said := "not said yet"
	if now.Counted {
		said = strconv.FormatInt(now.Given, 10)
	}
	return fault.New(fault.Stale, "organisations.stale-count", "Today's count has changed since you opened this page: it is "+said+". Check it, then save again if it is wrong.")
}

// Seen is today's count, to be sent back with a correction.
func (t Today) Seen() Seen { return Seen{t.Given, t.Counted} }

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
		if err := hold(tx, id); err != nil {
			return err
		}
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
