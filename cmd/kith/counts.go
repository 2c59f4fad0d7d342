package main

import (
	"context"
	"os"

	"kith/internal/app"
	"kith/internal/kernel/clock"
	"kith/internal/plat/config"
)

type importCountsCmd struct {
	Files      []string `arg:"" help:"Files with area, date and cases, the oldest first; a folder stands for the .csv files in it, in order of their names."`
	AsOf       string   `placeholder:"DATE" help:"The day the figures are as of, for a file without a column as_of; today when empty."`
	Population string   `placeholder:"FILE" type:"existingfile" help:"File with area or code, and population, for counts without a column for it."`
	DryRun     bool     `help:"Say what would change and change nothing."`
}

// Run takes daily counts in, and prints a sentence for each area.
func (c importCountsCmd) Run(ctx context.Context, common config.Common) error {
	return with(ctx, common, clock.System{}, false, func(a *app.App) error {
		return a.ImportCounts(ctx, app.ImportedCounts{Files: c.Files, AsOf: c.AsOf, Population: c.Population, DryRun: c.DryRun, Out: os.Stdout})
	})
}
