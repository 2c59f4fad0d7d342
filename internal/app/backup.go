package app

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/backup"
	"kith/internal/plat/config"
	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
	"kith/internal/plat/journal"
)

// backupEvery is how often a program that serves makes a backup, and backupWithin how long
// that may take.
const (
	backupEvery  = 24 * time.Hour
	backupWithin = 2 * time.Hour
)

// Backup writes a backup of everything the flags' database holds, of every borough, into a
// file, in the folder of the backups where it is named "". Others may go on working with the
// database, whichever version they are.
func Backup(ctx context.Context, c config.Common, version, file string) (path string, counts backup.Counts, err error) {
	defer fault.Wrap(&err, "backup")
	d, err := db.Open(ctx, databaseOf(c, clock.System{}, c.Log()))
	if err != nil {
		return "", counts, err
	}
	defer d.Close()
	return saveBackup(ctx, c, d, version, file)
}

func saveBackup(ctx context.Context, c config.Common, d *db.DB, version, path string) (string, backup.Counts, error) {
	recipients, err := backup.Recipients(c.Backup.Recipients)
	if err != nil {
		return "", backup.Counts{}, err
	}
	keys, err := config.Keys(c.KeyDir())
	if err != nil {
		return "", backup.Counts{}, err
	}
	now := d.Read(ctx).Now()
	if path == "" {
		path = unused(c.BackupDir(), now)
	}
	var counts backup.Counts
	err = backup.Save(path, func(w io.Writer) error {
		counts, err = backup.Source{DB: d, Keys: keys.Named(), Version: version, Now: now}.Make(ctx, w, recipients)
		return err
	})
	return path, counts, err
}

// unused is a name for a backup made now. Where one was made in the same second, by a start
// that was cut short, it is that of the next second.
func unused(dir string, now time.Time) string {
	for {
		path := filepath.Join(dir, backup.Name(now))
		if _, err := os.Lstat(path); err != nil {
			return path
		}
		now = now.Add(time.Second)
	}
}

// Restored is what came of a restore.
type Restored struct {
	backup.Head
	backup.Counts
	Journals []journal.Report
	Again    []ErasedAgain // of each borough
}

// Restore puts everything of a backup into the flags' database, which must be empty, keeps its
// keys, brings the schema up to date, erases again whom was erased since the backup, and
// verifies the journal of every borough.
func Restore(ctx context.Context, c config.Common, path string, identities []age.Identity) (done Restored, err error) {
	defer fault.Wrap(&err, "restore")
	d, err := db.Open(ctx, databaseOf(c, clock.System{}, c.Log()))
	if err != nil {
		return done, err
	}
	defer d.Close()
	target := backup.Target{
		DB: d, Migrations: Features().Migrations(),
		Keys: func(keys map[string][]byte) error { return config.KeepKeys(c.KeyDir(), keys) },
	}
	if done.Head, done.Counts, err = target.Restore(ctx, func() (io.ReadCloser, error) { return os.Open(path) }, identities); err != nil {
		return done, err
	}
	if err := migrate(ctx, d); err != nil {
		return done, err
	}
	keys, err := config.Keys(c.KeyDir())
	if err != nil {
		return done, err
	}
	j := journal.New(d, keys.Journal, c.Log())
	// What was written in the second before the backup has waited ever since.
	if err := j.Seal(ctx); err != nil {
		return done, err
	}
	if done.Journals, err = j.VerifyAll(ctx); err != nil {
		return done, err
	}
	for i, of := range done.Journals {
		if !of.OK() {
			continue // the database is evidence: nothing of it is changed, and it is not to be used
		}
		again, err := eraseRestored(ctx, c, d, keys, of.Borough, config.ErasuresBeside(filepath.Dir(path)))
		if err != nil {
			return done, err
		}
		done.Again = append(done.Again, again)
		if again.Done == 0 {
			continue
		}
		if done.Journals[i], err = j.Verify(ctx, of.Borough); err != nil {
			return done, err
		}
	}
	return done, nil
}

// firstABackup makes a backup before the schema of a database that holds something is
// changed. Where nobody is named whom it could be for, the embedded database is copied as it
// is, and a PostgreSQL database is left as it is.
func firstABackup(ctx context.Context, c config.Common, d *db.DB) error {
	applied, err := db.Applied(ctx, d)
	if err != nil || len(applied) == 0 {
		return err
	}
	pending, err := db.Pending(ctx, d, Features().Migrations())
	if err != nil || len(pending) == 0 {
		return err
	}
	switch {
	case len(c.Backup.Recipients) > 0:
		_, _, err = saveBackup(ctx, c, d, "before "+pending[0], "")
		return err
	case d.Dialect() == db.SQLite:
		return d.CopyTo(ctx, filepath.Join(c.BackupDir(), "before-"+fmt.Sprint(applied[len(applied)-1])+"-"+d.Read(ctx).Now().Format("20060102T150405Z")+".db"))
	}
	return fault.New(fault.Invalid, "app.no-backup",
		"The database is about to be changed for this version, and there would be no way back. Say for whom a backup is to be made first: --backup-recipient age1…, or KITH_BACKUP_RECIPIENTS. “kith backup key” makes a pair of keys.")
}

// backsUp makes a backup each day where somebody is named whom it is for.
func (a *App) backsUp(r *jobs.Registry) {
	if len(a.Config.Backup.Recipients) == 0 {
		return
	}
	r.Periodic("app.backup", backupEvery, func(ctx context.Context) error {
		path, counts, err := saveBackup(ctx, a.Config, a.DB, "", "")
		if err != nil {
			return err
		}
		a.Log.Info("a backup was made", "file", path, "rows", counts.Rows)
		return backup.Prune(a.Config.BackupDir(), a.Clock.Now().AddDate(0, 0, -a.Config.Backup.Keep))
	}, jobs.Timeout(backupWithin))
}
