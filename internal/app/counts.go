package app

import (
	"context"
	"fmt"
	"io"
	"os"

	"kith/algo/phase/counts"
	"kith/internal/insight/situation"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/imports"
	"kith/internal/registers/places"
)

// ImportedCounts says which daily counts to take in.
type ImportedCounts struct {
	Files      []string
	AsOf       string // "" is today, where a file does not tell
	Population string // file; "" is none
	DryRun     bool
	Out        io.Writer
}

// ImportCounts takes daily counts in, file by file, judges the areas and prints how they stand.
func (a *App) ImportCounts(ctx context.Context, i ImportedCounts) (err error) {
	var f situation.File
	if i.AsOf != "" {
		if f.AsOf, err = day.ParseDate(i.AsOf); err != nil {
			return err
		}
	}
	if f.Populations, err = populationsOf(i.Population); err != nil {
		return err
	}
	files, err := places.Files(i.Files, ".csv")
	if err != nil {
		return err
	}
	ctx = a.As(ctx, "operator", "import daily counts")
	for _, file := range files {
		f.File = imports.File{Name: file.Name, Open: file.Open}
		t, err := a.Situation.TakeIn(ctx, f, i.DryRun)
		if err != nil {
			return fmt.Errorf("%s: %w", file.Name, err)
		}
		tellCounts(file.Name, t, i.Out)
	}
	if i.DryRun {
		return nil
	}
	if err := a.Situation.Judge(ctx); err != nil {
		return err
	}
	return a.tellStandings(ctx, i.Out)
}

func populationsOf(name string) (map[string]int, error) {
	if name == "" {
		return nil, nil
	}
	in, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	people, err := counts.Populations(in)
	if err != nil {
		return nil, fault.New(fault.Invalid, "app.population", fmt.Sprintf("%s: %v.", name, err))
	}
	return people, nil
}

// tellCounts prints what came of a file.
func tellCounts(name string, t situation.Taken, out io.Writer) {
	switch {
	case t.Again:
		fmt.Fprintf(out, "%s: taken in before, nothing to do\n", name)
		return
	case t.DryRun:
		fmt.Fprintf(out, "%s: a dry run, nothing was changed; ", name)
	default:
		fmt.Fprintf(out, "%s: ", name)
	}
	last := t.Vintages[len(t.Vintages)-1]
	of := "as of " + last.Long()
	if n := len(t.Vintages); n > 1 {
		of = fmt.Sprintf("%d vintages up to %s", n, last.Long())
	}
	fmt.Fprintf(out, "areas: %d, %s; counts that are new or changed: %d\n", t.Areas, of, t.Changed)
	for _, note := range t.Notes {
		fmt.Fprintln(out, "  "+note)
	}
}

func (a *App) tellStandings(ctx context.Context, out io.Writer) error {
	all, err := a.Situation.Areas(ctx)
	for _, s := range all {
		fmt.Fprintln(out, s.Sentence)
	}
	return err
}
