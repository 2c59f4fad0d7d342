package demo

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/duty"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// said is what a hub writes of a task that cannot wait, and what the duty team answers.
type said struct{ why, ask, done string }

var saidOf = map[string]said{
	"medicines": {"The tablets run out tonight.", "Ring first. If none are left, fetch them from the late chemist on Market Street.", "Fetched at half past nine and handed over at the door."},
	"food":      {"Nothing is in the house for the children until morning.", "Take an emergency bag from the store to the door.", "The bag is at the door, and she rang to say thank you. She needs a parcel this week."},
}

// saidElse is said of everything else, one after another.
var saidElse = []said{
	{"We could not reach them all day, and they live alone.", "Ring at about nine. If nobody answers, ask for somebody to call round.", "He answered at ten. He had been at his brother’s and is well."},
	{"They were in tears on the phone at five.", "Ring for a talk this evening. Ask if anybody is with them.", "We talked for half an hour. Her daughter stays until Sunday. Please ring her this week."},
	{"The meter runs out before midnight.", "Ring the energy company’s night line with them.", "The company put ten pounds on the meter. It will last two days."},
}

// dutyTeam lets a hub hand tasks over: for the last night, of which one line was not given
// back, and for the one that comes.
func (m *maker) dutyTeam(ctx context.Context) error {
	_, before, ok := m.nights()
	if !ok {
		return nil
	}
	if err := m.asksAtNight(ctx, before); err != nil {
		return err
	}
	all, err := m.tonightsWork(ctx, before.From.Add(-time.Hour))
	if err != nil {
		return err
	}
	n := min(3, len(all)/2)
	m.clock.Set(before.From.Add(-time.Hour))
	if err := m.handsToDuty(ctx, all[:n]); err != nil {
		return err
	}
	if err := m.gaveBack(ctx, before, all[:n]); err != nil {
		return err
	}
	at := m.now.Add(-40 * time.Minute)
	if at.Before(before.To) {
		at = before.To
	}
	m.clock.Set(at)
	if err := m.handsToDuty(ctx, all[n:min(2*n, len(all))]); err != nil {
		return err
	}
	lines, err := m.Duty.Tonight(m.as(ctx, m.hands.coordinator))
	if err != nil || len(lines.ToTake()) == 0 {
		return err
	}
	first := lines.ToTake()[0]
	return m.Duty.Take(m.as(ctx, m.hands.coordinator), duty.Choice{ID: first.ID, Version: first.Version})
}

// as is the borough as somebody uses it, whose name the journal keeps.
func (m *maker) as(ctx context.Context, p access.Principal) context.Context {
	caller := db.CallerOf(ctx)
	caller.Actor = p.Account
	return access.With(db.As(ctx, caller), p)
}

// tonightsWork are open tasks of the first hub that were there at a time, the most pressing
// first: help and first contacts that nothing keeps from anybody.
func (m *maker) tonightsWork(ctx context.Context, at time.Time) (all []tasks.Task, err error) {
	found, err := m.Needs.Requests(ctx, needs.RequestFilter{Neighbourhoods: m.hoods[:1], States: []needs.RequestState{needs.Accepted}, Limit: 200})
	if err != nil {
		return nil, err
	}
	for _, r := range found {
		of, err := m.Tasks.OfRequest(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		for _, t := range of {
			if t.State.Open() && t.OpenedAt.Before(at) && t.Kind.Helps() && t.Kind != tasks.Call && !needs.Guarded(t.Labels) {
				all = append(all, t)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b tasks.Task) int { return cmp.Compare(a.Priority.Rank(), b.Priority.Rank()) })
	return all, nil
}

func wordsFor(t tasks.Task, n int) said {
	if s, ok := saidOf[t.Category]; ok {
		return s
	}
	return saidElse[n%len(saidElse)]
}

func (m *maker) handsToDuty(ctx context.Context, all []tasks.Task) error {
	if len(all) == 0 {
		return nil
	}
	var lines []duty.Handing
	for i, t := range all {
		words := wordsFor(t, i)
		lines = append(lines, duty.Handing{Task: t.ID, Why: words.why, Ask: words.ask})
	}
	_, err := m.Duty.HandOver(m.as(ctx, m.hands.hub), lines)
	return err
}

// gaveBack plays a night: every line is acknowledged, and all but the last are given back.
func (m *maker) gaveBack(ctx context.Context, n day.Night, all []tasks.Task) error {
	team := m.as(ctx, m.hands.coordinator)
	m.clock.Set(n.From.Add(25 * time.Minute))
	t, err := m.Duty.Tonight(team)
	if err != nil {
		return err
	}
	for i, l := range t.ToTake() {
		m.clock.Advance(time.Duration(10+20*i) * time.Minute)
		if err := m.Duty.Take(team, duty.Choice{ID: l.ID, Version: l.Version}); err != nil {
			return err
		}
		if i == len(all)-1 {
			break
		}
		m.clock.Advance(40 * time.Minute)
		at := slices.IndexFunc(all, func(t tasks.Task) bool { return t.ID == l.Task })
		done := wordsFor(all[at], at).done
		if err := m.Duty.GiveBack(team, duty.Choice{ID: l.ID, Version: l.Version + 1}, done, strings.Contains(done, "this week")); err != nil {
			return err
		}
	}
	return nil
}
