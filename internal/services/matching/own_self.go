package matching

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/registers/accounts"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
	"kith/internal/work/tasks"
)

// MyLanguage is the code of the language in which the volunteer who is signed in is written
// to; "" is English.
func (s *Service) MyLanguage(ctx context.Context) (string, error) {
	me, err := s.Me(ctx)
	if err != nil {
		return "", err
	}
	d, err := volunteers.DossierOf(s.db.Read(ctx), me)
	return d.Speaks, err
}

// SetDuty switches offers for the volunteer who is signed in on or off.
func (s *Service) SetDuty(ctx context.Context, on bool) (err error) {
	defer fault.Wrap(&err, "duty")
	me, err := s.Me(ctx)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error { return volunteers.SetDuty(tx, me, on) })
}

// SetOwn changes what the volunteer who is signed in gives and offers, as they saw it at a
// version.
func (s *Service) SetOwn(ctx context.Context, version int64, g volunteers.Gives, activities []string) (err error) {
	defer fault.Wrap(&err, "what a volunteer gives")
	me, err := s.Me(ctx)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error { return volunteers.SetOwn(tx, me, version, g, activities) })
}

// StepBack is the volunteer who is signed in pausing, becoming a reservist, leaving, or
// coming back from a pause. What they have goes back to the hub, and what they are offered to
// others; whoever leaves is signed out everywhere.
func (s *Service) StepBack(ctx context.Context, to volunteers.Standing, why string) (err error) {
	defer fault.Wrap(&err, "step back to %s", to)
	me, err := s.Me(ctx)
	if err != nil {
		return err
	}
	if to != volunteers.Active {
		if err := s.handBack(ctx); err != nil {
			return err
		}
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := volunteers.StepBack(tx, me, to, why); err != nil {
			return err
		}
		if to == volunteers.Left {
			return accounts.EndPasses(tx, string(me))
		}
		return nil
	})
}

// handBack gives everything of a volunteer back.
func (s *Service) handBack(ctx context.Context) error {
	m, err := s.Mine(ctx)
	if err != nil {
		return err
	}
	for _, c := range append(m.Asked, m.Have...) {
		if err := s.GiveBack(ctx, tasks.Choice{ID: c.Task, Version: c.Version}, "They have stopped for now."); err != nil {
			return err
		}
	}
	for _, c := range m.Offers {
		if err := s.Decline(ctx, c.Offer, "They have stopped for now."); err != nil {
			return err
		}
	}
	return nil
}

// Learn marks the answers of the volunteer who is signed in to the quiz of a module.
func (s *Service) Learn(ctx context.Context, module string, answers []int) (volunteering.Marked, error) {
	me, err := s.Me(ctx)
	if err != nil {
		return volunteering.Marked{}, err
	}
	return s.volunteers.PassModule(ctx, me, module, answers)
}

// Agree is the volunteer who is signed in agreeing to the principles in force.
func (s *Service) Agree(ctx context.Context) error {
	me, err := s.Me(ctx)
	if err != nil {
		return err
	}
	return s.volunteers.Agree(ctx, me)
}
