package volunteers

import (
	"context"
	"crypto/rand"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/registers/volunteering"
)

// Paper is what a volunteer's letter and card say.
type Paper struct {
	Volunteer
	May   []volunteering.Activity
	Until day.Date // the last day it counts
	Photo []byte   // as JPEG; nil where there is none
}

// letterMonths is for how long a letter is made out at most: one that was lost is no proof
// for good.
const letterMonths = 12

// Letter is what a letter or a card says that is about to be printed, with the number that
// proves the role: one is given them the first time, and is theirs for good. Whoever is not
// active, or may do nothing yet, gets none, [fault.Conflict].
func (s *Service) Letter(ctx context.Context, id ID) (p Paper, err error) {
	defer fault.Wrap(&err, "letter of volunteer %s", id)
	if _, err = s.Get(ctx, id); err != nil {
		return Paper{}, err
	}
	rules, err := s.Rules(ctx)
	if err != nil {
		return Paper{}, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		d, err := DossierOf(tx, id)
		if err != nil {
			return err
		}
		today := day.Of(tx.Now())
		if p.May, err = mayCarry(rules, d, today); err != nil {
			return err
		}
		if p.Volunteer, err = numbered(tx, id); err != nil {
			return err
		}
		if p.Photo, err = photoOf(tx, id); err != nil {
			return err
		}
		p.Until = earlier(monthsAfter(today, letterMonths), ends(rules, d, today))
		if err := saveLetter(tx, id, p.Until); err != nil {
			return err
		}
		return tell(tx, p.Volunteer, "printed a volunteer's letter", "letter", nil)
	})
	return p, err
}

// mayCarry is what a letter says somebody may do, or why they get none.
func mayCarry(b *volunteering.Rules, d Dossier, on day.Date) ([]volunteering.Activity, error) {
	if d.Standing == Paused {
		return nil, fault.New(fault.Conflict, "volunteers.paused", "They are paused. Resume them first: the letter says that they help.")
	}
	if d.Standing != Active {
		return nil, fault.New(fault.Conflict, "volunteers.not-active", "They are not active yet. The letter says that they were checked and have done their induction.")
	}
	lacks := Joins(b, d, on)
	may := Clear(b, d, on)
	switch {
	case len(lacks) > 0:
		return nil, fault.New(fault.Conflict, "volunteers.lacks", "Everybody needs this before they carry a letter: "+Texts(lacks)+".")
	case len(may) == 0:
		return nil, fault.New(fault.Conflict, "volunteers.nothing-cleared", "There is nothing that they may do yet. The letter says what they may do: record their checks and modules first.")
	}
	return may, nil
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
