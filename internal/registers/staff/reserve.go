package staff

import (
	"context"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
)

// MostWithin is the most hours within which somebody on the reserve list may be called.
const MostWithin = 720

// ReserveIn puts somebody on the reserve list in the caller's transaction, with what they
// are trained for and how soon they come.
func (s *Service) ReserveIn(tx *db.Tx, w Worker, r Readiness, why string) error {
	if err := r.check(); err != nil {
		return err
	}
	w.Reserved = r
	return s.MoveIn(tx, w, Reserve, why)
}

func (r Readiness) check() error {
	if r.Within < 1 || r.Within > MostWithin {
		return fault.New(fault.Invalid, "staff.within", "Enter within how many hours they can be called up, from 1 to 720.")
	}
	return nil
}

// Refresh notes that somebody on the reserve list was trained anew today, in what, and how
// soon they come.
func (s *Service) Refresh(ctx context.Context, c Choice, trained []string, within int64) (err error) {
	defer fault.Wrap(&err, "refresh worker %s", c.ID)
	r := Readiness{For: trained, Within: within}
	if err := r.check(); err != nil {
		return err
	}
	return s.change(ctx, c, func(tx *db.Tx, w Worker) error {
		if w.Standing != Reserve {
			return notInReserve()
		}
		r.Refreshed = day.Of(tx.Now())
		w.Reserved = r
		if err := touch(tx, w); err != nil {
			return err
		}
		return record(tx, w, "refreshed the training of somebody on the reserve list", "staff.refreshed", nil)
	})
}

// CallUp takes somebody from the reserve list: to be ready where their training still
// counts, and into induction where it does not. It returns which.
func (s *Service) CallUp(ctx context.Context, c Choice, why string) (to Standing, err error) {
	defer fault.Wrap(&err, "call worker %s up", c.ID)
	rules, err := s.Rules(ctx)
	if err != nil {
		return "", err
	}
	err = s.change(ctx, c, func(tx *db.Tx, w Worker) error {
		if w.Standing != Reserve {
			return notInReserve()
		}
		to = Inducting
		if w.Reserved.Fresh(day.Of(tx.Now()), rules.Reserve.RefreshMonths) {
			to = Ready
		} else if err := forgetInduction(tx, w, rules); err != nil {
			return err
		}
		c := Called{ID: ident.New[Called](tx.Now()), Worker: w.ID, To: to, At: tx.Now(), By: tx.Actor(), Why: strings.TrimSpace(why)}
		if err := insertCalled(tx, c); err != nil {
			return err
		}
		return s.MoveIn(tx, w, to, why)
	})
	return to, err
}

// forgetInduction has everything learnt anew.
func forgetInduction(tx *db.Tx, w Worker, rules *Rules) error { return noteItems(tx, w, rules, nil) }

func notInReserve() error {
	return fault.New(fault.Conflict, "staff.not-reserve", "They are not on the reserve list. Look at their page again.")
}
