package people

import (
	"context"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// deciders may say who is who.
var deciders = []access.Role{access.Agent, access.Coordinator, access.Manager, access.Analyst}

// The verdicts on a likeness; one without is still to be decided.
const (
	verdictSame      = "same"
	verdictDifferent = "different"
)

// MayDecide reports whether somebody may say who is who.
func MayDecide(who access.Principal) bool { return who.Has(deciders...) }

// SamePerson decides that the records of other are of the person keep. Nothing is moved:
// each record keeps its id and says from now on whose it is, until [Service.Unmerge]. Where
// somebody decided that two of the records are different people, it is [fault.Conflict].
func (s *Service) SamePerson(ctx context.Context, keep, other PersonID) (err error) {
	defer fault.Wrap(&err, "same person")
	return s.between(ctx, keep, other, func(tx *db.Tx, kept, moving []RecordID) error {
		verdicts, err := verdictsBetween(tx, kept, moving)
		if err != nil {
			return err
		}
		if slices.Contains(verdicts, verdictDifferent) {
			return fault.New(fault.Conflict, "people.decided-different", "Somebody decided that these are two people. If that was wrong, take it back first: see what was decided lately, under Who is who.")
		}
		if err := s.merge(tx, keep, other, kept, moving); err != nil {
			return err
		}
		if _, err := decideBetween(tx, kept, moving, verdictSame); err != nil {
			return err
		}
		return recordDecision(tx, "found two people to be one", "people.joined", keep, other)
	})
}

// NotTheSame decides that two people who look alike are different, so that nobody is
// asked again, or ever.
func (s *Service) NotTheSame(ctx context.Context, person, other PersonID) (err error) {
	defer fault.Wrap(&err, "not the same person")
	return s.between(ctx, person, other, func(tx *db.Tx, these, those []RecordID) error {
		open, err := openBetween(tx, these, those)
		if err != nil {
			return err
		}
		if !open {
			return fault.New(fault.Conflict, "people.nothing-to-decide", "Somebody has already decided about these two. Open the person again to see how.")
		}
		if _, err := decideBetween(tx, these, those, verdictDifferent); err != nil {
			return err
		}
		return recordDecision(tx, "found two people to be different", "people.told-apart", person, other)
	})
}

// openBetween reports whether it is still to be decided whether two people are one. Where
// nobody was ever asked, somebody is now.
func openBetween(tx *db.Tx, these, those []RecordID) (bool, error) {
	verdicts, err := verdictsBetween(tx, these, those)
	if err != nil || len(verdicts) > 0 {
		return slices.Contains(verdicts, ""), err
	}
	return true, insertLikeness(tx, these[len(these)-1], Candidate{Record: those[len(those)-1], Reasons: []string{}})
}

// between decides about two people as they were seen: when either has meanwhile been
// found to be somebody else, the caller is told.
func (s *Service) between(ctx context.Context, one, other PersonID, decide func(tx *db.Tx, these, those []RecordID) error) error {
	if one == other {
		return fault.New(fault.Invalid, "people.already-same", "These are already the same person.")
	}
	if err := s.mayDecide(ctx, one, other); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := holdPeople(tx, one, other); err != nil {
			return err
		}
		these, err := Records(tx, one)
		if err != nil {
			return err
		}
		those, err := Records(tx, other)
		if err != nil {
			return err
		}
		if len(these) == 0 || len(those) == 0 {
			return fault.New(fault.Stale, "people.stale", "Somebody has just decided who one of these is. Open the person again, then decide.")
		}
		return decide(tx, these, those)
	})
}

// Separate takes one record away from a person. It is a person of its own again, marked as it
// is, and may be decided about anew; [Service.Unmerge] puts back what was before. A person's
// own first record cannot be separated.
func (s *Service) Separate(ctx context.Context, record RecordID) (err error) {
	defer fault.Wrap(&err, "separate record %s", record)
	person, err := PersonOf(s.db.Read(ctx), record)
	if err != nil {
		return err
	}
	if err := s.mayDecide(ctx, person); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := holdPeople(tx, person, PersonID(record)); err != nil {
			return err
		}
		parted, err := partRecord(tx, record)
		if err != nil {
			return err
		}
		if !parted {
			return fault.New(fault.Conflict, "people.first-record", "This is the person's first record. Separate the other records from it instead.")
		}
		left, err := Records(tx, person)
		if err != nil {
			return err
		}
		if err := undecideBetween(tx, []RecordID{record}, left); err != nil {
			return err
		}
		return recordDecision(tx, "separated a record from a person", "people.separated", person, PersonID(record))
	})
}

// mayDecide holds that the caller may decide, and may see everybody it is about.
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

// recordDecision tells both people's stories of it.
func recordDecision(tx *db.Tx, verb, topic string, person, other PersonID) error {
	for _, pair := range [][2]PersonID{{person, other}, {other, person}} {
		err := journal.Record(tx, journal.Entry{
			Verb: verb, Topic: topic, Subject: string(pair[0]),
			Objects: []journal.Object{{Kind: "person", ID: string(pair[1])}},
		})
		if err != nil {
			return err
		}
	}
	return nil
}
