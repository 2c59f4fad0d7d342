package places

import (
	"context"
	"errors"
	"io"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/imports"
	"kith/internal/plat/tabular"
)

// Options are what an importer is told.
type Options struct {
	// Vintage is the edition of the files, "2025-11" or "2025"; "" leaves it to be found
	// in their names, columns and dates.
	Vintage string
	// Progress is called a few times a second, and at the end of each edition; it may be
	// nil.
	Progress func(Progress)
	// Rejects gets a CSV table of the rows that could not be taken, with the reasons; it
	// may be nil.
	Rejects io.Writer
	// DryRun counts what would come of it and changes nothing.
	DryRun bool
}

// Progress is how far an import is.
type Progress struct {
	Edition Edition
	File    string // being read
	Rows    int64  // of the edition, behind it
	Read    int64  // bytes of the edition's files
	Size    int64  // bytes there are in all; 0 when not known
}

// Report is what came of an import.
type Report struct{ Loads []Load }

// Load is what came of the files of one edition.
type Load struct {
	Edition Edition
	Files   string
	imports.Counts
	Already bool // the same files had been loaded before, and nothing was changed
	Resumed bool // it went on where an earlier try had been cut short
	DryRun  bool
	Note    string
	Took    time.Duration
}

// Counts adds up all loads.
func (r Report) Counts() imports.Counts {
	var sum imports.Counts
	for _, l := range r.Loads {
		sum = sum.Plus(l.Counts)
	}
	return sum
}

// ImportPostcodes loads postcode directories: Code-Point Open, ONSPD, NSPL and our own
// merged files, in any mixture. Files of one edition are loaded as one directory.
//
// A file of another kind is a fault of kind Invalid that shows its header, and nothing is
// loaded. A malformed row goes to the rejects and the rest goes in. The same files again
// change nothing. Counts are against what was loaded of the same product; a row that is as
// a newer edition has it counts as unchanged. While it loads nothing of it is used; then
// all of it is at once. An import that was cut short goes on when it is asked for again.
func (s *Service) ImportPostcodes(ctx context.Context, files []File, o Options) (report Report, err error) {
	defer fault.Wrap(&err, "import postcodes")
	if o.Vintage != "" {
		if o.Vintage, err = ParseVintage(o.Vintage); err != nil {
			return report, err
		}
	}
	editions, err := examine(files, o.Vintage, s.db.Read(ctx).Now())
	if err != nil {
		return report, err
	}
	ctx = db.Background(ctx, db.Imports)
	if !o.DryRun {
		if err := s.sweepAbandoned(ctx); err != nil {
			return report, err
		}
	}
	rejects := tabular.NewRejects(o.Rejects)
	for _, e := range editions {
		load, err := s.loadEdition(ctx, e, o, rejects)
		if err != nil {
			rejects.Flush() // what was wrong with the rows may be why
			return report, err
		}
		report.Loads = append(report.Loads, load)
	}
	return report, rejects.Flush()
}

// loadEdition loads the files of one edition, unless they have been.
func (s *Service) loadEdition(ctx context.Context, e editionFiles, o Options, rejects *tabular.Rejects) (result Load, err error) {
	began := time.Now()
	defer func() { result.Took = time.Since(began) }()
	result = Load{Edition: e.Edition, Files: named(e.files), Note: e.note, DryRun: o.DryRun}
	hash, err := e.hash(ctx)
	if err != nil {
		return result, err
	}
	if known, err := directoryOf(s.db.Read(ctx), e.Edition, hash); err != nil || known.id != 0 {
		result.Already = true
		result.Counts = imports.Counts{Unchanged: known.entries, Rejected: known.rejected}
		if err == nil && known.rejected > 0 {
			err = (&loading{edition: e, rejects: rejects, districts: map[string]bool{}}).readOnly(ctx)
		}
		return result, err
	}
	l, err := s.newLoading(ctx, e, o, hash, rejects)
	if err != nil {
		return result, err
	}
	result.Resumed = l.run.Resumed()
	err = l.whole(ctx)
	result.Counts = l.run.Counts
	if err != nil && !o.DryRun {
		err = s.failed(ctx, l.run, err)
	}
	return result, err
}

// failed notes why a run came to nothing and returns that reason. A run that another
// program has taken over is that program's to note.
func (s *Service) failed(ctx context.Context, run imports.Run, why error) error {
	if fault.KindOf(why) == fault.Conflict {
		return why
	}
	return errors.Join(why, s.runs.Fail(ctx, run, why))
}
