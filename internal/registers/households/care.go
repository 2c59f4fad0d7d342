package households

import (
	"context"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
)

// CareID names that one person cares for another.
type CareID = ident.ID[Care]

// Care is that one person cares for another, as far as the caller may see both.
type Care struct {
	ID    CareID
	Carer Someone
	Cared Someone
	CareFacts
	Version   int64
	ChangedAt time.Time
	ChangedBy string // account
}

// CareFacts are what is said of the care.
type CareFacts struct {
	Does        string   // "washing, meals, the night"
	Backup      string   // what is to happen when the carer cannot go on, in words
	Ring        string   // who is to be rung then
	CannotSince day.Date // since when the carer cannot go on; zero while they can
}

// CannotGoOn reports whether the carer has said that they cannot.
func (f CareFacts) CannotGoOn() bool { return !f.CannotSince.IsZero() }

func (f CareFacts) trimmed() CareFacts {
	f.Does, f.Backup, f.Ring = strings.TrimSpace(f.Does), strings.TrimSpace(f.Backup), strings.TrimSpace(f.Ring)
	return f
}

func (f CareFacts) check() error {
	for _, text := range []string{f.Does, f.Backup, f.Ring} {
		if err := keepable(text); err != nil {
			return err
		}
	}
	return nil
}

// YoungCarer reports whether the carer is known to be under 18.
func (c Care) YoungCarer(today day.Date) bool { return c.Carer.Child(today) }

// AddCarer says that somebody cares for a person; AddCared that the person cares for
// somebody. Either is told in the stories of both.
func (s *Service) AddCarer(ctx context.Context, cared people.PersonID, carer Who, f CareFacts) (err error) {
	defer fault.Wrap(&err, "add a carer of %s", cared)
	return s.addCare(ctx, cared, carer, f, func(p, other person) (carer, cared person) { return other, p })
}

// AddCared says that a person cares for somebody.
func (s *Service) AddCared(ctx context.Context, carer people.PersonID, cared Who, f CareFacts) (err error) {
	defer fault.Wrap(&err, "add whom %s cares for", carer)
	return s.addCare(ctx, carer, cared, f, func(p, other person) (carer, cared person) { return p, other })
}

func (s *Service) addCare(ctx context.Context, id people.PersonID, who Who, f CareFacts, order func(p, other person) (carer, cared person)) error {
	if f = f.trimmed(); f.check() != nil {
		return f.check()
	}
	return s.change(ctx, who, func(tx *db.Tx, like []people.Candidate) error {
		p, err := seen(tx, access.From(ctx), id)
		if err != nil {
			return err
		}
		other, err := s.beside(ctx, tx, p, who, like, false)
		if err != nil {
			return err
		}
		if other.ID == p.ID {
			return fault.New(fault.Invalid, "households.self", "Choose somebody else: nobody is their own carer.")
		}
		carer, cared := order(p, other)
		there, err := careBetween(tx, carer.Records, cared.Records)
		if err != nil {
			return err
		}
		if there {
			return fault.New(fault.Conflict, "households.cares", "This is noted already. Change it on the page of either of them.")
		}
		care := ident.New[Care](tx.Now())
		if err := insertCare(tx, care, carer.record(), cared.record(), f); err != nil {
			return err
		}
		return tellBoth(tx, "noted who cares for whom", "households.care-added", care, carer.record(), cared.record())
	})
}

// SaveCare says anew what is known of care that one of the people gives or gets. When it
// has changed since it was shown it is [fault.Stale].
func (s *Service) SaveCare(ctx context.Context, id CareID, version int64, f CareFacts) (err error) {
	defer fault.Wrap(&err, "save care %s", id)
	if f = f.trimmed(); f.check() != nil {
		return f.check()
	}
	return s.aboutCare(ctx, id, func(tx *db.Tx, carer, cared people.RecordID) error {
		before, err := careFacts(tx, id)
		if err != nil {
			return err
		}
		saved, err := updateCare(tx, id, version, f)
		if err != nil {
			return err
		}
		if !saved {
			return stale()
		}
		verb, topic := "noted more of who cares for whom", "households.care-changed"
		switch {
		case f.CannotGoOn() && !before.CannotGoOn():
			verb, topic = "noted that a carer cannot go on", "households.carer-cannot"
		case !f.CannotGoOn() && before.CannotGoOn():
			verb, topic = "noted that a carer can go on again", "households.carer-can"
		}
		return tellBoth(tx, verb, topic, id, carer, cared)
	})
}

// EndCare says that one no longer cares for the other; that they did stays on file.
func (s *Service) EndCare(ctx context.Context, id CareID, version int64) (err error) {
	defer fault.Wrap(&err, "end care %s", id)
	return s.aboutCare(ctx, id, func(tx *db.Tx, carer, cared people.RecordID) error {
		ended, err := closeCare(tx, id, version)
		if err != nil {
			return err
		}
		if !ended {
			return stale()
		}
		return tellBoth(tx, "noted that care has ended", "households.care-ended", id, carer, cared)
	})
}

// aboutCare writes of care between two people the caller may see.
func (s *Service) aboutCare(ctx context.Context, id CareID, write func(tx *db.Tx, carer, cared people.RecordID) error) error {
	return s.change(ctx, Who{}, func(tx *db.Tx, _ []people.Candidate) error {
		carer, cared, err := careByID(tx, id)
		if err != nil {
			return err
		}
		for _, record := range []people.RecordID{carer, cared} {
			if _, err := seen(tx, access.From(ctx), people.PersonID(record)); err != nil {
				return err
			}
		}
		return write(tx, carer, cared)
	})
}

// tellBoth tells the stories of a carer and of whom they care for.
func tellBoth(tx *db.Tx, verb, topic string, id CareID, records ...people.RecordID) error {
	for _, record := range records {
		if err := tell(tx, verb, topic, record, journal.Object{Kind: "care", ID: string(id)}); err != nil {
			return err
		}
	}
	return nil
}
