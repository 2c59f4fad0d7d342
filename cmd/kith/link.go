package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	"kith/algo/linkage"
	"kith/algo/linkage/lists"
)

// linking are the flags that link and dedupe have in common.
type linking struct {
	Schema string  `required:"" placeholder:"PRESET|FILE" help:"What the columns are: uk-person, febrl, fake, or a JSON file that says it (docs/linkage.md shows one)."`
	Out    string  `required:"" placeholder:"FILE" type:"path" help:"File for the links: left,right,probability,weight,pattern."`
	Model  string  `placeholder:"FILE" type:"path" help:"The model to use. When there is no such file, a model is trained and written there."`
	Least  float64 `default:"0.5" help:"The least probability of a link."`
	Pairs  int     `placeholder:"400000000" help:"How many pairs may be compared."`
	Seed   uint64  `default:"1" help:"The same seed and files give the same links."`
	SQL    string  `name:"sql" placeholder:"FILE" type:"path" help:"Write the model as SQL for DuckDB there, with the cleaned records beside it, and link nothing: duckdb then writes --out."`
}

type linkCmd struct {
	linking
	judging
	Left  string `arg:"" type:"existingfile" help:"The list whose people are looked for."`
	Right string `arg:"" type:"existingfile" help:"The list they are looked for in."`
}

type dedupeCmd struct {
	linking
	Clusters string  `placeholder:"FILE" type:"path" help:"File for who is who: id,cluster."`
	Before   string  `placeholder:"FILE" type:"existingfile" help:"The clusters of the last run: people keep their names, and what became of them is told."`
	Events   string  `placeholder:"FILE" type:"path" help:"With --before: file for who is new, gone, merged or split: person,event,others."`
	Join     float64 `default:"0.95" help:"The least probability of a link that makes two records one person."`
	File     string  `arg:"" type:"existingfile" help:"The list."`
}

// Run links two lists. The last line says how much there was and what it took.
func (c linkCmd) Run(ctx context.Context) error {
	began := time.Now()
	left, err := c.read(c.Left, nil)
	if err != nil {
		return err
	}
	right, err := c.read(c.Right, left)
	if err != nil {
		return err
	}
	m, err := c.model(ctx, left, right)
	if err != nil {
		return err
	}
	if c.SQL != "" {
		return c.writeSQL(m, left, right)
	}
	links, pairs, err := c.links(left, right, func(keep func(linkage.Link) bool) (int, error) {
		return m.Link(ctx, left, right, c.options(), keep)
	})
	if err != nil {
		return err
	}
	if err := c.judge(c.Left, left.Schema().ID, left, right, links, c.Least); err != nil {
		return err
	}
	spent(left.Len()+right.Len(), pairs, len(links), began)
	return nil
}

// Run finds who is in a list more than once.
func (c dedupeCmd) Run(ctx context.Context) error {
	began := time.Now()
	table, err := c.read(c.File, nil)
	if err != nil {
		return err
	}
	m, err := c.model(ctx, table, nil)
	if err != nil {
		return err
	}
	if c.SQL != "" {
		return c.writeSQL(m, table, nil)
	}
	links, pairs, err := c.links(table, table, func(keep func(linkage.Link) bool) (int, error) {
		return m.Dedupe(ctx, table, c.options(), keep)
	})
	if err != nil {
		return err
	}
	if err := c.cluster(table, links); err != nil {
		return err
	}
	spent(table.Len(), pairs, len(links), began)
	return nil
}

// cluster gathers the links into people, where a file is asked for.
func (c dedupeCmd) cluster(table *linkage.Table, links []linkage.Link) error {
	if c.Clusters == "" {
		return nil
	}
	var sure []linkage.Link
	for _, l := range links {
		if l.Probability >= c.Join {
			sure = append(sure, l)
		}
	}
	people := linkage.Cluster(table.Len(), sure, linkage.Constraints{Identity: linkage.Identities(table)})
	fmt.Printf("%d people; %d links cut, for they join two valid NHS numbers\n", people.Count, len(people.Cut))
	if c.Before != "" {
		return c.settle(table, people)
	}
	return made(c.Clusters, func(w io.Writer) error { return lists.Clusters(w, table, people.Of) })
}

// settle gives people the names they had in the last run, and tells what became of whom.
func (c dedupeCmd) settle(table *linkage.Table, people *linkage.Clusters) error {
	before, err := pairsOf(c.Before, "id", "cluster")
	if err != nil {
		return err
	}
	next := 0
	for _, name := range before {
		if n, err := strconv.Atoi(name); err == nil {
			next = max(next, n+1)
		}
	}
	ids := make([]string, table.Len())
	for row := range ids {
		ids[row] = table.ID(row)
	}
	names, events := linkage.Settle(ids, people.Of, before, func(string) string {
		next++
		return strconv.Itoa(next - 1)
	})
	fmt.Printf("%d events since the last run\n", len(events))
	if c.Events != "" {
		if err := made(c.Events, func(w io.Writer) error { return lists.Events(w, events) }); err != nil {
			return err
		}
	}
	return made(c.Clusters, func(w io.Writer) error { return lists.People(w, table, people.Of, names) })
}

func (l linking) options() linkage.Options {
	return linkage.Options{Seed: l.Seed, Pairs: l.Pairs, Least: l.Least}
}

// schema is a preset by name, or that of a file.
func (l linking) schema() (*linkage.Schema, error) {
	if s, ok := linkage.Preset(l.Schema); ok {
		return s, nil
	}
	file, err := os.Open(l.Schema)
	if err != nil {
		return nil, fmt.Errorf("%q is no preset (uk-person, febrl, fake), and no file: %w", l.Schema, err)
	}
	defer file.Close()
	s, err := linkage.ReadSchema(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", l.Schema, err)
	}
	s.Name = cmp.Or(s.Name, filepath.Base(l.Schema))
	return s, nil
}

func (l linking) read(name string, beside *linkage.Table) (*linkage.Table, error) {
	s, err := l.schema()
	if err != nil {
		return nil, err
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	t, err := lists.Read(file, s, beside)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return t, nil
}

// model reads the model, or trains one and keeps it where a file is named.
func (l linking) model(ctx context.Context, left, right *linkage.Table) (*linkage.Model, error) {
	if l.Model != "" {
		switch file, err := os.Open(l.Model); {
		case err == nil:
			defer file.Close()
			m, err := linkage.ReadModel(file)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", l.Model, err)
			}
			return m, nil
		case !errors.Is(err, fs.ErrNotExist):
			return nil, err
		}
	}
	m, report, err := linkage.Train(ctx, left, right, l.options())
	if err != nil {
		return nil, err
	}
	for _, warning := range report.Warnings {
		fmt.Fprintln(os.Stderr, "note:", warning)
	}
	fmt.Printf("trained on %d pairs; %.0f are expected to be one person\n", report.Pairs, report.Matches)
	if l.Model == "" {
		return m, nil
	}
	return m, made(l.Model, m.Write)
}

// writeSQL writes the model as SQL, and beside it the records it reads.
func (l linking) writeSQL(m *linkage.Model, left, right *linkage.Table) error {
	o := linkage.SQL{Left: l.SQL + ".left.csv", Out: l.Out, Least: l.Least}
	if err := made(o.Left, func(w io.Writer) error { return lists.Prepared(w, left) }); err != nil {
		return err
	}
	if right != nil {
		o.Right = l.SQL + ".right.csv"
		if err := made(o.Right, func(w io.Writer) error { return lists.Prepared(w, right) }); err != nil {
			return err
		}
	}
	if err := made(l.SQL, func(w io.Writer) error { return m.WriteSQL(w, o) }); err != nil {
		return err
	}
	fmt.Printf("%s finds the links over the cleaned records beside it, and writes %s: duckdb < %s\n", l.SQL, l.Out, l.SQL)
	return nil
}

// links writes what find finds, and keeps it.
func (l linking) links(left, right *linkage.Table, find func(func(linkage.Link) bool) (int, error)) (links []linkage.Link, pairs int, err error) {
	err = made(l.Out, func(w io.Writer) error {
		out, err := lists.NewLinks(w, left, right)
		if err != nil {
			return err
		}
		pairs, err = find(func(k linkage.Link) bool {
			links = append(links, k)
			return out.Write(k) == nil
		})
		return errors.Join(err, out.Close())
	})
	return links, pairs, err
}

// made makes a file of what write writes.
func made(name string, write func(io.Writer) error) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(write(file), file.Close())
}

// spent is the last line: how much there was, and what it took.
func spent(rows, pairs, links int, began time.Time) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Printf("%d rows, %d pairs, %d links, %.2f seconds, %d MiB at most\n", rows, pairs, links, time.Since(began).Seconds(), m.Sys>>20)
}
