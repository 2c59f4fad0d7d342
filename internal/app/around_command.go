package app

import (
	"context"
	"strconv"

	"kith/internal/feature"
	"kith/internal/kernel/day"
	"kith/internal/services/command"
)

// inAReport are the measures that a situation report draws, and whether they are of
// yesterday.
var inAReport = []struct {
	name      string
	yesterday bool
}{
	{"needs.requests", true}, {"tasks.done", true}, {"food.delivered", true}, {"tasks.open", false}, {"tasks.overdue", false}, {"needs.not-accepted", false},
}

// todaysFigures are the figures of a situation report, of the whole borough.
func (a *App) todaysFigures(ctx context.Context) (all []command.Figure, err error) {
	machine := a.As(ctx, "command", "draw the figures of a situation report")
	if all, err = a.standingFigures(machine); err != nil {
		return nil, err
	}
	r, measures := a.DB.Read(machine), Features().Measures()
	today := day.Of(r.Now())
	for _, want := range inAReport {
		for _, m := range measures {
			if m.Name != want.name {
				continue
			}
			during := feature.Period{}
			label := m.Label + ", now"
			if want.yesterday {
				during, label = feature.Period{From: today.AddDays(-1).Start().UTC(), Until: today.Start().UTC()}, m.Label+", yesterday"
			}
			tally, err := m.Count(r, during)
			if err != nil {
				return nil, err
			}
			all = append(all, command.Figure{Label: label, Value: strconv.FormatInt(tally.In(feature.Scope{}).Value, 10), Note: m.Meaning})
		}
	}
	return all, nil
}

// standingFigures say in words how things stand: the level, whether we can cope, the epidemic.
func (a *App) standingFigures(ctx context.Context) (all []command.Figure, err error) {
	levels, err := a.Levels.Overview(ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range levels.Places {
		if p.Place == "" || p.Own && p.Decision.Number > 0 {
			all = append(all, command.Figure{Label: "Level, " + p.Name, Value: p.Stage.Name, Note: p.Decision.Reason})
		}
	}
	cope, err := a.Capacity.View(ctx)
	if err != nil {
		return nil, err
	}
	if !cope.MadeAt.IsZero() {
		all = append(all, command.Figure{Label: "Can we cope", Value: cope.Sentence(), Note: "As worked out on " + cope.MadeAt.In(day.London).Format("2 January at 15:04")})
	}
	phase, known, _, err := a.howThingsStand(ctx)
	if known {
		all = append(all, command.Figure{Label: "Likely in an epidemic phase", Value: strconv.Itoa(phase) + "%", Note: "Of the borough, by the newest counts"})
	}
	return all, err
}
