package protocols

import (
	"context"
	"errors"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/work/steps"
	"kith/internal/work/tasks"
)

var zero time.Time

// Stop tells every open run of a person of something that makes going on wrong. Each goes
// where its protocol says: a welfare check of somebody who is said to want no contact goes
// on, with the duty manager. It returns how many were moved.
func (s *Service) Stop(ctx context.Context, record people.RecordID, why steps.Stop, note string) (n int, err error) {
	defer fault.Wrap(&err, "stop the work for record %s", record)
	r := s.db.Read(ctx)
	person, err := people.PersonOf(r, record)
	if err != nil {
		return 0, err
	}
	records, err := people.Records(r, person)
	if err != nil {
		return 0, err
	}
	open, err := runsOfRecords(r, records, true, 1000)
	for _, run := range open {
		moved, failed := s.stop(ctx, run.ID, why, note)
		if err = errors.Join(err, failed); moved {
			n++
		}
	}
	return n, err
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
// somebody who has died stops.
func (s *Service) Subscriptions() []journal.Subscription {
	return []journal.Subscription{{
		Name: "protocols.stop", Topics: []string{"people.changed", "people.said-more"},
		Handle: func(ctx context.Context, e journal.Sealed) error {
			if e.Subject == "" {
				return nil
			}
			reach, err := people.ReachIn(s.db.Read(ctx), people.RecordID(e.Subject))
			if err != nil || reach.Deceased.IsZero() {
				return err
			}
			_, err = s.Stop(ctx, people.RecordID(e.Subject), steps.Deceased, reach.Deceased.String())
			return err
		},
	}}
}
