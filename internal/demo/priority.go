package demo

import (
	"context"
	"time"

	"kith/internal/blueprint"
	"kith/internal/insight/cohorts"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// prioritises has the points checked by one and put into use by another, freezes a cohort
// that is to be rung, and has the list of one taken that is brought cards.
func (m *maker) prioritises(ctx context.Context) error {
	m.clock.Set(m.now.Add(-90 * time.Minute))
	as := func(who access.Principal) context.Context {
		caller := db.CallerOf(ctx)
		caller.Actor = who.Account
		return access.With(db.As(ctx, caller), who)
	}
	if _, _, err := m.Risk.Offered(ctx); err == nil {
		v, err := m.Risk.Check(as(m.hands.governance))
		if err != nil {
			return err
		}
		if err := m.Risk.Activate(as(m.hands.director), v.ID); err != nil {
			return err
		}
	}
	return m.chooses(as(m.hands.analyst))
}

// chooses freezes the first cohort of each way that the blueprint has a rule for.
func (m *maker) chooses(ctx context.Context) error {
	done := map[cohorts.Way]bool{}
	for _, g := range blueprint.Part[*cohorts.File](m.b).Cohorts {
		if g.Rule == "" || done[g.Way] || g.Way == cohorts.Letters {
			continue
		}
		done[g.Way] = true
		id, err := m.Cohorts.Freeze(ctx, g.Draft())
		if err != nil {
			return err
		}
		if g.Way.Listed() {
			if _, _, err := m.Cohorts.Take(ctx, id); err != nil {
				return err
			}
		}
	}
	return nil
}
