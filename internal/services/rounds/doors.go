package rounds

import (
	"context"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/routing"
)

// What package doorstep needs of a round in transactions of its own.

// StopIn reads a stop. The caller asks who may.
func StopIn(r db.Reader, id StopID) (Stop, error) { return stopByID(r, id) }

// StopsIn are the stops of a round, in order, with those that were taken off.
func StopsIn(r db.Reader, id RoundID) ([]Stop, error) { return stopsOfRound(r, id) }

// StopsWith are all stops, of any round, that bring or fetch one thing.
func StopsWith(r db.Reader, ref routing.Ref) ([]Stop, error) { return stopsOfSource(r, ref) }

// SaidWith reports whether something was said of a stop with a key.
func SaidWith(r db.Reader, key string) (bool, error) {
	_, said, err := stopByKey(r, key)
	return said, err
}

// RoundIn reads a round. The caller asks who may.
func RoundIn(r db.Reader, id RoundID) (Round, error) { return roundByID(r, id) }

// HoldRound reads a round and has everybody else who would change it wait.
func HoldRound(tx *db.Tx, id RoundID) (Round, error) { return holdRound(tx, id) }

// SaveStop keeps a stop as it is now. It is [fault.Stale] where it has changed since it was read.
func SaveStop(tx *db.Tx, s Stop) error { return saveStop(tx, s) }

// LineIn is a stop with what may be told at the door. The caller notes who looked.
func LineIn(r db.Reader, rules *fleet.Rules, round Round, stop Stop) (Line, error) {
	return lineOf(r, rules, round, stop)
}

// Code is the postcode it goes to, where one is told.
func (l Line) Code() string { return l.code }

// NamedFor is the account of the one driver who brings a delivery to an address that is
// withheld; "" where nobody is named.
func NamedFor(r db.Reader, delivery string) (account string, err error) {
	all, err := namedDrivers(r)
	return all[delivery].Driver.Account, err
}

// Drives reports whether whoever asks is the driver of the round, on its day.
func (r Round) Drives(ctx context.Context, now time.Time) bool { return r.drives(ctx, now) }

// Driven reports whether a round is still to be driven, or is being driven.
func (s RoundState) Driven() bool { return s == RoundReady || s == RoundOut }

// Takes reports whether it may be said of its stops what came of them: under way, and at the
// base again, where what was not said on the road is made good before anybody closes the round.
func (s RoundState) Takes() bool { return s == RoundOut || s == RoundBack }

// NotNow is why nothing can be recorded of a round as it stands: [fault.Conflict] in words.
func (r Round) NotNow() error { return r.State.next("") }

// SetOut has a round on its way since a time, with what it carries.
func (s *Service) SetOut(tx *db.Tx, r *Round, at time.Time) error {
	if err := s.setOut(tx, r, at); err != nil {
		return err
	}
	if err := saveRound(tx, *r); err != nil {
		return err
	}
	r.Version++
	return nil
}

// Carry moves what a stop brings. The caller has checked that whoever says so may.
func (s *Service) Carry(tx *db.Tx, stop Stop, c deliveries.Carried) error {
	return s.carry(tx, stop, c)
}

// On keeps the stops that are still on a round.
func On(all []Stop) []Stop { return onRound(all) }

// NoteSeen notes that the caller looked at stops.
func (s *Service) NoteSeen(ctx context.Context, verb string, lines []Line) error {
	return s.saw(ctx, verb, lines)
}

// Tell writes of a round into the journal.
func (r Round) Tell(tx *db.Tx, verb, topic string, data map[string]any, more ...journal.Object) error {
	return r.tell(tx, verb, topic, data, more...)
}

// Object is what a stop brings, as the journal names it.
func (s Stop) Object() journal.Object { return journal.Object{Kind: string(s.Source), ID: s.Ref.ID} }

// MayWatch reports whether somebody sees the rounds of a neighbourhood; "" is the whole borough.
func MayWatch(who access.Principal, hood string) bool { return who.HasFor(hood, viewers...) }
