package tasks

import (
	"context"

	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// Reroute has a need met in another way than triage said, with why: the work of the old way
// ends, whoever has it, and that of the new one begins in the same transaction. What was to
// be given only until the old way begins is no longer wanted. What was done stays in the
// story. Work that ends only when it is known how somebody is does not
// end by this.
func (s *Service) Reroute(ctx context.Context, c NeedChoice, decided needs.Result, reason string) error {
	if s.keeper == nil {
		return errUnkept
	}
	return s.onNeed(ctx, c, needs.Reroute, func(tx *db.Tx, n needs.Need, all []Task) error {
		if err := needs.CheckReason(reason); err != nil {
			return err
		}
		if err := withdrawable(openOf(all)); err != nil {
			return err
		}
		bridging, err := needs.Bridging(tx, n)
		if err != nil {
			return err
		}
		if n, err = needs.SetRoute(tx, n, decided, reason); err != nil {
			return err
		}
		if err := s.keeper.Rerouted(tx, n, reason); err != nil {
			return err
		}
		return Stop(tx, s.keeper, bridging, "What it was to bridge is met in another way: "+reason)
	})
}

// ReferOn hands a need to a service as well, or to whoever stands in for it today, with why:
// the service has to acknowledge it, or is chased. What is done for the need goes on.
func (s *Service) ReferOn(ctx context.Context, c NeedChoice, to, reason string) error {
	if s.keeper == nil {
		return errUnkept
	}
	return s.onNeed(ctx, c, needs.ReferOn, func(tx *db.Tx, n needs.Need, _ []Task) error {
		if err := needs.CheckReason(reason); err != nil {
			return err
		}
		goes, err := s.keeper.ReferOn(tx, n, to, reason)
		if err != nil || goes == "" {
			return err // of what is kept apart the need says nothing, nor why
		}
		_, err = needs.NoteReferral(tx, n, goes, reason)
		return err
	})
}
