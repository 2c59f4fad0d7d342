package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"kith/algo/phase"
	"kith/algo/phase/counts"
	"kith/algo/phase/picture"
)

type phaseCmd struct {
	Counts     string `arg:"" type:"existingfile" help:"Daily counts: area,code,date,cases,population; with a column as_of, several vintages of them; with a column pool, the areas that share what is learnt."`
	From       string `required:"" placeholder:"DATE" help:"The first day that is judged. Days before it only feed what follows."`
	To         string `placeholder:"DATE" help:"The last day that is judged; the last of the file when empty."`
	AsOf       string `placeholder:"DATE" help:"Judge by what was known on that day. Without it every count is taken as final, or the newest vintage as the day."`
	Out        string `required:"" placeholder:"FILE" type:"path" help:"File for what is said of each area and day: area,date,p,endemic,growing,shrinking,lo,hi,frozen,exceed,bound,rt,rt_lo,rt_hi."`
	Picture    string `placeholder:"FILE.svg" type:"path" help:"File for a picture of all areas."`
	Population string `placeholder:"FILE" type:"existingfile" help:"File with area, code and population, for counts without a column for it."`
	Hidden     int    `default:"4" help:"The largest count that a star may hide."`
	Seed       uint64 `default:"1" help:"The same seed and counts give the same figures."`
}

// Run judges the areas of a file. It prints a sentence for each.
func (c phaseCmd) Run(ctx context.Context) error {
	began := time.Now()
	file, err := c.read(phase.Day(began.Unix() / 86400))
	if err != nil {
		return err
	}
	for _, note := range file.Notes {
		fmt.Fprintln(os.Stderr, "note:", note)
	}
	w, err := c.span(file)
	if err != nil {
		return err
	}
	histories, err := c.judge(ctx, file, w)
	if err != nil {
		return err
	}
	if err := made(c.Out, func(out io.Writer) error { return counts.Write(out, histories) }); err != nil {
		return err
	}
	if err := c.draw(histories, w); err != nil {
		return err
	}
	for _, h := range histories {
		fmt.Println(phase.Sentence(h))
	}
	fmt.Printf("%d areas, %d days, %.2f seconds\n", len(histories), w.to-w.from+1, time.Since(began).Seconds())
	return nil
}

// span is the days that are judged, and when.
type span struct{ from, to, asOf phase.Day }

func (c phaseCmd) read(today phase.Day) (*counts.File, error) {
	o := counts.Options{Hidden: c.Hidden, Latest: today}
	if c.Population != "" {
		people, err := os.Open(c.Population)
		if err != nil {
			return nil, err
		}
		defer people.Close()
		if o.Populations, err = counts.Populations(people); err != nil {
			return nil, fmt.Errorf("%s: %w", c.Population, err)
		}
	}
	in, err := os.Open(c.Counts)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	f, err := counts.Read(in, o)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Counts, err)
	}
	return f, nil
}

// span reads the days, and says which cannot be.
func (c phaseCmd) span(f *counts.File) (s span, err error) {
	s.to = f.Last()
	for _, d := range []struct {
		name, text string
		day        *phase.Day
	}{{"--as-of", c.AsOf, &s.asOf}, {"--from", c.From, &s.from}, {"--to", c.To, &s.to}} {
		if d.text == "" {
			continue
		}
		if *d.day, err = phase.ParseDay(d.text); err != nil {
			return s, fmt.Errorf("%s: %w", d.name, err)
		}
		if d.day == &s.asOf {
			s.to = s.asOf
		}
	}
	last := max(f.Last(), s.asOf)
	switch {
	case s.asOf > f.Vintages[len(f.Vintages)-1].AsOf+counts.Stale:
		return s, fmt.Errorf("--as-of %v: the newest figures are of %v, which is too old to say anything of that day", s.asOf, f.Vintages[len(f.Vintages)-1].AsOf)
	case s.asOf != 0 && s.to > s.asOf:
		return s, fmt.Errorf("--to %v is after --as-of %v; nothing was known of it", s.to, s.asOf)
	case s.to > last:
		return s, fmt.Errorf("--to %v: the last count is of %v", s.to, last)
	case s.from > s.to:
		return s, fmt.Errorf("--from %v is after the last day that is judged, %v", s.from, s.to)
	case s.from < f.First():
		return s, fmt.Errorf("--from %v: the first count is of %v", s.from, f.First())
	}
	return s, nil
}

// judge judges each pool.
func (c phaseCmd) judge(ctx context.Context, f *counts.File, w span) (all []phase.History, err error) {
	feeds, err := f.Feeds(w.asOf)
	if err != nil {
		return nil, err
	}
	for _, feed := range feeds {
		if n := len(feed.Now); n > 20 {
			fmt.Fprintf(os.Stderr, "note: one pool of %d areas; a column pool that parts them into five to twenty neighbouring ones tells more.\n", n)
		}
		histories, _, info, err := phase.Judge(ctx, feed, w.from, w.to, phase.Config{Seed: c.Seed})
		if err != nil {
			return nil, err
		}
		for _, note := range info.Notes {
			fmt.Fprintln(os.Stderr, "note:", note)
		}
		all = append(all, histories...)
	}
	return all, nil
}

func (c phaseCmd) draw(histories []phase.History, w span) error {
	if c.Picture == "" {
		return nil
	}
	o := picture.Options{Title: fmt.Sprintf("In an epidemic phase? %s to %s", w.from.Time().Format("2 January"), w.to.Time().Format("2 January 2006"))}
	if w.asOf != 0 {
		o.Note = "As known on " + w.asOf.Time().Format("2 January 2006") + "."
	}
	return made(c.Picture, func(out io.Writer) error { return picture.Draw(out, histories, o) })
}
