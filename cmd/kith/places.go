package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"kith/internal/app"
	"kith/internal/kernel/clock"
	"kith/internal/plat/config"
)

type importCmd struct {
	Postcodes  importPostcodesCmd  `cmd:"" help:"Take in postcode directories: Code-Point Open, ONSPD or NSPL."`
	Boundaries importBoundariesCmd `cmd:"" help:"Take in boundaries as GeoJSON."`
	Counts     importCountsCmd     `cmd:"" help:"Take in daily counts of cases by area, and say how the areas stand."`
}

// taking are the flags of every import.
type taking struct {
	Files   []string `arg:"" help:"Files to take in; a folder stands for the files in it."`
	Vintage string   `placeholder:"YYYY-MM" help:"Edition of the files, where they do not tell it."`
	Rejects string   `default:"rejects.csv" type:"path" help:"File for the rows that could not be taken in, each with its number and reason."`
	DryRun  bool     `help:"Say what would change and change nothing."`
}

type importPostcodesCmd struct{ taking }

// Run takes postcode directories in.
func (c importPostcodesCmd) Run(ctx context.Context, common config.Common) error {
	return c.run(ctx, common, (*app.App).ImportPostcodes)
}

type importBoundariesCmd struct{ taking }

// Run takes boundaries in.
func (c importBoundariesCmd) Run(ctx context.Context, common config.Common) error {
	return c.run(ctx, common, (*app.App).ImportBoundaries)
}

func (t taking) run(ctx context.Context, c config.Common, take func(*app.App, context.Context, app.Import) error) error {
	return with(ctx, c, clock.System{}, false, func(a *app.App) error {
		return take(a, ctx, app.Import{
			Files: t.Files, Vintage: t.Vintage, Rejects: t.Rejects, DryRun: t.DryRun, Out: os.Stdout, Progress: os.Stderr,
		})
	})
}

type whereCmd struct {
	Postcodes []string `arg:"" optional:"" help:"Postcodes, each in quotes if it has a space; from standard input, one a line, when none are given."`
}

// Run prints where each postcode belongs, as CSV.
func (c whereCmd) Run(ctx context.Context, common config.Common) error {
	var in io.Reader = os.Stdin
	if len(c.Postcodes) > 0 {
		in = strings.NewReader(strings.Join(c.Postcodes, "\n") + "\n")
	}
	return with(ctx, common, clock.System{}, false, func(a *app.App) error {
		if err := a.EnsureBlueprint(ctx); err != nil {
			return fmt.Errorf("where: %w", err)
		}
		return a.Places.Where(a.As(ctx, "operator", "look up postcodes"), in, os.Stdout)
	})
}
