package backup

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"time"

	"filippo.io/age"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
)

// Source is what a backup is made of.
type Source struct {
	DB      *db.DB
	Keys    map[string][]byte // of the installation, by name
	Version string            // of this program
	Now     time.Time
}

// Make writes a backup of everything as of one moment, readable for whoever holds an identity
// of one of the recipients. Nobody who works meanwhile waits for it.
func (s Source) Make(ctx context.Context, w io.Writer, recipients []age.Recipient) (c Counts, err error) {
	defer fault.Wrap(&err, "make a backup")
	if len(recipients) == 0 {
		return c, errNobody
	}
	sealed, err := age.Encrypt(w, recipients...)
	if err != nil {
		return c, err
	}
	packed, err := gzip.NewWriterLevel(sealed, gzip.BestSpeed)
	if err != nil {
		return c, err
	}
	out := &writer{to: bufio.NewWriterSize(packed, 1<<20)}
	err = s.DB.Snapshot(ctx, func(snapshot *db.Snapshot) error { return s.write(ctx, out, snapshot) })
	return out.counts, errors.Join(err, out.to.Flush(), packed.Close(), sealed.Close())
}

var errNobody = fault.New(fault.Invalid, "backup.nobody",
	"Say for whom the backup is: --recipient age1…, or KITH_BACKUP_RECIPIENTS. “kith backup key” makes a pair of keys.")

func (s Source) write(ctx context.Context, out *writer, snapshot *db.Snapshot) error {
	applied, err := db.Applied(ctx, s.DB)
	if err != nil {
		return err
	}
	out.line(line{Backup: &Head{Format: format, Version: s.Version, Engine: s.DB.Dialect(), MadeAt: s.Now.UTC(), Migrations: applied}})
	for _, name := range slices.Sorted(maps.Keys(s.Keys)) {
		out.line(line{Key: &key{Name: name, Value: s.Keys[name]}})
	}
	tables, err := snapshot.Tables()
	if err != nil {
		return err
	}
	for _, t := range tables {
		if err := out.table(snapshot, t); err != nil {
			return err
		}
	}
	left, dead, err := jobs.LeftIn(snapshot.Reader())
	if err != nil {
		return err
	}
	for i := range left {
		out.line(line{Job: &left[i]})
	}
	out.counts.Tables, out.counts.Jobs, out.counts.Dead = len(tables), len(left), dead
	out.line(line{End: &out.counts})
	return out.err
}

// writer writes lines until the first error.
type writer struct {
	to     *bufio.Writer
	counts Counts
	buffer []byte
	err    error
}

func (w *writer) line(l line) {
	text, err := json.Marshal(l)
	w.text(text, err)
}

func (w *writer) text(text []byte, err error) {
	if w.err == nil {
		w.err = err
	}
	if w.err == nil {
		_, w.err = w.to.Write(append(text, '\n'))
	}
}

func (w *writer) table(snapshot *db.Snapshot, t db.Table) error {
	w.line(line{Table: &t})
	var s sum
	err := snapshot.Rows(t, func(values []any) (err error) {
		w.buffer, err = appendRow(w.buffer[:0], values)
		s.add(w.buffer)
		w.text(w.buffer, err)
		return w.err
	})
	w.counts.Rows += s.rows
	w.line(line{Sum: &tableSum{Rows: s.rows, Sum: s.String()}})
	return errors.Join(err, w.err)
}
