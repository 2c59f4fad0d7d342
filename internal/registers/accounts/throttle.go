package accounts

import (
	"context"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/brakes"
	"kith/internal/plat/db"
)

// The limits on failures within five minutes: few for one account, many for one network,
// since a whole hub may sit behind it. They are kept in the store, so that all programs of a
// borough count together and starting one again forgives nothing.
var (
	perAccount = brakes.Rule{Name: "accounts.account", Most: 10, Within: 5 * time.Minute}
	perNetwork = brakes.Rule{Name: "accounts.network", Most: 100, Within: 5 * time.Minute}
	// perCode is for the second step: six digits are guessed sooner than a password.
	perCode = brakes.Rule{Name: "accounts.code", Most: 10, Within: 15 * time.Minute}
)

// brake counts a try under a rule and under the network it comes from, before it is looked at.
func (s *Service) brake(ctx context.Context, rule brakes.Rule, what, network string) error {
	free, err := s.brakes.Enter(ctx, brakes.Key{Rule: rule, What: what}, brakes.Key{Rule: perNetwork, What: network})
	if err != nil {
		return err
	}
	if !free {
		wait := "five minutes"
		if rule.Within > 5*time.Minute {
			wait = "fifteen minutes"
		}
		return fault.New(fault.RateLimited, "accounts.too-many", "Too many tries. Wait "+wait+", then try again.")
	}
	return nil
}

// release forgets the failures under a rule, and of the network the try that was none.
func (s *Service) release(tx *db.Tx, rule brakes.Rule, what, network string) error {
	if err := s.brakes.Forget(tx, brakes.Key{Rule: rule, What: what}); err != nil {
		return err
	}
	return s.brakes.TakeBack(tx, brakes.Key{Rule: perNetwork, What: network})
}
