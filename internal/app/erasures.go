package app

import (
	"context"

	"kith/internal/governance/requests"
	"kith/internal/kernel/clock"
	"kith/internal/plat/config"
	"kith/internal/plat/db"
	"kith/internal/plat/metrics"
)

// ErasedAgain is what came of applying a borough's erasures to a restored database.
type ErasedAgain struct {
	Borough string
	requests.Again
}

// eraseAgain erases whom was erased after what the database holds was written: it may have
// been put back from a copy, by Kith or behind its back. Nobody is served before.
func (a *App) eraseAgain(ctx context.Context, folders ...string) error {
	_, err := a.erasesAgain(ctx, folders...)
	return err
}

func (a *App) erasesAgain(ctx context.Context, folders ...string) (requests.Again, error) {
	ctx = a.As(ctx, "start", "apply erasures again")
	again, err := a.Requests.EraseAgain(ctx, a.Protocols, folders...)
	if err != nil {
		return again, err
	}
	for _, wrong := range again.Wrong {
		a.Log.Error("an erasure that is kept apart cannot be believed", "file", wrong)
	}
	if again.Done > 0 {
		a.Log.Warn("the database is older than some erasures; they were applied again", "count", again.Done)
	}
	return again, nil
}

// eraseRestored applies a borough's erasures to a database that was just restored: those of
// the flags' folder, and those that lie beside the backup.
func eraseRestored(ctx context.Context, c config.Common, d *db.DB, keys config.KeySet, borough, beside string) (ErasedAgain, error) {
	c.Borough = borough
	a := &App{Config: c, Borough: borough, Clock: clock.System{}, Log: c.Log(), DB: d, Keys: keys, figures: metrics.New(c.Log())}
	if err := a.wire(); err != nil {
		return ErasedAgain{}, err
	}
	again, err := a.erasesAgain(ctx, beside)
	if err != nil {
		return ErasedAgain{}, err
	}
	if err := a.Journal.SealBorough(ctx, borough); err != nil {
		return ErasedAgain{}, err
	}
	ctx = a.As(ctx, "start", "keep erasures apart")
	return ErasedAgain{Borough: borough, Again: again}, a.Requests.PutApart(ctx)
}
