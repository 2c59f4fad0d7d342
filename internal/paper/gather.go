package paper

import (
	"context"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/people"
	"kith/internal/services/rounds"
	"kith/internal/work/board"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/tasks"
)

// todays is everything a hub has to do on a day, as far as paper may say.
type todays struct {
	hub     string
	day     day.Date
	now     time.Time
	work    []work        // overdue first
	unsafe  []unconfirmed // of whom it is not known that they are safe
	rounds  []round
	leftOff int64 // that may not be named
	more    bool  // there was more than is printed
}

// work is one task with who it is for.
type work struct {
	board.Row
	person person
}

// unconfirmed is somebody not yet confirmed safe.
type unconfirmed struct {
	protocols.Unconfirmed
	person person
}

type round struct {
	rounds.Round
	lines []rounds.Line
}

// most bounds what is printed of each list: more is no day's work of one hub.
const most = 600

// gather reads what a hub has to do today. It reads as a coordinator of that hub who is not
// cleared, and leaves off all that is guarded besides, whoever has the pack made.
func (s *Service) gather(ctx context.Context, hub string) (t todays, err error) {
	defer fault.Wrap(&err, "what %q has to do today", hub)
	ctx = access.With(ctx, printer(hub))
	now := s.Now(ctx)
	t = todays{hub: hub, now: now, day: day.Of(now)}
	if err := s.tasks(ctx, &t); err != nil {
		return t, err
	}
	if err := s.unconfirmed(ctx, &t); err != nil {
		return t, err
	}
	return t, s.rounds(ctx, &t)
}

// tasks are those that are due by the end of the day and may be done on it, soonest due first.
func (s *Service) tasks(ctx context.Context, t *todays) error {
	end, f := t.day.AddDays(1).Start(), board.Filter{Hub: asked(t.hub), View: board.All, Limit: board.Most}
	for {
		p, err := s.Board.Query(ctx, f)
		if err != nil {
			return err
		}
		for _, row := range p.Rows {
			if !row.DueAt.Before(end) {
				return nil
			}
			if row.StartOn.After(t.day) || !row.NotBefore.Before(end) && !row.NotBefore.IsZero() {
				continue
			}
			if t.more = len(t.work) >= most; t.more {
				return nil
			}
			if err := s.task(ctx, t, row); err != nil {
				return err
			}
		}
		if f.After = p.Next; f.After.IsZero() {
			return nil
		}
	}
}

func (s *Service) task(ctx context.Context, t *todays, row board.Row) error {
	if !row.Told() || needs.Guarded(row.Labels) {
		t.leftOff++
		return nil
	}
	p, told, err := s.person(ctx, row.Record, row.Kind.Method(), row.Labels, t.day)
	if err != nil {
		return err
	}
	if !told {
		t.leftOff++
		return nil
	}
	t.work = append(t.work, work{row, p})
	return nil
}

// unconfirmed are those not yet confirmed safe whom no line above is about already.
func (s *Service) unconfirmed(ctx context.Context, t *todays) error {
	all, _, err := s.Protocols.Unconfirmed(ctx, t.hub)
	if err != nil {
		return err
	}
	known := map[tasks.ID]bool{}
	for _, w := range t.work {
		known[w.ID] = true
	}
	for _, u := range all {
		if u.Hub != t.hub || known[u.Task] {
			continue
		}
		if u.Record == "" || len(t.unsafe) >= most {
			t.leftOff++
			continue
		}
		p, told, err := s.person(ctx, u.Record, tasks.Call.Method(), nil, t.day)
		if err != nil {
			return err
		}
		if !told {
			t.leftOff++
			continue
		}
		t.unsafe = append(t.unsafe, unconfirmed{u, p})
	}
	return nil
}

// rounds are those of today that were published, as their drivers have them.
func (s *Service) rounds(ctx context.Context, t *todays) error {
	if s.driven == nil {
		return nil
	}
	plans, err := s.driven.Plans(ctx, 60)
	if err != nil {
		return err
	}
	for _, p := range plans {
		if !p.Day.Equal(t.day) || p.Neighbourhood != t.hub || p.Published == 0 {
			continue
		}
		all, err := s.driven.RoundsOf(ctx, p)
		if err != nil {
			return err
		}
		for _, one := range all {
			if err := s.round(ctx, t, one.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Service) round(ctx context.Context, t *todays, id rounds.RoundID) error {
	r, lines, err := s.driven.Sheet(ctx, id)
	if err != nil {
		return err
	}
	for i, l := range lines {
		if lines[i], err = s.unguarded(ctx, l); err != nil {
			return err
		}
	}
	t.rounds = append(t.rounds, round{r, lines})
	return nil
}

// unguarded is a stop as paper may tell it: of somebody restricted nothing.
func (s *Service) unguarded(ctx context.Context, l rounds.Line) (rounds.Line, error) {
	if l.Record == "" {
		return l, nil
	}
	r, err := people.RecordIn(s.DB.Read(ctx), l.Record)
	if err != nil {
		return l, err
	}
	if r.Restricted() {
		l.Name, l.Address, l.Notes, l.Marks, l.Where = "", nil, "", nil, "Ask the coordination point"
	}
	return l, nil
}
