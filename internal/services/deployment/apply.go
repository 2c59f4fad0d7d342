package deployment

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/staff"
)

// Pick is a seat for somebody, as the plan showed it.
type Pick struct {
	Seat   Seat
	Worker staff.ID
}

// Applied is what came of a plan.
type Applied struct {
	Given  int
	Passed []string // what no longer fits, and why
}

// Apply gives seats to people. Each is judged anew by every hard rule, in the transaction
// that gives it; what no longer fits is passed over and said. Whoever was ready is deployed
// by it.
func (s *Service) Apply(ctx context.Context, picks []Pick) (a Applied, err error) {
	defer fault.Wrap(&err, "apply a plan")
	by, set, err := s.picked(ctx, picks)
	if err != nil {
		return a, err
	}
	for id, openings := range by {
		slices.SortFunc(openings, func(a, b Opening) int { return a.From.Compare(b.From) })
		given, passed, err := s.give(ctx, set, id, openings)
		if err != nil {
			return a, err
		}
		a.Given, a.Passed = a.Given+given, append(a.Passed, passed...)
	}
	slices.SortFunc(a.Passed, cmp.Compare[string])
	return a, nil
}

// picked finds the seats that are picked, by who is to have them. The caller plans their
// hubs.
func (s *Service) picked(ctx context.Context, picks []Pick) (by map[staff.ID][]Opening, set setting, err error) {
	if set, err = s.setting(ctx); err != nil {
		return nil, set, err
	}
	type week struct {
		monday day.Date
		hub    string
	}
	known, seats := map[week]bool{}, map[Seat]Opening{}
	by = map[staff.ID][]Opening{}
	for _, p := range picks {
		if err := access.Check(ctx, p.Seat.Hub, planners...); err != nil {
			return nil, set, err
		}
		if of := (week{Monday(p.Seat.Day), p.Seat.Hub}); !known[of] {
			all, err := s.openings(ctx, set, of.monday, []string{of.hub})
			if err != nil {
				return nil, set, err
			}
			for _, o := range all {
				seats[o.Seat] = o
			}
			known[of] = true
		}
		o, ok := seats[p.Seat]
		if !ok {
			return nil, set, missing()
		}
		by[p.Worker] = append(by[p.Worker], o)
	}
	return by, set, nil
}

// give gives somebody their seats in one transaction.
func (s *Service) give(ctx context.Context, set setting, id staff.ID, openings []Opening) (given int, passed []string, err error) {
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		given, passed = 0, nil
		w, err := s.plannable(ctx, tx, id)
		if err != nil {
			return err
		}
		for _, o := range openings {
			switch err := s.giveOne(tx, &w, o, set); {
			case fault.KindOf(err) == fault.Conflict:
				passed = append(passed, fault.MessageOf(err))
			case err != nil:
				return err
			default:
				given++
			}
		}
		return nil
	})
	return given, passed, err
}

func (s *Service) giveOne(tx *db.Tx, w *staff.Worker, o Opening, set setting) error {
	if !o.From.After(tx.Now()) {
		return fault.New(fault.Conflict, "deployment.begun", o.Name+" on "+when(o.From)+" has begun already.")
	}
	if err := fitsNow(tx, *w, o, set); err != nil {
		return err
	}
	h := Held{
		Seat: o.Seat, ID: ident.New[Held](tx.Now()), Worker: w.ID, Name: o.Name, Place: o.Place, From: o.From, To: o.To,
		GivenAt: tx.Now(), GivenBy: tx.Actor(), asks: asks{o.Skills, o.Demands},
	}
	if first, err := insertHeld(tx, h); err != nil {
		return err
	} else if !first {
		return fault.New(fault.Conflict, "deployment.taken", "Somebody has "+o.Name+" on "+when(o.From)+" already.")
	}
	if err := deleteLocks(tx, o.Seat, false); err != nil {
		return err
	}
	if w.Standing == staff.Ready {
		if err := s.staff.MoveIn(tx, *w, staff.Deployed, "given a first shift"); err != nil {
			return err
		}
		w.Standing = staff.Deployed
	}
	return tell(tx, w.ID, o.Hub, "gave a member of staff a shift", "deployment.given", map[string]any{"seat": o.Seat.String(), "shift": string(h.ID)})
}

// Give puts somebody on an open seat by hand, outside any plan. What keeps them from it is
// [fault.Conflict] in words.
func (s *Service) Give(ctx context.Context, p Pick) error {
	a, err := s.Apply(ctx, []Pick{p})
	if err == nil && len(a.Passed) > 0 {
		err = fault.New(fault.Conflict, "deployment.unfit", a.Passed[0])
	}
	return err
}

// TakeOff frees a seat, with why. The seat is then open again.
func (s *Service) TakeOff(ctx context.Context, id HeldID, why string) (err error) {
	defer fault.Wrap(&err, "take shift %s off", id)
	if why = strings.TrimSpace(why); why == "" {
		return fault.New(fault.Invalid, "deployment.no-why", "Enter why they are taken off: they read it on their own page.")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		h, err := heldByID(tx, id)
		if err != nil {
			return err
		}
		if err := access.Check(ctx, h.Hub, planners...); err != nil {
			return err
		}
		if !h.From.After(tx.Now()) {
			return fault.New(fault.Conflict, "deployment.begun", "This shift has begun or is over. It stays as it is.")
		}
		ended, err := endHeld(tx, id, why)
		if err != nil {
			return err
		}
		if !ended {
			return fault.New(fault.Conflict, "deployment.off", "They are off this shift already.")
		}
		return tell(tx, h.Worker, h.Hub, "took a member of staff off a shift", "deployment.taken-off", map[string]any{"shift": string(id), "seat": h.Seat.String()})
	})
}

// Shift reads one seat that somebody works, for whoever plans its hub.
func (s *Service) Shift(ctx context.Context, id HeldID) (h Held, err error) {
	defer fault.Wrap(&err, "shift %s", id)
	if h, err = heldByID(s.db.Read(ctx), id); err != nil {
		return Held{}, err
	}
	return h, access.Check(ctx, h.Hub, planners...)
}

// Moved frees the shifts ahead of whoever may be given none any more. The register of staff
// asks it in the transaction of each move.
func (s *Service) Moved(tx *db.Tx, w staff.Worker, _ staff.Standing) error {
	if w.Standing.Works() {
		return nil
	}
	n, err := endAfter(tx, w.ID, w.Standing.Label())
	if err != nil || n == 0 {
		return err
	}
	return tell(tx, w.ID, w.Neighbourhood, "freed the shifts of a member of staff", "deployment.freed", map[string]any{"shifts": n})
}
