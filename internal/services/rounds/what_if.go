package rounds

import (
	"context"
	"slices"
	"time"

	"kith/algo/vrp"
	"kith/internal/kernel/fault"
	"kith/internal/work/fleet"
	"kith/internal/work/routing"
)

// longestTrial is how long somebody waits for an answer.
const longestTrial = 4 * time.Second

// trialIterations is how hard an answer is looked for: it begins from the plan there is.
const trialIterations = 30_000

// WhatIf answers what one more driver, another time for a load or a bigger vehicle would come
// to, without changing anything. It looks for some seconds, from the plan as it is.
func (s *Service) WhatIf(ctx context.Context, id PlanID, t Change) (o Difference, err error) {
	defer fault.Wrap(&err, "what if, on plan %s", id)
	p, err := s.planFor(ctx, id, planners)
	if err != nil {
		return Difference{}, err
	}
	if p.Current == 0 || p.State == Solving || p.State == Closed {
		return Difference{}, conflict("rounds.not-to-try", "There is no plan to try it on now. Wait until the rounds are there.")
	}
	now, err := versionOf(s.db.Read(ctx), id, p.Current)
	if err != nil {
		return Difference{}, err
	}
	choices, err := s.tried(ctx, now.Choices, t)
	if err != nil {
		return Difference{}, err
	}
	p.AskedAt, p.Asked = s.Now(ctx), Again
	q, err := s.ask(ctx, p, choices, now.Items)
	if err != nil {
		return Difference{}, err
	}
	q.Double(t.Bigger)
	then, err := s.try(ctx, q, &now.Body)
	if err != nil {
		return Difference{}, err
	}
	return compared(&now.Body, &then), nil
}

// tried are the choices of a plan with what is tried, checked.
func (s *Service) tried(ctx context.Context, c routing.Choices, t Change) (routing.Choices, error) {
	change := Change{Extra: t.Extra}
	if t.Extra == nil {
		change = Change{Ref: t.Ref, Wide: t.Wide}
	}
	switch {
	case t.Bigger != "":
		return c, nil
	case t.Extra == nil && t.Wide == "":
		return c, invalid("rounds.nothing", "Choose what to try.")
	}
	if t.Extra != nil {
		r, err := s.Rules(ctx)
		if err != nil {
			return c, err
		}
		if !fleet.Known(r, t.Extra.Depot) || !slices.Contains(fleet.Kinds(), t.Extra.Kind) {
			return c, invalid("rounds.extra", "Select which vehicle, and where it begins.")
		}
	}
	return change.on(c)
}

func (s *Service) try(ctx context.Context, q *routing.Question, now *routing.Body) (routing.Body, error) {
	began := s.Now(ctx)
	plan, err := vrp.Solve(ctx, q.Problem(), vrp.Options{
		Seed: uint64(q.Day.Start().Unix()), Iterations: min(trialIterations, q.Rules.Search.Most), Start: q.Routes(now),
		Spent: func() float64 { return float64(s.Now(ctx).Sub(began)) / float64(longestTrial) },
	})
	if err != nil {
		return routing.Body{}, err
	}
	return q.Body(plan)
}

// compared tells two plans of the same loads apart.
func compared(now, then *routing.Body) (o Difference) {
	o.Before, o.After = now.Figures(), then.Figures()
	for i, item := range now.Items {
		was, _, on := now.Where(i)
		j := then.Find(item.Ref)
		will, _, stays := 0, 0, false
		if j >= 0 {
			will, _, stays = then.Where(j)
		}
		switch {
		case on && !stays:
			o.Lost = append(o.Lost, item)
		case !on && stays:
			o.Placed = append(o.Placed, item)
		case on && now.Ways[was].Shift != then.Ways[will].Shift:
			o.Moved++
		}
	}
	return o
}
