package main

import (
	"context"

	"kith/internal/app"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/config"
)

type serveCmd struct {
	config.Serving
}

// Run serves until the program is told to stop.
func (s serveCmd) Run(ctx context.Context, c config.Common) error {
	return with(ctx, c, clock.System{}, false, func(a *app.App) error { return a.Serve(ctx, s.Serving, false) })
}

// with opens the program for the borough of the flags, and closes it whatever happens.
func with(ctx context.Context, c config.Common, at clock.Clock, prepare bool, use func(*app.App) error) (err error) {
	if c.Borough == "" {
		return fault.New(fault.Invalid, "kith.no-borough", "Say which borough: --borough wigan, or KITH_BOROUGH=wigan.")
	}
	a, err := app.Open(ctx, c, at, prepare)
	if err != nil {
		return err
	}
	defer func() {
		if closing := a.Close(context.WithoutCancel(ctx)); err == nil {
			err = closing
		}
	}()
	return use(a)
}
