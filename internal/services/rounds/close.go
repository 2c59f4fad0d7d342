package rounds

import (
	"context"
	"slices"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/fleet"
	"kith/internal/work/routing"
)

func dayOf(at time.Time) day.Date { return day.Of(at) }

// Return says that a round is back at its base.
func (s *Service) Return(ctx context.Context, id RoundID, version int64) (err error) {
	defer fault.Wrap(&err, "return from round %s", id)
	return s.onRound(ctx, id, version, func(tx *db.Tx, r *Round) error {
		if err := r.State.next(RoundBack); err != nil {
			return err
		}
		r.State, r.BackAt = RoundBack, tx.Now()
		return r.tell(tx, "came back from a round", "back", nil)
	})
}

// Account is what a round comes to: of each thing that went out, what became of it.
type Account struct {
	Handed  int    // to people and neighbours
	Back    int    // brought back, and seen at the base
	Missing []Stop // brought back, and nobody has seen it yet
	Open    []Stop // nobody has said what came of it
	Off     int    // taken off, or not fetched
}

// Settled reports whether everything is accounted for.
func (a Account) Settled() bool { return len(a.Missing)+len(a.Open) == 0 }

// Accounts sums up the stops of a round.
func Accounts(stops []Stop) (a Account) {
	for _, s := range stops {
		switch {
		case s.Task == routing.Visit && s.State.Done(): // nothing was brought
		case s.Task == routing.Reload || s.Task == routing.Fetch && s.State != Planned:
		case s.State == TakenOff:
			a.Off++
		case s.State == Planned:
			a.Open = append(a.Open, s)
		case s.State.Returns() && !s.Back:
			a.Missing = append(a.Missing, s)
		case s.State.Returns():
			a.Back++
		default:
			a.Handed++
		}
	}
	return a
}

// Close closes a round that is back, once everything is accounted for. seen are the stops whose
// boxes whoever closes it has before them. It is [fault.Conflict] in words while something is
// missing.
func (s *Service) Close(ctx context.Context, id RoundID, version int64, seen []StopID) (err error) {
	defer fault.Wrap(&err, "close round %s", id)
	return s.db.Write(ctx, func(tx *db.Tx) error {
		r, err := holdRound(tx, id)
		if err != nil {
			return err
		}
		if err := access.Check(ctx, r.Neighbourhood, viewers...); err != nil {
			return err
		}
		if r.Version != version {
			return stale("round")
		}
		if err := r.State.next(RoundClosed); err != nil {
			return err
		}
		return s.close(tx, r, seen)
	})
}

func (s *Service) close(tx *db.Tx, r Round, seen []StopID) error {
	stops, err := stopsOfRound(tx, r.ID)
	if err != nil {
		return err
	}
	for i := range stops {
		one := &stops[i]
		if !one.State.Returns() || one.Back || !slices.Contains(seen, one.ID) {
			continue
		}
		one.Back = true
		if err := saveStop(tx, *one); err != nil {
			return err
		}
		one.Version++
	}
	a := Accounts(stops)
	switch {
	case len(a.Open) > 0:
		return conflict("rounds.open-stops", "Nobody has said what came of "+fleet.Counted(int64(len(a.Open)), "stop", "stops")+". Record it first.")
	case len(a.Missing) > 0:
		return conflict("rounds.missing", fleet.Counted(int64(len(a.Missing)), "load that came back is", "loads that came back are")+" not ticked. Tick what you have before you, or find it first.")
	}
	v, err := versionOf(tx, r.Plan, r.PlanNumber)
	if err != nil {
		return err
	}
	r.State, r.ClosedAt, r.ClosedBy = RoundClosed, tx.Now(), tx.Actor()
	r.DroveSeconds = driven(r, stops, v.BreaksOn(), float64(v.Factor)/1000)
	if err := saveRound(tx, r); err != nil {
		return err
	}
	if err := r.tell(tx, "closed a round", "closed", map[string]any{"handed": a.Handed, "back": a.Back}); err != nil {
		return err
	}
	return closePlan(tx, r.Plan)
}

// closePlan closes a plan whose rounds are all closed.
func closePlan(tx *db.Tx, id PlanID) error {
	all, err := roundsOfPlan(tx, id)
	if err != nil {
		return err
	}
	for _, r := range all {
		if r.State != RoundClosed {
			return nil
		}
	}
	p, err := planByID(tx, id)
	if err != nil || p.State == Closed || p.State == Solving {
		return err
	}
	p.State = Closed
	if err := savePlan(tx, p); err != nil {
		return err
	}
	return p.tell(tx, "closed a day of rounds", "day-closed", nil)
}
