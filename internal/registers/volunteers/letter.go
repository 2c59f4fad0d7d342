package volunteers

import (
	"context"
	"crypto/rand"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// Letter is the volunteer whose letter is about to be printed, with the number that proves
// the role: one is given them the first time, and is theirs for good. Somebody who is paused
// gets none, [fault.Conflict].
func (s *Service) Letter(ctx context.Context, id ID) (v Volunteer, err error) {
	defer fault.Wrap(&err, "letter of volunteer %s", id)
	if v, err = s.Get(ctx, id); err != nil {
		return Volunteer{}, err
	}
	if v.Paused {
		return Volunteer{}, fault.New(fault.Conflict, "volunteers.paused", "They are paused. Resume them first: the letter says that they help.")
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if v, err = numbered(tx, id); err != nil {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: "printed a volunteer's letter", Topic: "volunteers.letter",
			Objects: []journal.Object{{Kind: "volunteer", ID: string(id)}},
			Data:    map[string]any{"neighbourhood": v.Neighbourhood},
		})
	})
	return v, err
}

// draws is how often a number is drawn that somebody has.
const draws = 10

func numbered(tx *db.Tx, id ID) (v Volunteer, err error) {
	for range draws {
		if v, err = byID(tx, id); err != nil || v.Registration != "" {
			return v, err
		}
		if _, err := register(tx, id, ident.NewReference(rand.Reader)); err != nil {
			return Volunteer{}, err
		}
	}
	return Volunteer{}, fault.New(fault.Unavailable, "volunteers.no-number", "No number could be given. Try again.")
}
