package staff

import (
	"context"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/accounts"
)

// The most shifts of a week and the furthest somebody may say, in metres.
const (
	MostShifts = 7
	MostReach  = 100_000
)

// Add puts somebody on the register as offered. A work e-mail that is there already is
// [fault.Conflict].
func (s *Service) Add(ctx context.Context, d Details) (w Worker, err error) {
	defer fault.Wrap(&err, "add to the staff list")
	if err := access.Check(ctx, d.Neighbourhood, keepers...); err != nil {
		return Worker{}, err
	}
	at, err := s.ready(ctx, &d)
	if err != nil {
		return Worker{}, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		w, err = AddOne(tx, d, at)
		return err
	})
	return w, known(err)
}

// AddOne puts somebody on the register in the caller's transaction. at is where they set
// out from, nil when that is not known.
func AddOne(tx *db.Tx, d Details, at *grid.Point) (Worker, error) {
	w := Worker{ID: ident.New[Worker](tx.Now()), Details: d, Standing: Offered, StandingAt: tx.Now(), At: at, Version: 1}
	if err := insert(tx, w); err != nil {
		return Worker{}, err
	}
	return w, record(tx, w, "put somebody on the staff list", "staff.added", nil)
}

// Save changes what is known of somebody, and the account they sign in by.
func (s *Service) Save(ctx context.Context, id ID, version int64, d Details, account accounts.ID) (err error) {
	defer fault.Wrap(&err, "save worker %s", id)
	if err := access.Check(ctx, d.Neighbourhood, keepers...); err != nil {
		return err
	}
	at, err := s.ready(ctx, &d)
	if err != nil {
		return err
	}
	return known(s.db.Write(ctx, func(tx *db.Tx) error {
		w, err := held(tx, id)
		if err != nil {
			return err
		}
		if err := access.Check(ctx, w.Neighbourhood, keepers...); err != nil {
			return err
		}
		w.Details, w.At, w.Account, w.Version = d, at, account, version
		saved, err := updateDetails(tx, w)
		if err == nil && !saved {
			err = stale()
		}
		if err != nil {
			return err
		}
		return record(tx, w, "changed what is known of a member of staff", "staff.changed", nil)
	}))
}

func stale() error {
	return fault.New(fault.Stale, "staff.stale", "Somebody else has saved this since you opened it. Look at what they wrote, then save again.")
}

func known(err error) error {
	if db.IsUnique(err) {
		return fault.New(fault.Conflict, "staff.known", "Somebody with this work email, or this account, is on the staff list already. Look them up in the list.")
	}
	return err
}

// ready checks details and finds where somebody sets out from.
func (s *Service) ready(ctx context.Context, d *Details) (*grid.Point, error) {
	rules, err := s.Rules(ctx)
	if err != nil {
		return nil, err
	}
	if err := d.check(rules); err != nil {
		return nil, err
	}
	if d.Postcode == "" {
		return nil, nil
	}
	found, err := s.places.Route(ctx, string(d.Postcode))
	return found.At, err
}

func (d *Details) check(rules *Rules) error {
	for _, text := range []*string{&d.Name, &d.Employer, &d.Home, &d.Email, &d.Asks, &d.Base} {
		*text = strings.TrimSpace(*text)
	}
	wrong := func(code, message string) error { return fault.New(fault.Invalid, "staff."+code, message) }
	switch {
	case d.Name == "":
		return wrong("no-name", "Enter their name.")
	case d.Employer == "":
		return wrong("no-employer", "Enter who employs them.")
	case d.Email == "":
		return wrong("no-email", "Enter their work email address: shifts are told by it.")
	case d.Most < 0 || d.Most > MostShifts:
		return wrong("most", "Enter how many shifts a week they work at most, from 1 to 7, or leave it empty.")
	case d.Reach < 0 || d.Reach > MostReach:
		return wrong("reach", "Enter how far they go, from 1 to 100 kilometres, or leave it empty.")
	case !d.From.IsZero() && !d.To.IsZero() && d.To.Before(d.From):
		return wrong("dates", "The day they are lent until is before the day they are lent from. Change one of them.")
	}
	return d.checkChoices(rules)
}

func (d *Details) checkChoices(rules *Rules) error {
	for _, id := range d.Skills {
		if !slices.Contains(rules.SkillIDs(), id) {
			return fault.New(fault.Invalid, "staff.no-skill", "A skill that was chosen is no longer in the blueprint. Choose again.")
		}
	}
	for _, id := range d.Keeps {
		if _, ok := rules.Constraint(id); !ok {
			return fault.New(fault.Invalid, "staff.no-constraint", "An instruction that was chosen is no longer in the blueprint. Choose again.")
		}
	}
	return nil
}
