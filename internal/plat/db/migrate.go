package db

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pressly/goose/v3"

	"kith/internal/kernel/fault"
)

// versionTable remembers which migrations have been run.
const versionTable = "db_migration"

// Migrate brings the schema up to date with the features' migrations. Each
// runs once, in a transaction of its own; one that arrives later with an
// earlier version is run too. On PostgreSQL run it from one node.
func Migrate(ctx context.Context, d *DB, sets []Migrations) error {
	files, err := collect(d.dialect, sets)
	if err != nil {
		return err
	}
	return d.migrate(ctx, files)
}

// migrate runs those of the files that have not been run.
func (d *DB) migrate(ctx context.Context, files []migration) error {
	if len(files) == 0 {
		return nil
	}
	provider, err := d.provider(files)
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return migrationFailed(files, err)
	}
	return nil
}

// Versions returns the versions of the migrations that an engine runs, in order.
func Versions(d Dialect, sets []Migrations) ([]int64, error) {
	files, err := collect(d, sets)
	all := make([]int64, len(files))
	for i, f := range files {
		all[i] = f.version
	}
	return all, err
}

// MigrateTo makes the schema of another moment: it runs those migrations alone whose versions
// are given. It is a fault of kind Unavailable when one is not known here.
func MigrateTo(ctx context.Context, d *DB, sets []Migrations, versions []int64) error {
	files, err := collect(d.dialect, sets)
	if err != nil {
		return err
	}
	wanted := files[:0:0]
	for _, f := range files {
		if slices.Contains(versions, f.version) {
			wanted = append(wanted, f)
		}
	}
	if len(wanted) < len(versions) {
		return fault.New(fault.Unavailable, "db.newer", fmt.Sprintf(
			"This was made by a newer Kith: %d of its migrations are not known here. Use that version.", len(versions)-len(wanted)))
	}
	return d.migrate(ctx, wanted)
}

func (d *DB) provider(files []migration) (*goose.Provider, error) {
	dialect := goose.DialectSQLite3
	if d.dialect == Postgres {
		dialect = goose.DialectPostgres
	}
	return goose.NewProvider(dialect, d.SQLDB(), merged(files),
		goose.WithTableName(versionTable),
		goose.WithAllowOutofOrder(true),
		goose.WithDisableGlobalRegistry(true),
		goose.WithSlog(d.log))
}

// migrationFailed names the file as its author knows it.
func migrationFailed(files []migration, err error) error {
	partial, ok := errors.AsType[*goose.PartialError](err)
	if !ok {
		return classify(err)
	}
	i := slices.IndexFunc(files, func(m migration) bool { return m.version == partial.Failed.Source.Version })
	if i < 0 {
		return classify(err)
	}
	return fmt.Errorf("db: migration %s: %w", files[i].file, classify(partial.Err))
}

// Pending returns the migrations that have not been run, in order, named
// feature/file.
func Pending(ctx context.Context, d *DB, sets []Migrations) ([]string, error) {
	pending, _, err := compare(ctx, d, sets)
	return pending, err
}

// CheckSchema returns a fault unless the schema is exactly what the features
// expect, so that a program never works on a schema it does not know.
func CheckSchema(ctx context.Context, d *DB, sets []Migrations) error {
	pending, unknown, err := compare(ctx, d, sets)
	if err != nil {
		return err
	}
	if len(unknown) > 0 {
		return fault.New(fault.Unavailable, "db.newer", fmt.Sprintf(
			"The database has been used by a newer Kith (migrations %v are not known here). Install that version, or restore the backup taken before it.", unknown))
	}
	if len(pending) > 0 {
		return fault.New(fault.Unavailable, "db.pending", fmt.Sprintf(
			"The database is older than this Kith. Run “kith migrate” to bring it up to date. Waiting: %s.", strings.Join(pending, ", ")))
	}
	return nil
}

// compare returns the files that have not been run, and the versions that have
// been run and have no file.
func compare(ctx context.Context, d *DB, sets []Migrations) (pending []string, unknown []int64, err error) {
	files, err := collect(d.dialect, sets)
	if err != nil {
		return nil, nil, err
	}
	run, err := ranVersions(ctx, d)
	if err != nil {
		return nil, nil, err
	}
	for _, m := range files {
		if !run[m.version] {
			pending = append(pending, m.file)
		}
		delete(run, m.version)
	}
	for version := range run {
		unknown = append(unknown, version)
	}
	slices.Sort(unknown)
	return pending, unknown, nil
}

// ranVersions returns the versions that have been run; none when the database
// is new.
func ranVersions(ctx context.Context, d *DB) (map[int64]bool, error) {
	r := d.Read(ctx)
	var exists int64
	if err := r.QueryRow(d.dialect.countTable(), versionTable).Scan(&exists); err != nil || exists == 0 {
		return map[int64]bool{}, err
	}
	rows, err := r.Query(`SELECT version_id FROM ` + versionTable + ` WHERE is_applied AND version_id > 0`)
	versions, err := Collect(rows, err, func(rows *Rows) (v int64, err error) { return v, rows.Scan(&v) })
	run := make(map[int64]bool, len(versions))
	for _, v := range versions {
		run[v] = true
	}
	return run, err
}
