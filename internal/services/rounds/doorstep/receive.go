package doorstep

import (
	"context"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/services/rounds"
)

// Written is what came of a stop as a phone wrote it down: the words of [Said].
type Written struct {
	Stop     rounds.StopID    `json:"stop"`
	Outcome  rounds.StopState `json:"outcome"`
	Received string           `json:"received"`
	Note     string           `json:"note"`
	Concern  string           `json:"concern"`
	Unopened bool             `json:"unopened"`
	At       time.Time        `json:"at"`
}

// Receipt is what became of something a phone sent.
type Receipt string

// The receipts.
const (
	Recorded Receipt = "recorded"
	ToSettle Receipt = "to-settle" // the plan had changed: the hub decides
)

// Receive takes what a driver recorded at a door without signal, once for each key. Where the
// stop is as it was, on a round of theirs, it is recorded as [Service.Record] does, late as it
// may be. Where the plan has changed it is kept for the hub to settle, and never lost; what was
// found at the door begins or joins the person's check all the same.
//
// It is [fault.Forbidden] for anybody but whoever wrote it, and for a stop they never had.
func (s *Service) Receive(ctx context.Context, e Sealed) (got Receipt, err error) {
	defer fault.Wrap(&err, "receive an outcome")
	var w Written
	if err := s.from(ctx, e, "outcome", &w); err != nil {
		return "", err
	}
	if w.Outcome.Label() == rounds.Planned.Label() || w.Outcome == rounds.TakenOff {
		return "", invalid("rounds.outcome", "Select what came of it.")
	}
	r, err := s.rounds.Rules(ctx)
	if err != nil {
		return "", err
	}
	d := Said{Stop: w.Stop, Outcome: w.Outcome, Received: w.Received, Note: w.Note, Concern: w.Concern, Unopened: w.Unopened, Key: e.Key, At: w.At}.trimmed()
	got, err = s.receive(ctx, d, Recorded, func(tx *db.Tx, stop rounds.Stop, round rounds.Round, d Said) error {
		return s.record(tx, r, round, stop, d)
	})
	if why := err; keeps(why) {
		return s.receive(ctx, d, ToSettle, func(tx *db.Tx, stop rounds.Stop, round rounds.Round, d Said) error {
			return s.leaveToHub(tx, r, round, stop, d, why)
		})
	}
	return got, err
}

// keeps reports whether an outcome that could not be recorded is for the hub to settle.
func keeps(err error) bool {
	k := fault.KindOf(err)
	return err != nil && (k == fault.Stale || k == fault.Conflict || k == fault.Invalid)
}

// from opens what the one who is signed in sealed.
func (s *Service) from(ctx context.Context, e Sealed, kind string, v any) error {
	who := access.From(ctx)
	if !who.SignedIn() {
		return access.CheckHeld(ctx, rounds.Drivers()...)
	}
	if e.Account != who.Account {
		return fault.New(fault.Forbidden, "rounds.another's", "Somebody else recorded this. It is sent once they sign in.")
	}
	if e.Kind != kind || e.Key == "" || len(e.Key) > longestKey {
		return invalid("rounds.sealed-kind", "This is not what it is sent as.")
	}
	return s.open(e, v)
}

const longestKey = 60

// receive does something about an outcome that is not known yet.
func (s *Service) receive(ctx context.Context, d Said, as Receipt, do func(*db.Tx, rounds.Stop, rounds.Round, Said) error) (got Receipt, err error) {
	take := func(tx *db.Tx) (err error) {
		if got, err = known(tx, d.Key); got != "" || err != nil {
			return err
		}
		stop, round, err := s.had(ctx, tx, d.Stop)
		if err != nil {
			return err
		}
		if round.Driver.Is(access.From(ctx)) && stop.State == rounds.Planned {
			if stop, round, err = s.onItsWay(tx, stop, round, d.At); err != nil {
				return err
			}
			d.Version = stop.Version // it may have been moved on their round, and they were there
		}
		got = as
		return do(tx, stop, round, d)
	}
	err = s.db.Write(ctx, take)
	if db.IsUnique(err) { // sent twice at once
		err = s.db.Write(ctx, take)
	}
	return got, err
}

// known is what became of an outcome that was sent before; "" where none was.
func known(r db.Reader, key string) (Receipt, error) {
	if told, err := rounds.SaidWith(r, key); told || err != nil {
		return Recorded, err
	}
	if _, kept, err := unsettledByKey(r, key); kept || err != nil {
		return ToSettle, err
	}
	return "", nil
}

// had reads a stop that is on a round of whoever is signed in, or that they took along.
func (s *Service) had(ctx context.Context, tx *db.Tx, id rounds.StopID) (stop rounds.Stop, round rounds.Round, err error) {
	if stop, err = rounds.StopIn(tx, id); err != nil {
		return stop, round, err
	}
	if round, err = rounds.HoldRound(tx, stop.Round); err != nil {
		return stop, round, err
	}
	if who := access.From(ctx); !round.Driver.Is(who) {
		took, err := tookAlong(tx, id, who.Account)
		if err != nil {
			return stop, round, err
		}
		if !took {
			return stop, round, fault.New(fault.Forbidden, "rounds.never-yours", "This stop was never on a round of yours.")
		}
	}
	stop, err = rounds.StopIn(tx, id)
	return stop, round, err
}

// onItsWay has a round set out of which something was recorded: whoever stood at a door has.
func (s *Service) onItsWay(tx *db.Tx, stop rounds.Stop, round rounds.Round, at time.Time) (rounds.Stop, rounds.Round, error) {
	if round.State != rounds.RoundReady {
		return stop, round, nil
	}
	if at.IsZero() || at.After(tx.Now()) || !day.Of(at).Equal(round.Day) {
		at = tx.Now()
	}
	if err := s.rounds.SetOut(tx, &round, at); err != nil {
		return stop, round, err
	}
	stop, err := rounds.StopIn(tx, stop.ID)
	return stop, round, err
}
