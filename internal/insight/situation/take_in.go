package situation

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"kith/algo/phase"
	"kith/algo/phase/counts"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/plat/tabular"
)

// File is a file of daily counts.
type File struct {
	imports.File
	AsOf        day.Date       // the day its figures are as of, where it has no column for that; zero is today
	Populations map[string]int // people by code or name, where neither the file nor an earlier one tells
}

// Taken is what came, or in a dry run would come, of a file.
type Taken struct {
	Vintages []day.Date // those that were taken in
	Areas    int
	Changed  int      // counts that are new or differ from the vintage before
	Again    bool     // the file was in already
	Notes    []string // what was taken in a way of its own
	DryRun   bool
}

// layout is a file of daily counts, as agencies and councils name its columns.
var layout = tabular.Layout{Name: "daily counts by area", Columns: []tabular.Column{
	{Field: "area", Names: []string{"area", "areaName", "area_name"}},
	{Field: "date", Names: []string{"date", "specimen_date", "specimenDate"}},
	{Field: "cases", Names: []string{"cases", "newCasesBySpecimenDate", "new_cases", "count"}},
	{Field: "code", Names: []string{"code", "areaCode", "area_code"}, Optional: true},
	{Field: "population", Names: []string{"population"}, Optional: true},
	{Field: "as_of", Names: []string{"as_of", "published"}, Optional: true},
	{Field: "pool", Names: []string{"pool", "region"}, Optional: true},
}}

// TakeIn takes a file of daily counts in: one vintage, or several where it has a column as_of.
// In a dry run it changes nothing and says what would come of it. A file that is not sound is
// [fault.Invalid] and nothing of it is taken, for half a vintage would look like fewer cases;
// one that is older than what is in already is [fault.Conflict]. An import that was cut short
// is begun again.
func (s *Service) TakeIn(ctx context.Context, f File, dryRun bool) (t Taken, err error) {
	defer fault.Wrap(&err, "take in daily counts")
	if err := access.Check(ctx, "", takers...); err != nil {
		return t, err
	}
	known, err := areas(s.db.Read(ctx))
	if err != nil {
		return t, err
	}
	file, hash, err := s.read(ctx, f, known)
	if err != nil {
		return t, err
	}
	t = Taken{Areas: len(file.Areas), Notes: append(file.Notes, strangers(file.Areas, known)...), DryRun: dryRun}
	fresh, skipped, err := s.fresh(ctx, file, hash)
	if err != nil {
		return t, err
	}
	if t.Again = len(fresh) == 0; t.Again {
		return t, nil
	}
	if skipped > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("%d vintages of the file are in already, and stay as they are.", skipped))
	}
	return t, s.takeVintages(ctx, f, file, fresh, hash, &t)
}

// strangers are the areas of which there was nothing before, each in words: a name that was
// misspelt is seen before it is taken for another area.
func strangers(in []counts.Area, known []Area) (notes []string) {
	for _, a := range in {
		one := areaOf(a)
		if len(known) > 0 && !slices.ContainsFunc(known, func(k Area) bool { return k.Code == one.Code }) {
			notes = append(notes, one.Name+" was in no file before, and is taken for an area of its own.")
		}
	}
	return notes
}

// read reads the whole file.
func (s *Service) read(ctx context.Context, f File, known []Area) (*counts.File, string, error) {
	in, err := f.Open()
	if err != nil {
		return nil, "", err
	}
	defer in.Close()
	h := imports.NewHash()
	h.Text(f.AsOf.String())
	if err := h.File(ctx, in); err != nil {
		return nil, "", err
	}
	if in, err = f.Open(); err != nil {
		return nil, "", err
	}
	defer in.Close()
	file, err := rowsOf(in, f, known, day.Of(s.db.Read(ctx).Now()))
	return file, h.Sum(), err
}

// rowsOf reads the rows of a file, as of the day it is handed in with where it has no day.
func rowsOf(in io.Reader, f File, known []Area, today day.Date) (*counts.File, error) {
	table := tabular.NewReader(in, tabular.Options{})
	header, err := table.Header()
	if err != nil {
		return nil, err
	}
	_, at, err := tabular.Recognise(header, []tabular.Layout{layout})
	if err != nil {
		return nil, err
	}
	asOf := f.AsOf
	if asOf.IsZero() {
		asOf = today
	}
	if asOf.After(today) {
		return nil, invalid("The figures cannot be as of %s, which is still to come.", asOf.Long())
	}
	rows := counts.NewRows(counts.Options{Populations: populations(known, f.Populations), Latest: dayOf(today)}, true)
	for {
		row, err := table.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, refused(err)
		}
		r := rowOf(row, at)
		if at.Of("as_of") < 0 {
			r.AsOf = asOf.String()
		}
		if err := rows.Add(r, row.Number); err != nil {
			return nil, invalid("Row %d of the file: %v. Nothing was taken in.", row.Number, err)
		}
	}
	file, err := rows.File()
	if err != nil {
		return nil, refused(err)
	}
	return file, stale(file)
}

// stale refuses a vintage whose last count is so long before the day it is as of that the day
// is likely wrong.
func stale(file *counts.File) error {
	for _, v := range file.Vintages {
		last := v.Series[0].Last()
		for _, s := range v.Series {
			last = max(last, s.Last())
		}
		if last < v.AsOf-counts.Stale {
			return invalid("The last count of the file is of %s, and its figures are said to be as of %s. Say as of which day they are.", dateOf(last).Long(), dateOf(v.AsOf).Long())
		}
	}
	return nil
}

func refused(err error) error { return invalid("The file was not taken in: %v.", err) }

func rowOf(row tabular.Row, at tabular.Columns) counts.Row {
	date := row.Cell(at.Of("date"))
	if d, err := day.ParseDate(date); err == nil { // 1/10/2020 as well
		date = d.String()
	}
	return counts.Row{
		Area: row.Cell(at.Of("area")), Code: row.Cell(at.Of("code")), Date: date, Cases: row.Cell(at.Of("cases")),
		Population: row.Cell(at.Of("population")), AsOf: row.Cell(at.Of("as_of")), Pool: row.Cell(at.Of("pool")),
	}
}

// populations are how many people live in areas, by what is known and what was handed in.
func populations(known []Area, more map[string]int) map[string]int {
	people := map[string]int{}
	for _, a := range known {
		people[a.Code], people[a.Name] = a.Population, a.Population
	}
	for id, n := range more {
		people[id] = n
	}
	if len(people) == 0 {
		return nil
	}
	return people
}

// fresh are the vintages of a file that are not in yet, and how many of it are. A file with one
// vintage that is in, but was another file's, is refused: one of the two is wrong.
func (s *Service) fresh(ctx context.Context, file *counts.File, hash string) (fresh []phase.Vintage, in int, err error) {
	kept, err := vintages(s.db.Read(ctx))
	if err != nil {
		return nil, 0, err
	}
	by := make(map[phase.Day]vintage, len(kept))
	last := phase.Day(-1 << 30)
	for _, v := range kept {
		last = dayOf(v.asOf)
		by[last] = v
	}
	for _, v := range file.Vintages {
		old, known := by[v.AsOf]
		switch {
		case known && old.hash != hash && len(file.Vintages) == 1:
			return nil, 0, conflict("The figures as of %s are in already, from %s. Figures that were put right need a later day.", old.asOf.Long(), old.name)
		case known:
			in++
		case v.AsOf < last:
			return nil, 0, conflict("The figures as of %s are older than those of %s, which are in already. Take the oldest file in first.", dateOf(v.AsOf).Long(), dateOf(last).Long())
		default:
			fresh = append(fresh, v)
		}
	}
	return fresh, in, nil
}

// takeVintages writes vintages one after another. Each counts once it is whole.
func (s *Service) takeVintages(ctx context.Context, f File, file *counts.File, fresh []phase.Vintage, hash string, t *Taken) error {
	stand, err := s.standing(ctx)
	if err != nil {
		return err
	}
	ids := codesOf(file.Areas)
	for _, v := range fresh {
		changed := stand.changed(v, ids)
		t.Vintages, t.Changed = append(t.Vintages, dateOf(v.AsOf)), t.Changed+len(changed)
		stand.take(changed)
		if t.DryRun {
			continue
		}
		if err := s.writeVintage(ctx, f.Name, hash, v.AsOf, changed, file.Areas); err != nil {
			return err
		}
	}
	return nil
}

// atOnce is how many counts are written in one transaction.
const atOnce = 400

func (s *Service) writeVintage(ctx context.Context, name, hash string, asOf phase.Day, changed []count, in []counts.Area) error {
	log := imports.New(s.db)
	run, err := log.Begin(ctx, imports.Plan{Kind: "daily counts", Name: name, Hash: hash + " " + asOf.String()})
	if err != nil {
		return err
	}
	if err := s.writeSteps(ctx, &run, name, hash, asOf, changed, in); err != nil {
		return errors.Join(err, log.Fail(ctx, run, err))
	}
	return nil
}

func (s *Service) writeSteps(ctx context.Context, run *imports.Run, name, hash string, asOf phase.Day, changed []count, in []counts.Area) error {
	run.Done, run.Counts = 0, imports.Counts{}
	err := s.db.Write(ctx, func(tx *db.Tx) error { return dropCounts(tx, dateOf(asOf)) })
	if err != nil {
		return err
	}
	for rest := changed; len(rest) > 0; {
		part := rest[:min(atOnce, len(rest))]
		rest = rest[len(part):]
		next := *run
		next.Done, next.Added = next.Done+int64(len(part)), next.Added+int64(len(part))
		err := s.db.Write(db.Background(ctx, db.Imports), func(tx *db.Tx) error {
			if err := insertCounts(tx, dateOf(asOf), part); err != nil {
				return err
			}
			return imports.Step(tx, next)
		})
		if err != nil {
			return err
		}
		*run = next
	}
	return s.db.Write(ctx, func(tx *db.Tx) error { return whole(tx, *run, name, hash, asOf, in) })
}

// whole makes a vintage count.
func whole(tx *db.Tx, run imports.Run, name, hash string, asOf phase.Day, in []counts.Area) error {
	for _, a := range in {
		if err := keepArea(tx, areaOf(a)); err != nil {
			return err
		}
	}
	v := vintage{asOf: dateOf(asOf), name: name, hash: hash, by: tx.Actor()}
	if err := insertVintage(tx, v); err != nil {
		return err
	}
	if err := imports.Finish(tx, run); err != nil {
		return err
	}
	return journal.Record(tx, journal.Entry{
		Verb: "took in daily counts", Topic: "situation.counts",
		Data: map[string]any{"as_of": v.asOf.String(), "file": name, "areas": len(in), "changed": run.Added},
	})
}

func conflict(format string, a ...any) error {
	return fault.New(fault.Conflict, "situation.vintage", fmt.Sprintf(format, a...))
}

func invalid(format string, a ...any) error {
	return fault.New(fault.Invalid, "situation.file", fmt.Sprintf(format, a...))
}
