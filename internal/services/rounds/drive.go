package rounds

import (
	"context"
	"slices"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/routing"
)

// MyRounds are the rounds of today of whoever is signed in.
func (s *Service) MyRounds(ctx context.Context) (all []Round, err error) {
	defer fault.Wrap(&err, "own rounds")
	who := access.From(ctx)
	if !who.SignedIn() {
		return nil, access.CheckHeld(ctx, drivers...)
	}
	return roundsDriven(s.db.Read(ctx), fleet.DriverOf(who).Account, s.Today(ctx))
}

// drives reports whether somebody is the driver of a round, on its day.
func (r Round) drives(ctx context.Context, now time.Time) bool {
	return r.Driver.Is(access.From(ctx)) && r.Day.Equal(dayOf(now))
}

// Round returns a round with its stops, for its driver on the day, or somebody who sees the
// rounds of where it is. For others there is no such round.
func (s *Service) Round(ctx context.Context, id RoundID) (r Round, stops []Stop, err error) {
	defer fault.Wrap(&err, "round %s", id)
	h := s.db.Read(ctx)
	if r, err = roundByID(h, id); err != nil {
		return Round{}, nil, err
	}
	if !r.drives(ctx, h.Now()) && !access.From(ctx).HasFor(r.Neighbourhood, viewers...) {
		return Round{}, nil, noSuch("round")
	}
	stops, err = stopsOfRound(h, id)
	return r, onRound(stops), err
}

// onRound are the stops that are still on a round, in order.
func onRound(all []Stop) []Stop {
	return slices.DeleteFunc(all, func(s Stop) bool { return s.State == TakenOff })
}

// RoundsOf lists the rounds of a plan that the caller may see.
func (s *Service) RoundsOf(ctx context.Context, p Plan) ([]Round, error) {
	return roundsOfPlan(s.db.Read(ctx), p.ID)
}

// StopsOf lists every stop of a plan's rounds.
func (s *Service) StopsOf(ctx context.Context, p Plan) ([]Stop, error) {
	all, err := stopsOfPlan(s.db.Read(ctx), p.ID)
	return onRound(all), err
}

// Leave says that a round has set out: what it carries is on its way. What is not ready any
// more is taken off, and its driver told by the sheet.
func (s *Service) Leave(ctx context.Context, id RoundID, version int64) (err error) {
	defer fault.Wrap(&err, "leave on round %s", id)
	return s.onRound(ctx, id, version, func(tx *db.Tx, r *Round) error {
		if err := r.State.next(RoundOut); err != nil {
			return err
		}
		return s.setOut(tx, r, tx.Now())
	})
}

// setOut has a round on its way since a time, with what it carries.
func (s *Service) setOut(tx *db.Tx, r *Round, at time.Time) error {
	r.State, r.LeftAt = RoundOut, at
	stops, err := stopsOfRound(tx, r.ID)
	if err != nil {
		return err
	}
	for _, stop := range onRound(stops) {
		if err := s.load(tx, stop); err != nil {
			return err
		}
	}
	return r.tell(tx, "set out on a round", "left", nil)
}

// load says of what is brought that it is on its way. What is fetched first is not yet.
func (s *Service) load(tx *db.Tx, stop Stop) error {
	if stop.Task != routing.Bring || stop.State != Planned {
		return nil
	}
	fetched, err := fetchedFirst(tx, stop)
	if err != nil || fetched {
		return err
	}
	err = s.carry(tx, stop, deliveries.Carried{To: deliveries.Out})
	if fault.KindOf(err) == fault.Conflict && err != nil {
		stop.State, stop.Note = TakenOff, fault.MessageOf(err)
		return saveStop(tx, stop)
	}
	return err
}

// fetchedFirst reports whether the thing has a stop of its own where it is fetched.
func fetchedFirst(r db.Reader, stop Stop) (bool, error) {
	all, err := stopsOfRound(r, stop.Round)
	return slices.ContainsFunc(all, func(s Stop) bool { return s.Task == routing.Fetch && s.Ref == stop.Ref && s.State != TakenOff }), err
}

// carry moves what a stop brings.
func (s *Service) carry(tx *db.Tx, stop Stop, c deliveries.Carried) error {
	if stop.Source == routing.OfVisit {
		return nil // nothing is brought
	}
	if stop.Source == routing.OfBulk {
		b, err := fleet.BulkByID(tx, fleet.BulkID(stop.Ref.ID))
		if err != nil {
			return err
		}
		return b.Move(tx, c.To)
	}
	return s.deliveries.Carry(tx, deliveries.ID(stop.Ref.ID), c)
}

// onRound changes a round for its driver on the day, or a planner of where it is.
func (s *Service) onRound(ctx context.Context, id RoundID, version int64, change func(*db.Tx, *Round) error) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		r, err := holdRound(tx, id)
		if err != nil {
			return err
		}
		if !r.drives(ctx, tx.Now()) {
			if err := access.Check(ctx, r.Neighbourhood, planners...); err != nil {
				return err
			}
		}
		if r.Version != version {
			return stale("round")
		}
		if err := change(tx, &r); err != nil {
			return err
		}
		return saveRound(tx, r)
	})
}

func (r Round) tell(tx *db.Tx, verb, topic string, data map[string]any, more ...journal.Object) error {
	return tell(tx, verb, topic, r.Neighbourhood, data, append(more, roundObject(r.ID), planObject(r.Plan))...)
}
