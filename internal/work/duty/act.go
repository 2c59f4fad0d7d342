package duty

import (
	"context"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/work/needs"
)

// LongestOutcome is the most characters of what was done.
const LongestOutcome = 1000

// Choice names a line as it was seen.
type Choice struct {
	ID      LineID
	Version int64
}

// deed is something somebody does to a line.
type deed struct {
	verb, topic string
	may         rule
	from        func(tx *db.Tx, l Line) bool // whether it can be done as the line stands
	change      func(tx *db.Tx, l *Line)
}

// rule is whose a deed is, and what others are told.
type rule struct {
	lets func(who access.Principal, l Line) bool
	only string
}

var (
	byTeam = rule{
		func(who access.Principal, _ Line) bool { return OnDuty(who) },
		"Only the duty team does this: those who answer calls, coordinate or manage for the whole borough.",
	}
	byHub = rule{
		func(who access.Principal, l Line) bool { return MayHand(who, l.Hub) },
		"Only the coordinators and managers of the hub that has the task do this.",
	}
)

// Take acknowledges a line: the duty team has it.
func (s *Service) Take(ctx context.Context, c Choice) error {
	return s.act(ctx, c, deed{
		"acknowledged a line of the duty team's list", "duty.taken", byTeam,
		func(_ *db.Tx, l Line) bool { return l.State == Handed },
		func(tx *db.Tx, l *Line) { l.State, l.TakenAt, l.TakenBy = Taken, tx.Now(), tx.Actor() },
	})
}

// TakeAll acknowledges lines. Those that somebody else changed, or acknowledged first, are
// passed over: they are counted in neither.
func (s *Service) TakeAll(ctx context.Context, all []Choice) (n int, err error) {
	for _, c := range all {
		switch err := s.Take(ctx, c); fault.KindOf(err) {
		case fault.Stale, fault.Conflict, fault.Forbidden, fault.NotFound:
		default:
			if err != nil {
				return n, err
			}
			n++
		}
	}
	return n, nil
}

// GiveBack says what was done about a line, and whether its hub must go on. It acknowledges
// the line too, where nobody had.
func (s *Service) GiveBack(ctx context.Context, c Choice, outcome string, goOn bool) error {
	if outcome = strings.TrimSpace(outcome); outcome == "" {
		return fault.New(fault.Invalid, "duty.say-what", "Say what was done, so that the hub knows in the morning.")
	}
	return s.act(ctx, c, deed{
		"gave a line of the duty team's list back", "duty.given-back", byTeam,
		func(_ *db.Tx, l Line) bool { return l.State == Handed || l.State == Taken },
		func(tx *db.Tx, l *Line) {
			if l.State == Handed {
				l.TakenAt, l.TakenBy = tx.Now(), tx.Actor()
			}
			l.State, l.DoneAt, l.DoneBy, l.Outcome, l.GoOn = Done, tx.Now(), tx.Actor(), outcome, goOn
		},
	})
}

// Acknowledge says that the hub has read what came back, or goes on by itself with what did
// not.
func (s *Service) Acknowledge(ctx context.Context, c Choice) error {
	return s.act(ctx, c, deed{
		"acknowledged what the duty team gave back", "duty.seen", byHub,
		func(tx *db.Tx, l Line) bool { return l.Back(tx.Now()) },
		func(tx *db.Tx, l *Line) { l.State, l.ClosedAt, l.ClosedBy = Seen, tx.Now(), tx.Actor() },
	})
}

// Withdraw takes a line off the list, which its hub may until the duty team has
// acknowledged it.
func (s *Service) Withdraw(ctx context.Context, c Choice) error {
	return s.act(ctx, c, deed{
		"took a task off the duty team's list", "duty.withdrawn", byHub,
		func(_ *db.Tx, l Line) bool { return l.State == Handed },
		func(tx *db.Tx, l *Line) { l.State, l.ClosedAt, l.ClosedBy = Withdrawn, tx.Now(), tx.Actor() },
	})
}

func (s *Service) act(ctx context.Context, c Choice, d deed) (err error) {
	defer fault.Wrap(&err, "%s %s", d.topic, c.ID)
	return s.db.Write(ctx, func(tx *db.Tx) error {
		l, err := lineByID(tx, c.ID)
		if err != nil {
			return err
		}
		who := access.From(ctx)
		switch {
		case !readable(who, l):
			return noSuchLine()
		case !d.may.lets(who, l):
			return fault.New(fault.Forbidden, "duty.not-yours", d.may.only)
		case !l.task().Named(who):
			return fault.New(fault.Forbidden, "duty.restricted", "This line is restricted. The coordination point sees to it.")
		case l.Version != c.Version:
			return stale(tx, l)
		case !d.from(tx, l):
			return fault.New(fault.Conflict, "duty.not-now", "This cannot be done now: "+now(tx, l)+". Look at it again, then decide.")
		}
		d.change(tx, &l)
		if saved, err := saveLine(tx, l); err != nil {
			return err
		} else if !saved {
			return stale(tx, l)
		}
		return record(tx, l, d.verb, d.topic)
	})
}

// readable reports whether somebody may know of a line at all.
func readable(who access.Principal, l Line) bool { return who.HasFor(l.Hub, team...) }

// stale tells the second of two people what the first did.
func stale(tx *db.Tx, l Line) error {
	return fault.New(fault.Stale, "duty.stale", "Somebody else has changed this line since you opened it: "+now(tx, l)+". Look at it again, then decide.")
}

func now(tx *db.Tx, l Line) string {
	words := l.Standing(tx.Now())
	return "it is " + strings.ToLower(words[:1]) + words[1:]
}

// record tells the journal of a line. Of a hidden visit no timeline tells.
func record(tx *db.Tx, l Line, verb, topic string) error {
	e := journal.Entry{
		Verb: verb, Topic: topic, Subject: string(l.Record), Data: map[string]any{"neighbourhood": l.Hub, "night": l.Night.String()},
		Objects: []journal.Object{
			{Kind: "duty-line", ID: string(l.ID)},
			{Kind: "task", ID: string(l.Task)},
			{Kind: "request", ID: string(l.Request)},
			{Kind: "neighbourhood", ID: l.Hub},
		},
	}
	for _, label := range l.Labels {
		if label == needs.Hidden {
			e.Subject = ""
		}
	}
	return journal.Record(tx, e)
}
