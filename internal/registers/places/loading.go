package places

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/plat/tabular"
)

// loading is the load of one edition under way: one goroutine reads the files, one weighs
// their rows against what was loaded before, one writes.
type loading struct {
	s       *Service
	edition editionFiles
	options Options
	hash    string
	rejects *tabular.Rejects

	run       imports.Run
	from      int64 // rows that an earlier try has left behind it
	directory int64
	known     bool            // the product has been loaded before, so rows are weighed
	districts map[string]bool // met so far; the reader's
	position  position        // the reader's
	told      time.Time       // when progress was told last; the writer's
	rejected  int64           // the reader's, of this edition
}

// batch is a run of rows on their way from the file to the database.
type batch struct {
	entries []Entry // to be written
	counts  imports.Counts
	done    int64 // rows of the edition up to the end of this batch
	at      position
}

// position is how far the files have been read.
type position struct {
	file string
	read int64
}

// batchRows is how many rows travel together.
const batchRows = 500

// newLoading begins the load, or goes on with one that was cut short.
func (s *Service) newLoading(ctx context.Context, e editionFiles, o Options, hash string, rejects *tabular.Rejects) (*loading, error) {
	l := &loading{s: s, edition: e, options: o, hash: hash, rejects: rejects, districts: map[string]bool{}}
	var err error
	if l.known, err = productLoaded(s.db.Read(ctx), e.Product); err != nil || o.DryRun {
		return l, err
	}
	l.run, err = s.runs.Begin(ctx, imports.Plan{Kind: "postcodes", Name: e.String() + ": " + named(e.files), Hash: hash})
	if err != nil {
		return nil, err
	}
	return l, l.prepare(ctx)
}

// prepare finds the directory that was being written, or adds one.
func (l *loading) prepare(ctx context.Context) error {
	id, err := strconv.ParseInt(l.run.Mark, 10, 64)
	if err == nil {
		found, err := directoryByID(l.s.db.Read(ctx), id)
		if err != nil {
			return err
		}
		if found.state == stateLoading && found.hash == l.hash {
			l.directory, l.from = id, l.run.Done
			return nil
		}
	}
	return l.s.db.Write(ctx, func(tx *db.Tx) error {
		l.run.Done, l.run.Counts = 0, imports.Counts{}
		d := directory{Edition: l.edition.Edition, files: named(l.edition.files), hash: l.hash, state: stateLoading}
		if l.directory, err = addDirectory(tx, d); err != nil {
			return err
		}
		l.run.Mark = strconv.FormatInt(l.directory, 10)
		return imports.Step(tx, l.run)
	})
}

// whole takes the files in from beginning to end.
func (l *loading) whole(ctx context.Context) error {
	read, weighed := make(chan batch, 4), make(chan batch, 4)
	group, inside := errgroup.WithContext(ctx)
	group.Go(func() error { defer close(read); return l.read(inside, read) })
	group.Go(func() error { defer close(weighed); return l.weigh(inside, read, weighed) })
	group.Go(func() error { return l.write(inside, weighed) })
	if err := group.Wait(); err != nil {
		return err
	}
	l.run.Rejected = l.rejected
	taken := l.run.Added + l.run.Changed + l.run.Unchanged
	if taken == 0 {
		return fault.New(fault.Invalid, "places.nothing", fmt.Sprintf(
			"None of the %d rows of %s could be taken. The rejects say why of each.", l.run.Rejected, named(l.edition.files)))
	}
	l.tell(position{read: l.size()}, true)
	if l.options.DryRun {
		return nil
	}
	if err := l.finish(ctx, taken); err != nil {
		return err
	}
	return l.s.sweepReplaced(ctx, directory{id: l.directory, Edition: l.edition.Edition})
}

// finish makes the new directory count, in one small transaction. One that brought nothing
// new is taken away again.
func (l *loading) finish(ctx context.Context, taken int64) error {
	d := directory{
		id: l.directory, entries: taken, rejected: l.run.Rejected, districts: slices.Sorted(maps.Keys(l.districts)),
	}
	return l.s.db.Write(ctx, func(tx *db.Tx) error {
		empty, err := isEmpty(tx, l.directory)
		if err != nil {
			return err
		}
		if d.state = stateCurrent; empty {
			d.state = stateReplaced
		}
		if err := settleDirectory(tx, d); err != nil {
			return err
		}
		if err := replaceDemo(tx, d.districts); err != nil {
			return err
		}
		if err := imports.Finish(tx, l.run); err != nil {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: "loaded a postcode directory", Topic: "places.directory-loaded",
			Objects: []journal.Object{{Kind: "directory", ID: strconv.FormatInt(l.directory, 10)}},
			Data: map[string]any{
				"edition": l.edition.String(), "added": l.run.Added, "changed": l.run.Changed,
				"unchanged": l.run.Unchanged, "rejected": l.run.Rejected,
			},
		})
	})
}

// toldEvery is how long progress waits to be told again.
const toldEvery = 250 * time.Millisecond

// tell tells how far the load is, a few times a second.
func (l *loading) tell(at position, end bool) {
	if l.options.Progress == nil || !end && time.Since(l.told) < toldEvery {
		return
	}
	l.told = time.Now()
	l.options.Progress(Progress{
		Edition: l.edition.Edition, File: at.file, Rows: l.run.Done, Read: at.read, Size: l.size(),
	})
}

// size is how long the files are together, 0 when not known of each.
func (l *loading) size() (sum int64) {
	for _, f := range l.edition.files {
		if f.Size == 0 {
			return 0
		}
		sum += f.Size
	}
	return sum
}

// own keeps a text without the row it was cut from.
func own(s string) string { return strings.Clone(s) }
