package people

import (
	"context"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// AskedSafely keeps what somebody answered when staff asked how to reach them safely. It
// holds over everything said before. seen is the mark of what was shown: when somebody
// else has asked since, it writes nothing and answers [fault.Stale].
func (s *Service) AskedSafely(ctx context.Context, id PersonID, seen string, to SafeContact) (err error) {
	defer fault.Wrap(&err, "keep safe contact of person %s", id)
	return s.keepReach(ctx, id, seen, func(Reach) (SafeContact, error) { return to, nil }, journal.Entry{
		Verb: "asked how to reach a person safely", Topic: "people.asked-safely",
	})
}

// StillSafe keeps that somebody said of how they may be reached that it is still right. It
// answers [fault.Stale] when that is no longer what was shown, and [fault.Conflict] when
// nobody has asked yet.
func (s *Service) StillSafe(ctx context.Context, id PersonID, seen string) (err error) {
	defer fault.Wrap(&err, "confirm safe contact of person %s", id)
	return s.keepReach(ctx, id, seen, func(now Reach) (SafeContact, error) {
		if !now.Asked {
			return SafeContact{}, fault.New(fault.Conflict, "people.never-asked", "Nobody has asked yet how to reach them safely. Ask, and write down what they say.")
		}
		return now.SafeContact, nil
	}, journal.Entry{Verb: "confirmed how to reach a person safely", Topic: "people.still-safe"})
}

func (s *Service) keepReach(ctx context.Context, id PersonID, seen string, answer func(now Reach) (SafeContact, error), e journal.Entry) error {
	if err := s.mayEdit(ctx, id); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		p, err := readPerson(tx, id)
		if err != nil {
			return err
		}
		now := p.Reach()
		if now.Seen() != seen {
			return fault.New(fault.Stale, "people.asked-meanwhile", "Somebody else has asked since you opened the page how to reach them. Compare what they wrote with what you wrote.")
		}
		lead := p.Lead()
		if lead.SafeContact, err = answer(now); err != nil {
			return err
		}
		lead.SafeContact.Asked, lead.SafeContact.ConfirmedAt, lead.SafeContact.ConfirmedBy = true, tx.Now(), tx.Actor()
		lead.SafeContact.Texts = slices.Contains(lead.SafeContact.Channels, "text")
		if err := updateRecord(tx, lead); err != nil {
			return err
		}
		e.Subject, e.Data = string(lead.ID), map[string]any{"neighbourhood": lead.Neighbourhood}
		return journal.Record(tx, e)
	})
}
