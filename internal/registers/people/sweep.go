package people

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

// SweepEvery is how often [Service.Sweep] is to be run, so that words somebody looked for
// are gone soon after their hour.
const SweepEvery = searchLife / 4

// Sweep clears away the words people looked for that are older than they are kept, and
// gives records that were written before names were looked up by sound what they are
// found by. It may be stopped at any time and goes on from there.
func (s *Service) Sweep(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "sweep people")
	err = s.db.Write(ctx, func(tx *db.Tx) error { return dropSearches(tx, tx.Now().Add(-searchLife)) })
	for done := false; err == nil && !done; {
		if err = ctx.Err(); err != nil {
			return err
		}
		if done, err = allSound(s.db.Read(ctx)); err != nil || done {
			return err
		}
		err = s.db.Write(ctx, giveSounds)
	}
	return err
}

// giveSounds gives the next records their sounds, and says how far it came.
func giveSounds(tx *db.Tx) error {
	some, err := nextWithoutSounds(tx)
	if err != nil {
		return err
	}
	if len(some) < perStatement {
		err = soundsReached(tx, "", true)
	} else {
		err = soundsReached(tx, some[len(some)-1].ID, false)
	}
	if err != nil {
		return err
	}
	var tokens []recordToken
	for _, r := range some {
		for _, t := range r.soundTokens() {
			tokens = append(tokens, recordToken{t, r.ID, r.Neighbourhood})
		}
	}
	return keepTokens(tx, tokens)
}
