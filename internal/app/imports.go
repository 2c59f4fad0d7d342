package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"kith/internal/registers/places"
)

// Import says what to take in and where to tell of it.
type Import struct {
	Files    []string
	Vintage  string
	Rejects  string // file for rejected rows; removed again when there are none
	DryRun   bool
	Out      io.Writer
	Progress io.Writer
}

// ImportPostcodes takes postcode directories in and prints what came of it.
func (a *App) ImportPostcodes(ctx context.Context, i Import) error {
	return a.takeIn(ctx, i, a.Places.ImportPostcodes, ".csv", ".txt")
}

// ImportBoundaries takes boundaries in and prints what came of it.
func (a *App) ImportBoundaries(ctx context.Context, i Import) error {
	return a.takeIn(ctx, i, a.Places.ImportBoundaries, ".geojson", ".json")
}

type importer func(context.Context, []places.File, places.Options) (places.Report, error)

func (a *App) takeIn(ctx context.Context, i Import, take importer, extensions ...string) (err error) {
	if err := a.EnsureBlueprint(ctx); err != nil {
		return err
	}
	files, err := places.Files(i.Files, extensions...)
	if err != nil {
		return err
	}
	rejects, err := os.Create(i.Rejects)
	if err != nil {
		return err
	}
	report, err := take(a.As(ctx, "operator", "import"), files, places.Options{
		Vintage: i.Vintage, Rejects: rejects, DryRun: i.DryRun, Progress: progressTo(i.Progress),
	})
	fmt.Fprintln(i.Progress)
	if closing := rejects.Close(); err == nil {
		err = closing
	}
	if report.Counts().Rejected == 0 {
		err = errors.Join(err, os.Remove(i.Rejects))
	}
	if err != nil {
		return err
	}
	tellReport(report, i)
	return nil
}

// tellReport prints a line for each edition, and where the rejected rows are.
func tellReport(report places.Report, i Import) {
	for _, l := range report.Loads {
		how := ""
		switch {
		case l.Already:
			how = ", loaded before: nothing to do"
		case l.DryRun:
			how = ", a dry run: nothing was changed"
		case l.Resumed:
			how = ", went on where an earlier import had stopped"
		}
		fmt.Fprintf(i.Out, "%s (%s): %d added, %d changed, %d unchanged, %d rejected in %s%s\n",
			l.Edition, l.Files, l.Added, l.Changed, l.Unchanged, l.Rejected, l.Took.Round(time.Millisecond), how)
		if l.Note != "" {
			fmt.Fprintln(i.Out, "  "+l.Note)
		}
	}
	if report.Counts().Rejected > 0 {
		fmt.Fprintf(i.Out, "The rejected rows are in %s, each with its number and the reason.\n", i.Rejects)
	}
}

// progressTo shows how far an import is on one line that is written over.
func progressTo(w io.Writer) func(places.Progress) {
	return func(p places.Progress) {
		share := ""
		if p.Size > 0 {
			share = fmt.Sprintf("%3d%% ", 100*p.Read/p.Size)
		}
		fmt.Fprintf(w, "\r%s%s: %d rows", share, p.Edition, p.Rows)
	}
}
