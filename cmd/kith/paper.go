package main

import (
	"context"
	"fmt"

	"kith/internal/app"
	"kith/internal/kernel/clock"
	"kith/internal/plat/config"
)

type paperCmd struct {
	Out string `required:"" type:"path" placeholder:"DIR" help:"Folder for the files; it is made where there is none."`
}

// Run makes a pack of every hub as it is now, and puts it into a folder.
func (c paperCmd) Run(ctx context.Context, common config.Common) error {
	return with(ctx, common, clock.System{}, false, func(a *app.App) error {
		a.Paper.WritesTo(c.Out)
		all, err := a.Paper.MakeAll(a.As(ctx, "operator", "make packs of paper"))
		for _, p := range all {
			fmt.Printf("%s: %d lines on %d pages\n", p.Called(), p.Lines, p.Pages)
		}
		return err
	})
}
