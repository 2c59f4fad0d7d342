package places

import (
	"cmp"
	"context"
	"errors"
	"io"
	"slices"
	"strconv"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/plat/tabular"
)

// ImportBoundaries loads boundaries of wards, LSOAs, MSOAs and districts from GeoJSON
// feature collections, each as a directory of its own. It keeps the promises of
// [Service.ImportPostcodes], but that an import cut short begins again.
func (s *Service) ImportBoundaries(ctx context.Context, files []File, o Options) (report Report, err error) {
	defer fault.Wrap(&err, "import boundaries")
	if o.Vintage != "" {
		if o.Vintage, err = ParseVintage(o.Vintage); err != nil {
			return report, err
		}
	}
	var editions []editionFiles
	for _, f := range files {
		e := editionFiles{Edition: Edition{Boundaries, o.Vintage}, files: []File{f}}
		vintage, err := vintageOfAreas(f)
		if err != nil {
			return report, err
		}
		e.Vintage = cmp.Or(e.Vintage, vintage)
		e.guess(s.db.Read(ctx).Now())
		editions = append(editions, e)
	}
	ctx = db.Background(ctx, db.Imports)
	rejects := tabular.NewRejects(o.Rejects)
	for _, e := range editions {
		load, err := s.loadAreas(ctx, e, o, rejects)
		if err != nil {
			return report, errors.Join(err, rejects.Flush())
		}
		report.Loads = append(report.Loads, load)
	}
	return report, rejects.Flush()
}

// vintageOfAreas finds a file's vintage by its name, by the name of the collection or by
// the property that holds the codes.
func vintageOfAreas(f File) (string, error) {
	in, err := f.Open()
	if err != nil {
		return "", err
	}
	defer in.Close()
	all, err := openFeatures(f.Name, in)
	if err != nil {
		return "", err
	}
	first, err := all.next()
	if err != nil && err != io.EOF {
		return "", err
	}
	return cmp.Or(vintageIn(f.Name), first.year, vintageIn(all.name)), nil
}

// drawing is the load of one file of boundaries under way.
type drawing struct {
	s         *Service
	file      File
	options   Options
	rejects   *tabular.Rejects
	directory directory
	run       imports.Run
	position  position
	seen      map[string]bool
}

func (s *Service) loadAreas(ctx context.Context, e editionFiles, o Options, rejects *tabular.Rejects) (result Load, err error) {
	began := time.Now()
	defer func() { result.Took = time.Since(began) }()
	result = Load{Edition: e.Edition, Files: named(e.files), Note: e.note, DryRun: o.DryRun}
	hash, err := e.hash(ctx)
	if err != nil {
		return result, err
	}
	d := &drawing{s: s, file: e.files[0], options: o, rejects: rejects, seen: map[string]bool{}}
	if known, err := directoryOf(s.db.Read(ctx), e.Edition, hash); err != nil || known.id != 0 {
		result.Already = true
		result.Counts = imports.Counts{Unchanged: known.entries, Rejected: known.rejected}
		if err == nil && known.rejected > 0 {
			err = d.each(func([]area) error { return nil }) // for the sake of the rejects
		}
		return result, err
	}
	d.directory = directory{Edition: e.Edition, files: result.Files, hash: hash, state: stateLoading}
	if !o.DryRun {
		if err := d.begin(ctx); err != nil {
			return result, err
		}
	}
	if err = d.whole(ctx); err != nil && !o.DryRun {
		err = s.failed(ctx, d.run, err)
	}
	result.Counts = d.run.Counts
	return result, err
}

// begin adds the directory; what an earlier try has left is taken away first.
func (d *drawing) begin(ctx context.Context) (err error) {
	d.run, err = d.s.runs.Begin(ctx, imports.Plan{
		Kind: "boundaries", Name: d.directory.String() + ": " + d.file.Name, Hash: d.directory.hash,
	})
	if err != nil {
		return err
	}
	left, _ := strconv.ParseInt(d.run.Mark, 10, 64) // none left is 0, which no directory has
	d.run.Done, d.run.Counts = 0, imports.Counts{}
	return d.s.db.Write(ctx, func(tx *db.Tx) error {
		if err := dropBoundaries(tx, left); err != nil {
			return err
		}
		if d.directory.id, err = addDirectory(tx, d.directory); err != nil {
			return err
		}
		d.run.Mark = strconv.FormatInt(d.directory.id, 10)
		return imports.Step(tx, d.run)
	})
}

// perStep is how many areas are written at once.
const perStep = 20

func (d *drawing) whole(ctx context.Context) error {
	if err := d.each(func(step []area) error { return d.keep(ctx, step) }); err != nil {
		return err
	}
	if d.run.Added+d.run.Changed+d.run.Unchanged == 0 {
		return fault.New(fault.Invalid, "places.nothing", "No area of "+d.file.Name+" could be taken. The rejects say why of each.")
	}
	if d.options.DryRun {
		return nil
	}
	return d.finish(ctx)
}

// each reads the file and hands its areas on, some at a time.
func (d *drawing) each(take func(step []area) error) error {
	in, err := d.file.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	d.position.file = d.file.Name
	all, err := openFeatures(d.file.Name, &counting{in, &d.position.read})
	if err != nil {
		return err
	}
	var step []area
	for err == nil {
		if step, err = d.gather(all, step[:0]); err == nil || err == io.EOF {
			if failed := take(step); failed != nil {
				return failed
			}
		}
	}
	if err == io.EOF {
		return nil
	}
	return err
}

// gather reads up to a step's worth of areas; it ends with io.EOF.
func (d *drawing) gather(all *features, step []area) ([]area, error) {
	for len(step) < perStep {
		a, err := all.next()
		if err != nil {
			return step, err
		}
		d.run.Done++
		if a.reason == "" && d.seen[a.code] {
			a.reason = "The area " + a.code + " is also further up."
		}
		if a.reason != "" {
			d.run.Rejected++
			if err := d.rejects.Add(d.file.Name, tabular.Row{Number: a.row, Cells: []string{a.code, a.name}}, a.reason); err != nil {
				return step, err
			}
			continue
		}
		d.seen[a.code] = true
		step = append(step, a)
	}
	return step, nil
}

// keep counts a step's areas against those known and writes the ones that are new, of a
// newer vintage, or drawn otherwise.
func (d *drawing) keep(ctx context.Context, step []area) error {
	known, err := newestAreas(d.s.db.Read(ctx), step)
	if err != nil {
		return err
	}
	write := slices.DeleteFunc(step, func(a area) bool {
		old, ok := known[a.code]
		switch {
		case !ok:
			d.run.Added++
		case old.vintage > d.directory.Vintage:
			d.run.Unchanged++
			return true
		case old.shape != a.shape || old.name != a.name:
			d.run.Changed++
		default:
			d.run.Unchanged++
			return old.vintage == d.directory.Vintage
		}
		return false
	})
	if d.options.Progress != nil {
		d.options.Progress(Progress{d.directory.Edition, d.file.Name, d.run.Done, d.position.read, d.file.Size})
	}
	if d.options.DryRun {
		return nil
	}
	return d.s.db.Write(ctx, func(tx *db.Tx) error {
		if err := insertAreas(tx, d.directory.id, write); err != nil {
			return err
		}
		return imports.Step(tx, d.run)
	})
}

// finish makes the boundaries count and takes away older ones of the same areas.
func (d *drawing) finish(ctx context.Context) error {
	d.directory.state, d.directory.entries, d.directory.rejected = stateCurrent, d.run.Done-d.run.Rejected, d.run.Rejected
	return d.s.db.Write(ctx, func(tx *db.Tx) error {
		if err := settleDirectory(tx, d.directory); err != nil {
			return err
		}
		if err := dropOlderAreas(tx, d.directory); err != nil {
			return err
		}
		if err := imports.Finish(tx, d.run); err != nil {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: "loaded boundaries", Topic: "places.boundaries-loaded",
			Objects: []journal.Object{{Kind: "directory", ID: d.run.Mark}},
			Data: map[string]any{
				"edition": d.directory.String(), "added": d.run.Added, "changed": d.run.Changed,
				"unchanged": d.run.Unchanged, "rejected": d.run.Rejected,
			},
		})
	})
}
