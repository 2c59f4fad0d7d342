package volunteers

import (
	"context"
	"crypto/rand"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
)

// Letter is the volunteer whose letter is about to be printed, with the number that proves
// the role: one is given them the first time, and is theirs for good. Whoever is not active
// gets none, [fault.Conflict].
func (s *Service) Letter(ctx context.Context, id ID) (v Volunteer, err error) {
	defer fault.Wrap(&err, "letter of volunteer %s", id)
	if v, err = s.Get(ctx, id); err != nil {
		return Volunteer{}, err
	}
	if v.Standing == Paused {
		return Volunteer{}, fault.New(fault.Conflict, "volunteers.paused", "They are paused. Resume them first: the letter says that they help.")
	}
	if v.Standing != Active {
		return Volunteer{}, fault.New(fault.Conflict, "volunteers.not-active", "They are not active yet. The letter says that they were checked and have done their induction.")
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if v, err = numbered(tx, id); err != nil {
			return err
		}
		return tell(tx, v, "printed a volunteer's letter", "letter", nil)
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

// Registered is the volunteer who has a number, whatever their standing, with all that tells
// what they may do: see [Proves]. It is [fault.NotFound] when nobody has it. It
// asks for no role; what a page may say of it is little.
func Registered(r db.Reader, number ident.Reference) (Dossier, error) {
	v, err := byNumber(r, number)
	if err != nil {
		return Dossier{}, err
	}
	return DossierOf(r, v.ID)
}
