package main

import (
	"context"
	"fmt"
	"os"

	"kith/internal/app"
	"kith/internal/blueprint"
	"kith/internal/kernel/clock"
	"kith/internal/plat/config"
)

type blueprintCmd struct {
	Check blueprintCheckCmd `cmd:"" help:"Check a blueprint folder; every problem is printed with its file and line."`
	Apply blueprintApplyCmd `cmd:"" help:"Make the borough's blueprint folder the current version."`
	Paths blueprintPathsCmd `cmd:"" help:"Print a shortest way to each step and each end of every protocol of a folder, as JSON."`
}

type blueprintCheckCmd struct {
	Dir string `arg:"" type:"existingdir" help:"Folder of one borough's blueprint."`
}

// Run checks a folder. It needs no database.
func (c blueprintCheckCmd) Run() error {
	b, problems := blueprint.Load(os.DirFS(c.Dir), app.Features().Sections())
	if len(problems) > 0 {
		return blueprint.Problems(problems)
	}
	for _, note := range b.Notes() {
		fmt.Println("note:", note)
	}
	fmt.Printf("%s: no problems. Version %s.\n", b.Name, b.Hash[:12])
	return nil
}

type blueprintApplyCmd struct {
	Note string `help:"Why, for the history."`
}

// Run applies the folder of the flags and prints what changed.
func (c blueprintApplyCmd) Run(ctx context.Context, common config.Common) error {
	return with(ctx, common, clock.System{}, false, func(a *app.App) error {
		version, changes, err := a.Blueprints.Apply(a.As(ctx, "operator", "apply blueprint"), os.DirFS(common.BlueprintDir()), c.Note)
		if err != nil {
			return err
		}
		for _, change := range changes {
			fmt.Println(change)
		}
		fmt.Printf("%s runs on version %s, %d changes.\n", a.Borough, version.Name(), len(changes))
		return nil
	})
}
