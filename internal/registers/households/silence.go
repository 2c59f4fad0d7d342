package households

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

// TellNothing says that one person is to be told nothing of another, not even that anybody
// knows them. Said twice it is said once. Only the story of whom it protects tells of it.
func (s *Service) TellNothing(ctx context.Context, from, about people.PersonID) (err error) {
	defer fault.Wrap(&err, "tell %s nothing", from)
	return s.between(ctx, from, about, func(tx *db.Tx, listener, kept person) error {
		known, err := silencesOf(tx, listener.Records)
		if err != nil || known.tellNothing[kept.ID] {
			return err
		}
		if err := insertSilence(tx, kept.record(), listener.record()); err != nil {
			return err
		}
		return tell(tx, "noted somebody who is to be told nothing of them", "households.kept-from", kept.record())
	})
}

// MayTell takes back what [Service.TellNothing] said.
func (s *Service) MayTell(ctx context.Context, from, about people.PersonID) (err error) {
	defer fault.Wrap(&err, "may tell %s", from)
	return s.between(ctx, from, about, func(tx *db.Tx, listener, kept person) error {
		ended, err := closeSilences(tx, kept.Records, listener.Records)
		if err != nil || !ended {
			return err
		}
		return tell(tx, "took back that somebody is to be told nothing of them", "households.may-be-told", kept.record())
	})
}

// between does something about two people the caller may see.
func (s *Service) between(ctx context.Context, one, other people.PersonID, do func(tx *db.Tx, one, other person) error) error {
	return s.change(ctx, Who{}, func(tx *db.Tx, _ []people.Candidate) error {
		these, err := seen(tx, access.From(ctx), one)
		if err != nil {
			return err
		}
		those, err := seen(tx, access.From(ctx), other)
		if err != nil {
			return err
		}
		if these.ID == those.ID {
			return fault.New(fault.Invalid, "households.same-person", "Choose two different people.")
		}
		return do(tx, these, those)
	})
}
