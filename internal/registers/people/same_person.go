package people

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// deciders may say who is who.
var deciders = []access.Role{access.Agent, access.Coordinator, access.Manager, access.Analyst}

// Likeness is a record that looks like one of a person's, still to be decided.
type Likeness struct {
	Mine, Other RecordID
	Record      Record // the other
	Person      PersonID
	Percent     int
	Reasons     []string
}

// SamePerson decides that the records of other are of the person keep. Nothing is moved:
// each record keeps its id and says from now on whose it is, until [Service.Separate].
func (s *Service) SamePerson(ctx context.Context, keep, other PersonID) (err error) {
	defer fault.Wrap(&err, "same person")
	if keep == other {
		return fault.New(fault.Invalid, "people.already-same", "These are already the same person.")
	}
	if err := s.mayDecide(ctx, keep, other); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		moving, err := Records(tx, other)
		if err != nil {
			return err
		}
		for _, record := range moving {
			if err := joinRecord(tx, keep, record); err != nil {
				return err
			}
		}
		if err := decideBetween(tx, keep, "same"); err != nil {
			return err
		}
		return recordDecision(tx, "found two people to be one", "people.joined", keep, other)
	})
}

// NotTheSame decides that two records that look alike are of different people, so that
// nobody is asked again.
func (s *Service) NotTheSame(ctx context.Context, mine, other RecordID) (err error) {
	defer fault.Wrap(&err, "not the same person")
	if err := s.mayDecide(ctx, PersonID(mine), PersonID(other)); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := decide(tx, mine, other, "different"); err != nil {
			return err
		}
		return recordDecision(tx, "found two people to be different", "people.told-apart", PersonID(mine), PersonID(other))
	})
}

// Separate undoes [Service.SamePerson] for one record, which is a person of its own again.
func (s *Service) Separate(ctx context.Context, record RecordID) (err error) {
	defer fault.Wrap(&err, "separate record %s", record)
	person, err := PersonOf(s.db.Read(ctx), record)
	if err != nil {
		return err
	}
	if err := s.mayDecide(ctx, person, PersonID(record)); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := partRecord(tx, record); err != nil {
			return err
		}
		return recordDecision(tx, "separated a record from a person", "people.separated", person, PersonID(record))
	})
}

// mayDecide holds that the caller may see everybody the decision is about.
func (s *Service) mayDecide(ctx context.Context, about ...PersonID) error {
	if err := access.CheckHeld(ctx, deciders...); err != nil {
		return err
	}
	for _, id := range about {
		if _, err := s.visible(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

func recordDecision(tx *db.Tx, verb, topic string, person, other PersonID) error {
	return journal.Record(tx, journal.Entry{
		Verb: verb, Topic: topic, Subject: string(person),
		Objects: []journal.Object{{Kind: "person", ID: string(other)}},
	})
}
