package rounds

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/protocols"
)

// MyRounds are the rounds of today of whoever is signed in.
func (s *Service) MyRounds(ctx context.Context) (all []Round, err error) {
	defer fault.Wrap(&err, "own rounds")
	who := access.From(ctx)
	if !who.SignedIn() {
		return nil, access.CheckHeld(ctx, drivers...)
	}
	return roundsDriven(s.db.Read(ctx), who.Account, s.Today(ctx))
}

// drives reports whether somebody is the driver of a round, on its day.
func (r Round) drives(ctx context.Context, now time.Time) bool {
	who := access.From(ctx)
	return who.SignedIn() && who.Account == r.Driver.Account && r.Day.Equal(dayOf(now))
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
		r.State, r.LeftAt = RoundOut, tx.Now()
		stops, err := stopsOfRound(tx, id)
		if err != nil {
			return err
		}
		for _, stop := range onRound(stops) {
			if err := s.load(tx, stop); err != nil {
				return err
			}
		}
		return r.tell(tx, "set out on a round", "left", nil)
	})
}

// load says of what is brought that it is on its way. What is fetched first is not yet.
func (s *Service) load(tx *db.Tx, stop Stop) error {
	if stop.Task != Bring || stop.State != Planned {
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
	return slices.ContainsFunc(all, func(s Stop) bool { return s.Task == Fetch && s.Ref == stop.Ref && s.State != TakenOff }), err
}

// carry moves what a stop brings.
func (s *Service) carry(tx *db.Tx, stop Stop, c deliveries.Carried) error {
	if stop.Source == OfBulk {
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

// Said is what came of a stop.
type Said struct {
	Stop     StopID
	Version  int64 // of the stop as it was seen
	Outcome  StopState
	Received string // which neighbour
	Note     string
	Concern  string    // what whoever was there is worried about
	Unopened bool      // the last box stood there unopened
	Key      string    // names this saying: sent twice, it is one
	At       time.Time // when it happened; zero is now
}

func (d Said) check(stop Stop, medicine bool) error {
	switch {
	case !slices.Contains(stop.Task.Outcomes(), d.Outcome):
		return invalid("rounds.outcome", "Select what came of it.")
	case d.Outcome == Neighbour && medicine:
		return invalid("rounds.medicine-neighbour", "Medicine is never left with a neighbour. Bring it back, and say that nobody opened.")
	case d.Outcome == Neighbour && d.Received == "":
		return invalid("rounds.which-neighbour", "Enter which neighbour took it, as they agreed.")
	case (d.Outcome == Refused || d.Outcome == NotThere) && d.Note == "":
		return invalid("rounds.say-why", "Enter what they said, so that the next person knows.")
	case d.Key == "":
		return invalid("rounds.no-key", "This page is out of date. Open it again.")
	case len([]rune(d.Note)) > longestNote || len([]rune(d.Concern)) > longestNote || len([]rune(d.Received)) > longestNote:
		return invalid("rounds.too-long", "Use 400 characters or fewer.")
	}
	return nil
}

const longestNote = 400

// Record takes what came of a stop, once for each key. In the same transaction what was
// brought moves along, with the work on the need by its protocol; and what was found at the
// door begins or joins the person's one welfare check, where the blueprint says so. It is
// [fault.Stale] when the stop has changed since it was seen.
func (s *Service) Record(ctx context.Context, d Said) (err error) {
	defer fault.Wrap(&err, "record stop %s", d.Stop)
	d.Note, d.Concern, d.Received = strings.TrimSpace(d.Note), strings.TrimSpace(d.Concern), strings.TrimSpace(d.Received)
	r, err := s.Rules(ctx)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if _, told, err := stopByKey(tx, d.Key); err != nil || told {
			return err
		}
		stop, round, err := s.heldStop(ctx, tx, d.Stop)
		if err != nil {
			return err
		}
		return s.record(tx, r, round, stop, d)
	})
}

// heldStop reads a stop for whoever drives its round, or plans there.
func (s *Service) heldStop(ctx context.Context, tx *db.Tx, id StopID) (stop Stop, round Round, err error) {
	if stop, err = stopByID(tx, id); err != nil {
		return stop, round, err
	}
	if round, err = holdRound(tx, stop.Round); err != nil {
		return stop, round, err
	}
	if !round.drives(ctx, tx.Now()) && !access.From(ctx).HasFor(round.Neighbourhood, planners...) {
		return stop, round, noSuch("stop")
	}
	stop, err = stopByID(tx, id)
	return stop, round, err
}

func (s *Service) record(tx *db.Tx, r *fleet.Rules, round Round, stop Stop, d Said) error {
	switch {
	case stop.Version != d.Version || stop.State != Planned:
		return fault.New(fault.Stale, "rounds.stop-changed", "This stop has changed since you opened it: "+lower(stop.State.Label())+". Look at it again, then decide.")
	case round.State != RoundOut:
		return round.State.next("")
	}
	medicine, err := isMedicine(tx, stop)
	if err != nil {
		return err
	}
	if err := d.check(stop, medicine); err != nil {
		return err
	}
	at := d.At
	if at.IsZero() || at.After(tx.Now()) || at.Before(round.LeftAt) {
		at = tx.Now()
	}
	stop.State, stop.SaidAt, stop.SaidBy, stop.Received, stop.Note = d.Outcome, at, tx.Actor(), d.Received, d.Note
	stop.Concern, stop.Unopened, stop.Key = d.Concern, d.Unopened, d.Key
	if err := s.moves(tx, stop); err != nil {
		return err
	}
	if err := saveStop(tx, stop); err != nil {
		return err
	}
	checked, err := s.check(tx, r, stop)
	if err != nil {
		return err
	}
	return round.tell(tx, "recorded a stop of a round", "stop", map[string]any{"outcome": d.Outcome, "check": checked}, stop.object())
}

func (s Stop) object() journal.Object { return journal.Object{Kind: string(s.Source), ID: s.Ref.ID} }

func isMedicine(r db.Reader, stop Stop) (bool, error) {
	if stop.Source != OfDelivery {
		return false, nil
	}
	d, err := deliveries.StopIn(r, deliveries.ID(stop.Ref.ID))
	return d.Kind == deliveries.Medicine, err
}

// moves moves what the stop brings along with what came of it.
func (s *Service) moves(tx *db.Tx, stop Stop) error {
	note := stop.Note
	switch stop.State {
	case Handed:
		return s.carry(tx, stop, deliveries.Carried{To: deliveries.Delivered, Note: note})
	case Neighbour:
		return s.carry(tx, stop, deliveries.Carried{To: deliveries.Delivered, With: stop.Received, Note: strings.TrimSpace("Left with a neighbour, as agreed: " + stop.Received + ". " + note)})
	case NoReply:
		return s.carry(tx, stop, deliveries.Carried{To: deliveries.Back, Note: strings.TrimSpace("Nobody opened. " + note)})
	case Refused:
		return s.carry(tx, stop, deliveries.Carried{To: deliveries.Back, Note: "They did not want it: " + note, Refused: true})
	case Collected:
		if stop.Task == Fetch {
			return s.carry(tx, stop, deliveries.Carried{To: deliveries.Out})
		}
	case NotThere:
		return s.dropBring(tx, stop)
	}
	return nil
}

// dropBring takes off the round what could not be fetched: nobody goes there empty-handed.
func (s *Service) dropBring(tx *db.Tx, fetch Stop) error {
	all, err := stopsOfRound(tx, fetch.Round)
	if err != nil {
		return err
	}
	for _, one := range all {
		if one.Task == Bring && one.Ref == fetch.Ref && one.State == Planned {
			one.State, one.Note = TakenOff, "It could not be fetched: "+fetch.Note
			return saveStop(tx, one)
		}
	}
	return nil
}

// check begins or joins the person's check for what was found at their door.
func (s *Service) check(tx *db.Tx, r *fleet.Rules, stop Stop) (began bool, err error) {
	if s.checks == nil || stop.Record == "" || stop.Task != Bring {
		return false, nil
	}
	var why []string
	if stop.State == NoReply && r.Starts(fleet.NobodyOpened) {
		why = append(why, "Nobody opened the door to a delivery.")
	}
	if stop.Unopened && r.Starts(fleet.BoxUnopened) {
		why = append(why, "The last box stood there unopened.")
	}
	if stop.Concern != "" && r.Starts(fleet.Worried) {
		why = append(why, "Whoever brought it is worried: "+stop.Concern)
	}
	if len(why) == 0 {
		return false, nil
	}
	_, err = s.checks.CheckIn(tx, protocols.CheckOn{Record: stop.Record, Why: strings.Join(why, " "), Key: fmt.Sprintf("rounds %s %d", stop.ID, stop.Version)})
	if fault.KindOf(err) == fault.NotFound && err != nil {
		return false, nil // this borough has no check
	}
	return err == nil, err
}

func (r Round) tell(tx *db.Tx, verb, topic string, data map[string]any, more ...journal.Object) error {
	return tell(tx, verb, topic, r.Neighbourhood, data, append(more, roundObject(r.ID), planObject(r.Plan))...)
}
