package protocols

import (
	"context"
	"errors"
	"slices"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/steps"
	"kith/internal/work/tasks"
)

var zero time.Time

// Stop tells the open runs of a person of something that makes going on wrong. Each goes
// where its protocol says: a welfare check of somebody who is said to want no contact goes
// on, with the duty manager. Where kinds are given only the runs stop that begin with a step
// of such a kind and stand at it: what somebody wants no more of is the calls, not their
// food. It returns how many were moved.
func (s *Service) Stop(ctx context.Context, record people.RecordID, why steps.Stop, note string, kinds ...steps.Kind) (n int, err error) {
	defer fault.Wrap(&err, "stop the work for record %s", record)
	person, err := people.PersonIn(s.db.Read(ctx), record)
	if err != nil {
		return 0, err
	}
	all, err := s.halting(ctx, person, why, kinds)
	for _, h := range all {
		moved, failed := s.stop(ctx, h.Run.ID, why, note)
		if err = errors.Join(err, failed); moved {
			n++
		}
	}
	return n, err
}

// Halt is a run and what would become of it.
type Halt struct {
	Run  Run
	Name string // of its protocol
	At   string // title of the step it stands at
	// Ends is how it would end; "" where it goes on, at the step To and with the role.
	Ends, To, Role string
	Assured        bool
}

// Halting lists what [Service.Stop] would stop, without stopping it. The caller has checked
// that the person may be seen; hidden visits are left out, and of what the caller may not
// know there is no more than that it is there.
func (s *Service) Halting(ctx context.Context, p people.Person, why steps.Stop, kinds ...steps.Kind) (shown []Halt, err error) {
	defer fault.Wrap(&err, "what would stop for person %s", p.ID)
	all, err := s.halting(ctx, p, why, kinds)
	for _, h := range all {
		switch labels := h.Run.Work.Labels; {
		case needs.MayName(access.From(ctx), labels):
			shown = append(shown, h)
		case !slices.Contains(labels, needs.Hidden):
			shown = append(shown, Halt{Name: needs.Unnamed, Ends: "Its protocol says what becomes of it"})
		}
	}
	return shown, err
}

func (s *Service) halting(ctx context.Context, p people.Person, why steps.Stop, kinds []steps.Kind) (all []Halt, err error) {
	open, err := runsOfRecords(s.db.Read(ctx), p.RecordIDs(), true, mostStopped)
	if err != nil {
		return nil, err
	}
	for _, run := range open {
		protocol, err := s.Keeps(ctx, run)
		if err != nil {
			return nil, err
		}
		if lead := protocol.Stops.Of(why); concerns(protocol, run, kinds) && lead.To != run.Saved.Step {
			all = append(all, haltOf(protocol, run, lead))
		}
	}
	return all, nil
}

// mostStopped is how many open runs of one person are looked at.
const mostStopped = 1000

// concerns reports whether a run is among those that stop.
func concerns(p *steps.Protocol, r Run, kinds []steps.Kind) bool {
	if len(kinds) == 0 {
		return true
	}
	first := p.Steps[0]
	return r.Saved.Step == first.ID && slices.Contains(kinds, first.Kind)
}

func haltOf(p *steps.Protocol, r Run, lead steps.Lead) Halt {
	h := Halt{Run: r, Name: p.Name, Assured: p.Assured}
	if at, ok := p.Step(r.Saved.Step); ok {
		h.At = at.Title
	}
	if end, ok := p.EndNamed(lead.End); ok {
		h.Ends = end.Name
	}
	if to, ok := p.Step(lead.To); ok {
		h.To, h.Role = to.Title, to.Role
	}
	return h
}

func (s *Service) stop(ctx context.Context, id RunID, why steps.Stop, note string) (moved bool, err error) {
	with, err := s.open(ctx, s.db.Read(ctx), id)
	if err != nil {
		return false, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		run, t, err := holding(tx, id, with.run.Request)
		if err != nil || !run.Open() {
			return err
		}
		if t.ID == "" {
			return drop(tx, run)
		}
		lead := with.p.Stops.Of(why)
		if lead.To == run.Saved.Step {
			return nil
		}
		moved = true
		return with.advance(tx, run, t, func(_ steps.State, f steps.Facts) (steps.Input, error) { return steps.Stopped(why, f), nil }, move{
			ending:  tasks.Ending{Code: string(why), Label: why.Label()},
			outcome: tasks.Outcome{Code: string(why), Note: note},
			event:   Event{Happened: Halted, Outcome: string(why), Said: why.Label(), Note: note},
		})
	})
	return moved && err == nil, err
}

// Subscriptions are what the protocols do about what happens elsewhere: the work for
// somebody who has died, moved away or asked us to stop stops, and so does a first approach
// to somebody who no longer agrees.
func (s *Service) Subscriptions() []journal.Subscription {
	return []journal.Subscription{{
		Name: "protocols.stop", Topics: []string{"people.changed", "people.said-more"},
		Handle: func(ctx context.Context, e journal.Sealed) error {
			if e.Subject == "" {
				return nil
			}
			record := people.RecordID(e.Subject)
			reach, err := people.ReachIn(s.db.Read(ctx), record)
			if err != nil {
				return err
			}
			if !reach.Deceased.IsZero() {
				_, err = s.Stop(ctx, record, steps.Deceased, reach.Deceased.String())
				return err
			}
			return s.Learned(ctx, record, reach, factsOf(e)...)
		},
	}, {
		Name: "protocols.no-longer-agreed", Topics: []string{"intake.registration-changed"}, Handle: s.noLonger,
	}}
}

// Learned stops the work of somebody for what was just learned of them. It is told which
// facts are new: what was asked long ago stops nothing that they have asked for since.
func (s *Service) Learned(ctx context.Context, record people.RecordID, reach people.Reach, changed ...people.FactKind) error {
	if slices.Contains(changed, people.MovedFact) && !reach.Moved.IsZero() {
		if _, err := s.Stop(ctx, record, steps.Moved, reach.Moved.String()); err != nil {
			return err
		}
	}
	if !slices.Contains(changed, people.StopAskedFact) {
		return nil
	}
	kinds, some := StopKinds(reach.Asks)
	if !some {
		return nil
	}
	_, err := s.Stop(ctx, record, steps.AskedToStop, reach.Asks.String(), kinds...)
	return err
}

// StopKinds are the kinds of step that somebody wants no more of: none for everything. It
// is false where no work stops by it.
func StopKinds(asks people.StopAsked) (kinds []steps.Kind, some bool) {
	if asks.Of(people.StopEverything) {
		return nil, true
	}
	for what, kind := range map[string]steps.Kind{people.StopCalls: steps.Call, people.StopVisits: steps.Visit} {
		if asks.Of(what) {
			kinds = append(kinds, kind)
		}
	}
	return kinds, len(kinds) > 0
}

// factsOf are the facts that an entry says were changed.
func factsOf(e journal.Sealed) (all []people.FactKind) {
	named, _ := e.Data["facts"].([]any)
	for _, one := range named {
		if text, ok := one.(string); ok {
			all = append(all, people.FactKind(text))
		}
	}
	return all
}
