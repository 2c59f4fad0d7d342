package doorstep

import (
	"context"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/services/rounds"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/protocols"
	"kith/internal/work/routing"
	"kith/internal/work/steps"
	"kith/internal/work/tasks"
)

// Said is what came of a stop.
type Said struct {
	Stop     rounds.StopID
	Version  int64 // of the stop as it was seen
	Outcome  rounds.StopState
	Received string // which neighbour
	Note     string
	Concern  string    // what whoever was there is worried about
	Unopened bool      // the last box stood there unopened
	Photo    []byte    // as a camera wrote it; nil is none
	Key      string    // names this saying: sent twice, it is one
	At       time.Time // when it happened; zero is now
}

func (d Said) check(stop rounds.Stop, medicine bool) error {
	switch {
	case !slices.Contains(rounds.Outcomes(stop.Task), d.Outcome):
		return invalid("rounds.outcome", "Select what came of it.")
	case d.Outcome == rounds.Neighbour && medicine:
		return invalid("rounds.medicine-neighbour", "Medicine is never left with a neighbour. Bring it back, and say that nobody opened.")
	case d.Outcome == rounds.Neighbour && d.Received == "":
		return invalid("rounds.which-neighbour", "Enter which neighbour took it, as they agreed.")
	case (d.Outcome == rounds.Wrong || d.Outcome == rounds.Worried) && d.Note == "":
		return invalid("rounds.say-what", "Enter what you saw, so that the next person knows.")
	case (d.Outcome == rounds.Refused || d.Outcome == rounds.NotThere) && d.Note == "":
		return invalid("rounds.say-why", "Enter what they said, so that the next person knows.")
	case d.Key == "":
		return invalid("rounds.no-key", "This page is out of date. Open it again.")
	case len([]rune(d.Note)) > longestNote || len([]rune(d.Concern)) > longestNote || len([]rune(d.Received)) > longestNote:
		return invalid("rounds.too-long", "Use 400 characters or fewer.")
	}
	return nil
}

const longestNote = 400

func (d Said) trimmed() Said {
	d.Note, d.Concern, d.Received = strings.TrimSpace(d.Note), strings.TrimSpace(d.Concern), strings.TrimSpace(d.Received)
	return d
}

// Record takes what came of a stop, once for each key. In the same transaction what was
// brought moves along, with the work on the need by its protocol; and what was found at the
// door begins or joins the person's one welfare check, where the blueprint says so. It is
// [fault.Stale] when the stop has changed since it was seen. A photo is kept as
// [Service.ReceivePhoto] keeps one; where it cannot be, nothing is recorded.
func (s *Service) Record(ctx context.Context, d Said) (err error) {
	defer fault.Wrap(&err, "record stop %s", d.Stop)
	d = d.trimmed()
	r, err := s.rounds.Rules(ctx)
	if err != nil {
		return err
	}
	p, err := d.photo(ctx)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if told, err := rounds.SaidWith(tx, d.Key); err != nil || told {
			return err
		}
		stop, round, err := s.heldStop(ctx, tx, d.Stop)
		if err != nil {
			return err
		}
		if err := s.record(tx, r, round, stop, d); err != nil || p == nil {
			return err
		}
		return p.keep(tx, r, round, stop)
	})
}

// heldStop reads a stop for whoever drives its round, or plans there.
func (s *Service) heldStop(ctx context.Context, tx *db.Tx, id rounds.StopID) (stop rounds.Stop, round rounds.Round, err error) {
	if stop, err = rounds.StopIn(tx, id); err != nil {
		return stop, round, err
	}
	if round, err = rounds.HoldRound(tx, stop.Round); err != nil {
		return stop, round, err
	}
	if !round.Drives(ctx, tx.Now()) && !plans(ctx, round.Neighbourhood) {
		return stop, round, noSuch("stop")
	}
	stop, err = rounds.StopIn(tx, id)
	return stop, round, err
}

func (s *Service) record(tx *db.Tx, r *fleet.Rules, round rounds.Round, stop rounds.Stop, d Said) error {
	switch {
	case stop.Version != d.Version || stop.State != rounds.Planned:
		return fault.New(fault.Stale, "rounds.stop-changed", "This stop has changed since you opened it: "+lower(stop.State.Label())+". Look at it again, then decide.")
	case !round.State.Takes():
		return round.NotNow()
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
	stop = d.of(stop, at, tx.Actor())
	if err := s.moves(tx, stop); err != nil {
		return err
	}
	if err := rounds.SaveStop(tx, stop); err != nil {
		return err
	}
	checked, err := s.check(tx, r, stop)
	if err != nil {
		return err
	}
	return round.Tell(tx, "recorded a stop of a round", "stop", map[string]any{"outcome": d.Outcome, "check": checked}, stop.Object())
}

// of is a stop of which something was said.
func (d Said) of(stop rounds.Stop, at time.Time, by string) rounds.Stop {
	stop.State, stop.SaidAt, stop.SaidBy, stop.Received, stop.Note = d.Outcome, at, by, d.Received, d.Note
	stop.Concern, stop.Unopened, stop.Key = d.Concern, d.Unopened, d.Key
	return stop
}

func isMedicine(r db.Reader, stop rounds.Stop) (bool, error) {
	if stop.Source != routing.OfDelivery {
		return false, nil
	}
	d, err := deliveries.StopIn(r, deliveries.ID(stop.Ref.ID))
	return d.Kind == deliveries.Medicine, err
}

// moves moves what the stop brings along with what came of it.
func (s *Service) moves(tx *db.Tx, stop rounds.Stop) error {
	note := stop.Note
	switch stop.State {
	case rounds.Handed:
		return s.rounds.Carry(tx, stop, deliveries.Carried{To: deliveries.Delivered, Note: note})
	case rounds.Neighbour:
		return s.rounds.Carry(tx, stop, deliveries.Carried{To: deliveries.Delivered, With: stop.Received, Note: strings.TrimSpace("Left with a neighbour, as agreed: " + stop.Received + ". " + note)})
	case rounds.NoReply:
		return s.rounds.Carry(tx, stop, deliveries.Carried{To: deliveries.Back, Note: strings.TrimSpace("Nobody opened. " + note)})
	case rounds.Refused:
		return s.rounds.Carry(tx, stop, deliveries.Carried{To: deliveries.Back, Note: "They did not want it: " + note, Refused: true})
	case rounds.Collected:
		if stop.Task == routing.Fetch {
			return s.rounds.Carry(tx, stop, deliveries.Carried{To: deliveries.Out})
		}
	case rounds.NotThere:
		return s.dropBring(tx, stop)
	}
	return nil
}

// dropBring takes off the round what could not be fetched: nobody goes there empty-handed.
func (s *Service) dropBring(tx *db.Tx, fetch rounds.Stop) error {
	all, err := rounds.StopsIn(tx, fetch.Round)
	if err != nil {
		return err
	}
	for _, one := range all {
		if one.Task == routing.Bring && one.Ref == fetch.Ref && one.State == rounds.Planned {
			one.State, one.Note = rounds.TakenOff, "It could not be fetched: "+fetch.Note
			return rounds.SaveStop(tx, one)
		}
	}
	return nil
}

// findings are what a visit's protocol calls what was found at the door.
var findings = map[rounds.StopState]steps.Door{
	rounds.Seen: steps.FoundWell, rounds.NoAnswer: steps.NoReply, rounds.Wrong: steps.LooksWrong, rounds.Worried: steps.FoundWorried,
}

// visited gives what was found at a door to the protocol that asked for the visit. One that has
// gone on since, because it is known already how they are, stays as it is.
func (s *Service) visited(tx *db.Tx, stop rounds.Stop) (took bool, err error) {
	t, err := tasks.In(tx, tasks.ID(stop.Ref.ID))
	if err != nil || s.checks == nil || !t.State.Open() {
		return false, err
	}
	code := t.AtDoor(string(findings[stop.State]))
	return true, tasks.OutcomeFor(tx, s.checks, t.ID, tasks.Outcome{Code: code, Note: stop.Note})
}

// check begins or joins the person's check for what was found at their door, or takes it as
// what came of the visit that one asked for.
func (s *Service) check(tx *db.Tx, r *fleet.Rules, stop rounds.Stop) (began bool, err error) {
	if stop.Task == routing.Visit && stop.State.Done() {
		return s.visited(tx, stop)
	}
	if s.checks == nil || stop.Record == "" || stop.Task != routing.Bring {
		return false, nil
	}
	var why []string
	if stop.State == rounds.NoReply && r.Starts(fleet.NobodyOpened) {
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
	_, err = s.checks.CheckIn(tx, protocols.CheckOn{Record: stop.Record, Why: strings.Join(why, " "), Key: "rounds " + stop.Key})
	if fault.KindOf(err) == fault.NotFound && err != nil {
		return false, nil // this borough has no check
	}
	return err == nil, err
}
