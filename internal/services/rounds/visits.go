package rounds

import (
	"context"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/needs"
	"kith/internal/work/routing"
	"kith/internal/work/tasks"
)

// Visits that a protocol asks for, and says that they may be made on a round, are stops of it:
// somebody goes to the door, and what they found goes back to the protocol.

// mostVisits is how many visits one plan takes.
const mostVisits = 500

// visitsFor are the visits that a plan may take: somebody drives on the day who may go there, and
// nobody has them, or somebody has who drives, or they are on its rounds already. Where nobody
// on the day may go, whoever plans is told nothing of whom a hub visits.
func visitsFor(r db.Reader, rules *fleet.Rules, p Plan, own []Stop) (all []routing.Cargo, err error) {
	found, err := tasks.OnRounds(r, scope(p.Neighbourhood), mostVisits)
	if err != nil {
		return nil, err
	}
	shifts, err := fleet.ShiftsOn(r, p.Day, scope(p.Neighbourhood))
	if err != nil {
		return nil, err
	}
	for _, t := range found {
		ref := visitRef(t)
		ours := slices.ContainsFunc(own, func(s Stop) bool { return s.Ref == ref })
		theirs := slices.ContainsFunc(shifts, func(s fleet.Shift) bool { return s.Driver.Account == t.Assignee.ID })
		later := t.StartOn.After(p.Day) || !t.NotBefore.Before(p.Day.AddDays(1).Start())
		if later || !ours && !t.Assignee.IsZero() && !theirs {
			continue
		}
		if some, err := somebodyMay(r, rules, shifts, t); err != nil || !some {
			if err != nil {
				return nil, err
			}
			continue
		}
		c, goes, err := ofVisit(r, t)
		if err != nil {
			return nil, err
		}
		if !ours {
			c.Driver = t.Assignee.ID
		}
		if goes {
			all = append(all, c)
		}
	}
	return withMade(r, own, all)
}

// somebodyMay reports whether any of those who drive may make a visit.
func somebodyMay(r db.Reader, rules *fleet.Rules, shifts []fleet.Shift, t tasks.Task) (bool, error) {
	for _, s := range shifts {
		err := rules.MayVisit(r, s.Driver, t.Neighbourhood)
		if err == nil || fault.KindOf(err) != fault.Conflict {
			return err == nil, err
		}
	}
	return false, nil
}

// withMade adds the visits on a plan's own rounds that are made already.
func withMade(r db.Reader, own []Stop, all []routing.Cargo) ([]routing.Cargo, error) {
	for _, s := range own {
		if s.Source != routing.OfVisit || !s.State.Done() {
			continue
		}
		t, err := visitIn(r, s.Ref)
		if err != nil {
			return nil, err
		}
		c, goes, err := ofVisit(r, t)
		if err != nil {
			return nil, err
		}
		if c.Held = ""; goes && !slices.ContainsFunc(all, func(one routing.Cargo) bool { return one.Ref == c.Ref }) {
			all = append(all, c)
		}
	}
	return all, nil
}

// doorOf tells one door from another.
func doorOf(address []string) string {
	return strings.ToLower(strings.Join(strings.Fields(strings.Join(address, " ")), " "))
}

func visitRef(t tasks.Task) routing.Ref {
	return routing.Ref{Source: routing.OfVisit, ID: string(t.ID)}
}

// ofVisit is what the kernel is told of a visit; false where few may know where it goes: then
// whoever has it goes there by themselves.
func ofVisit(r db.Reader, t tasks.Task) (routing.Cargo, bool, error) {
	record, err := people.RecordIn(r, t.Record)
	if fault.KindOf(err) == fault.NotFound && err != nil || record.Restricted() || record.AddressWithheld() {
		return routing.Cargo{}, false, nil
	}
	if err != nil {
		return routing.Cargo{}, false, err
	}
	c := routing.Cargo{
		Item: routing.Item{Ref: visitRef(t), Version: t.Version, Record: t.Record, Hood: t.Neighbourhood, Window: deliveries.AnyTime},
		Code: record.Address.Postcode, Door: doorOf(record.Address.Lines()), Staff: true, Priority: t.Priority, ReadyAt: t.OpenedAt,
	}
	c.Held, err = heldBack(r, t.Record)
	return c, true, err
}

// heldBack says why no plan may send somebody to a door: how they said they may be visited is
// for a person to judge. It does not say how.
func heldBack(r db.Reader, record people.RecordID) (string, error) {
	reach, err := people.ReachIn(r, record)
	if err != nil || contacts.VisitByPlan(reach) {
		return "", err
	}
	return "They said how it is safe to reach them, and only a person can judge that.", nil
}

// visitIn reads the visit of a stop.
func visitIn(r db.Reader, ref routing.Ref) (tasks.Task, error) { return tasks.In(r, tasks.ID(ref.ID)) }

// asItStood reports whether a visit may still be made on a round.
func asItStood(r db.Reader, ref routing.Ref) (bool, error) {
	t, err := visitIn(r, ref)
	if err != nil || !t.MayBeOnRound() {
		return false, err
	}
	_, goes, err := ofVisit(r, t)
	return goes, err
}

// readVisit fills in whom a line visits. Of one that is over, or of which few may know by now, it
// tells nothing.
func (l *Line) readVisit(r db.Reader) error {
	t, err := visitIn(r, l.Ref)
	if err != nil {
		return err
	}
	record, err := people.RecordIn(r, t.Record)
	if err != nil {
		return err
	}
	switch hidden := needs.Guarded(t.Labels) || needs.HidesAddress(t.Labels) || record.Restricted() || record.AddressWithheld(); {
	case hidden:
		l.Hidden, l.Where = true, "Do not go there: ask the hub"
	case !t.State.Open() && l.State == Planned:
		l.Where = "No longer needed: do not go there"
	default:
		l.Name, l.Address, l.Notes, l.code = people.ShortName(record.GivenNames, record.FamilyName), record.Address.Lines(), t.Instruction, record.Address.Postcode
	}
	return nil
}

// hand gives the visits of published rounds to who drives them, and those that are on none any
// more back to the board.
func (p *publishing) hand(tx *db.Tx) error {
	before := map[routing.Ref]string{}
	for _, s := range p.stops {
		for _, r := range p.rounds {
			if s.Source == routing.OfVisit && r.ID == s.Round {
				before[s.Ref] = r.Driver.Account
			}
		}
	}
	now, err := stopsOfPlan(tx, p.plan.ID)
	if err != nil {
		return err
	}
	on := map[routing.Ref]bool{}
	for _, s := range now {
		if s.Source != routing.OfVisit || s.State == TakenOff {
			continue
		}
		if on[s.Ref] = true; s.State != Planned {
			continue
		}
		r, err := roundByID(tx, s.Round)
		if err != nil {
			return err
		}
		to := tasks.Assignee{Kind: tasks.ToStaff, ID: r.Driver.Account, Name: r.Driver.Name}
		if err := tasks.PutOnRound(tx, tasks.ID(s.Ref.ID), before[s.Ref], to); err != nil {
			return err
		}
	}
	for ref, who := range before {
		if !on[ref] {
			if err := tasks.TakeOffRound(tx, tasks.ID(ref.ID), who); err != nil {
				return err
			}
		}
	}
	return nil
}

// visited takes a visit off the rounds that is over: somebody has found out already how they
// are. What was recorded at the door itself stays. It may run again.
func (s *Service) visited(ctx context.Context, e journal.Sealed) error {
	ref := routing.Ref{Source: routing.OfVisit, ID: e.ObjectID("task")}
	found, err := stopsOfSource(s.db.Read(ctx), ref)
	if err != nil || !slices.ContainsFunc(found, func(s Stop) bool { return s.State == Planned }) {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		t, err := visitIn(tx, ref)
		if err != nil || t.State.Open() {
			return err
		}
		all, err := stopsOfSource(tx, ref)
		for _, stop := range all {
			if err != nil || stop.State != Planned {
				continue
			}
			stop.State, stop.Note = TakenOff, "It is known by now how they are."
			err = saveStop(tx, stop)
		}
		return err
	})
}
