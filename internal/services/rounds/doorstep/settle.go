package doorstep

import (
	"context"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/services/rounds"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/routing"
)

// Unsettled is what a driver recorded at a door and the plan no longer had room for.
type Unsettled struct {
	Said
	Round         rounds.RoundID // on which the driver had the stop
	Neighbourhood string
	Driver        fleet.Driver
	SentAt        time.Time
	Why           string // why it could not be taken, in words
	Checked       bool   // the person's check was begun or joined for it
	State         UnsettledState
	SettledAt     time.Time
	SettledBy     string
	Reason        string // why it was set aside
	Version       int64
}

// UnsettledState is where it stands.
type UnsettledState string

// The states.
const (
	StillOpen UnsettledState = "open"
	Accepted  UnsettledState = "accepted" // as recorded
	SetAside  UnsettledState = "aside"    // with a reason
)

// leaveToHub has the hub settle an outcome. What was found at the door is followed up at once.
func (s *Service) leaveToHub(tx *db.Tx, rules *fleet.Rules, round rounds.Round, stop rounds.Stop, d Said, why error) error {
	who := access.From(tx.Context())
	if d.At.IsZero() || d.At.After(tx.Now()) {
		d.At = tx.Now()
	}
	u := Unsettled{
		Said: d, Round: round.ID, Neighbourhood: round.Neighbourhood, Driver: fleet.DriverOf(who), SentAt: tx.Now(),
		State: StillOpen, Version: 1,
	}
	if fault.KindOf(why) != fault.Stale {
		u.Why = fault.MessageOf(why)
	}
	var err error
	if u.Checked, err = s.check(tx, rules, d.of(stop, d.At, who.Account)); err != nil {
		return err
	}
	if err := insertUnsettled(tx, u); err != nil {
		return err
	}
	return round.Tell(tx, "kept an outcome for the hub to settle", "unsettled", map[string]any{"outcome": d.Outcome, "check": u.Checked}, stop.Object())
}

// Quarrel is an outcome to settle beside how its stop stands.
type Quarrel struct {
	Unsettled
	Line  rounds.Line
	Now   rounds.Round // the round its stop is on, or was
	Since string       // what has changed, in words
}

// CountUnsettled is how many outcomes wait to be settled in what the caller sees.
func (s *Service) CountUnsettled(ctx context.Context) (int, error) {
	all, err := s.unsettled(ctx)
	return len(all), err
}

func (s *Service) unsettled(ctx context.Context) (mine []Unsettled, err error) {
	if err := access.CheckHeld(ctx, rounds.Viewers()...); err != nil {
		return nil, err
	}
	all, err := openUnsettled(s.db.Read(ctx))
	for _, u := range all {
		if watches(ctx, u.Neighbourhood) {
			mine = append(mine, u)
		}
	}
	return mine, err
}

// Quarrels are the outcomes to settle in what the caller sees, the oldest first. Who looked is
// noted.
func (s *Service) Quarrels(ctx context.Context) (all []Quarrel, err error) {
	defer fault.Wrap(&err, "outcomes to settle")
	open, err := s.unsettled(ctx)
	if err != nil {
		return nil, err
	}
	rules, err := s.rounds.Rules(ctx)
	if err != nil {
		return nil, err
	}
	h := s.db.Read(ctx)
	var lines []rounds.Line
	for _, u := range open {
		q, err := quarrel(h, rules, u)
		if err != nil {
			return nil, err
		}
		all, lines = append(all, q), append(lines, q.Line)
	}
	return all, s.rounds.NoteSeen(ctx, "looked at outcomes to settle", lines)
}

func quarrel(r db.Reader, rules *fleet.Rules, u Unsettled) (q Quarrel, err error) {
	q.Unsettled = u
	stop, err := rounds.StopIn(r, u.Stop)
	if err != nil {
		return q, err
	}
	if q.Now, err = rounds.RoundIn(r, stop.Round); err != nil {
		return q, err
	}
	q.Line, err = rounds.LineIn(r, rules, q.Now, stop)
	q.Since = q.since()
	return q, err
}

// since is what has changed, in words.
func (q Quarrel) since() string {
	switch s := q.Line.Stop; {
	case q.Why != "":
		return q.Why
	case s.State == rounds.TakenOff:
		return strings.TrimSpace("The plan was changed: this stop was taken off the round. " + s.Note)
	case s.State.Done():
		return "It was recorded already: " + lower(s.State.Label()) + "."
	case q.Now.ID != q.Round || q.Now.Driver.Account != q.Driver.Account:
		return "The plan was changed: the stop is on the round of " + q.Now.Driver.Name + " now."
	}
	return "The plan was changed."
}

// Accept has an outcome stand as it was recorded, whatever the plan says: what is brought
// moves along, and where it is on another round it is taken off there. It is [fault.Conflict]
// in words where the load stands so that this cannot have happened to it.
func (s *Service) Accept(ctx context.Context, key string, version int64) (err error) {
	defer fault.Wrap(&err, "accept outcome %s", key)
	rules, err := s.rounds.Rules(ctx)
	if err != nil {
		return err
	}
	return s.settle(ctx, key, version, func(tx *db.Tx, u *Unsettled) error {
		stop, err := rounds.StopIn(tx, u.Stop)
		if err != nil {
			return err
		}
		round, err := rounds.HoldRound(tx, stop.Round)
		if err != nil {
			return err
		}
		u.State = Accepted
		return s.accept(tx, rules, round, stop, *u)
	})
}

// SetAside leaves the stop as it is, with why.
func (s *Service) SetAside(ctx context.Context, key string, version int64, reason string) (err error) {
	defer fault.Wrap(&err, "set outcome %s aside", key)
	switch reason = strings.TrimSpace(reason); {
	case reason == "":
		return invalid("rounds.aside-why", "Enter why it is set aside, so that the driver and the next person know.")
	case len([]rune(reason)) > longestNote:
		return invalid("rounds.too-long", "Use 400 characters or fewer.")
	}
	return s.settle(ctx, key, version, func(tx *db.Tx, u *Unsettled) error {
		u.State, u.Reason = SetAside, reason
		return nil
	})
}

func (s *Service) settle(ctx context.Context, key string, version int64, how func(*db.Tx, *Unsettled) error) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		u, found, err := unsettledByKey(tx, key)
		if err != nil {
			return err
		}
		if !found || !watches(ctx, u.Neighbourhood) {
			return noSuch("outcome to settle")
		}
		if u.Version != version || u.State != StillOpen {
			return stale()
		}
		if err := how(tx, &u); err != nil {
			return err
		}
		u.SettledAt, u.SettledBy = tx.Now(), tx.Actor()
		if err := saveUnsettled(tx, u); err != nil {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: "settled an outcome from a doorstep", Topic: "doorstep.settled", Data: map[string]any{"neighbourhood": u.Neighbourhood, "as": u.State},
			Objects: []journal.Object{roundObject(u.Round), {Kind: "neighbourhood", ID: u.Neighbourhood}},
		})
	})
}

func (s *Service) accept(tx *db.Tx, rules *fleet.Rules, round rounds.Round, stop rounds.Stop, u Unsettled) error {
	if stop.State.Done() && stop.State == u.Outcome {
		return nil // somebody has recorded the same
	}
	medicine, err := isMedicine(tx, stop)
	if err != nil {
		return err
	}
	if err := u.check(stop, medicine); err != nil {
		return err
	}
	if err := s.comesOff(tx, stop); err != nil {
		return err
	}
	stop = u.of(stop, u.At, u.Driver.Account)
	stop.Back = stop.State.Returns() && round.State == rounds.RoundClosed // nobody closes that round again
	if err := s.wasOut(tx, stop); err != nil {
		return err
	}
	if err := s.moves(tx, stop); err != nil {
		return err
	}
	if err := rounds.SaveStop(tx, stop); err != nil || u.Checked {
		return err
	}
	_, err = s.check(tx, rules, stop)
	return err
}

// comesOff takes what was brought already off any other round.
func (s *Service) comesOff(tx *db.Tx, stop rounds.Stop) error {
	if stop.Task == routing.Reload {
		return nil
	}
	all, err := rounds.StopsWith(tx, stop.Ref)
	if err != nil {
		return err
	}
	for _, one := range all {
		if one.ID == stop.ID || one.Task != stop.Task || one.State != rounds.Planned {
			continue
		}
		one.State, one.Note = rounds.TakenOff, "Another driver had it with them."
		if err := rounds.SaveStop(tx, one); err != nil {
			return err
		}
	}
	return nil
}

// wasOut has what was brought be out once more, as the driver had it with them. A load for a
// group goes back from whatever was recorded of it meanwhile; of what somebody needs the work
// has gone on from there, and has to be taken back where it is kept.
func (s *Service) wasOut(tx *db.Tx, stop rounds.Stop) error {
	if stop.Task != routing.Bring {
		return nil
	}
	if stop.Source == routing.OfBulk {
		return s.bulkWasOut(tx, stop)
	}
	d, err := deliveries.StopIn(tx, deliveries.ID(stop.Ref.ID))
	switch {
	case err != nil:
		return err
	case d.State == deliveries.Ready && stop.State.Returns():
		return s.rounds.Carry(tx, stop, deliveries.Carried{To: deliveries.Out})
	case d.State == deliveries.Delivered && stop.State.Returns():
		return fault.New(fault.Conflict, "doorstep.handed-over", "It is recorded as handed over, and the work on the need has gone on from there. If that was a mistake, open it in its own list and take it back, then accept this.")
	case d.State == deliveries.Back && !stop.State.Returns():
		return fault.New(fault.Conflict, "doorstep.came-back", "It is recorded as come back, and the work on the need has gone on from there. If that was a mistake, open it in its own list and make it ready again, then accept this.")
	}
	return nil
}

func (s *Service) bulkWasOut(tx *db.Tx, stop rounds.Stop) error {
	b, err := fleet.BulkByID(tx, fleet.BulkID(stop.Ref.ID))
	if err != nil {
		return err
	}
	if b.State == deliveries.Back {
		if err := s.rounds.Carry(tx, stop, deliveries.Carried{To: deliveries.Ready}); err != nil {
			return err
		}
		b.State = deliveries.Ready
	}
	if b.State != deliveries.Ready && b.State != deliveries.Delivered {
		return nil
	}
	return s.rounds.Carry(tx, stop, deliveries.Carried{To: deliveries.Out})
}
