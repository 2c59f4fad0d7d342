package db

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing/fstest"

	"kith/internal/kernel/fault"
)

// Migrations are the schema changes of one feature: every .sql file in FS, in
// whatever folder. A file is named by a version that no other feature uses,
// usually a time, and optionally some words: 20260301101500_parcels.sql. One
// that the engines need in different words comes as twins, ending in
// .sqlite.sql and .postgres.sql.
type Migrations struct {
	Name string // the feature's
	FS   fs.FS
}

// migration is one file that this engine runs.
type migration struct {
	version int64
	words   string
	engine  Dialect // "" when portable
	file    string  // as people know it: feature/path
	text    []byte
}

var migrationName = regexp.MustCompile(`^([0-9]{1,18})(?:_([A-Za-z0-9_-]+))?(?:\.(sqlite|postgres))?\.sql$`)

// collect returns what engine d runs of sets, in order.
func collect(d Dialect, sets []Migrations) ([]migration, error) {
	var all []migration
	for _, set := range sets {
		found, err := set.files()
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	slices.SortStableFunc(all, func(a, b migration) int { return cmp.Compare(a.version, b.version) })
	if err := checkVersions(all); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(m migration) bool { return m.engine != "" && m.engine != d }), nil
}

func (set Migrations) files() (found []migration, err error) {
	if set.FS == nil {
		return nil, nil
	}
	err = fs.WalkDir(set.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != ".sql" {
			return err
		}
		m, err := set.file(name)
		found = append(found, m)
		return err
	})
	return found, err
}

func (set Migrations) file(name string) (migration, error) {
	shown := set.Name + "/" + name
	parts := migrationName.FindStringSubmatch(path.Base(name))
	if parts == nil {
		return migration{}, badMigration("%s: a migration is named like 20260301101500_parcels.sql, or as twins ending in .sqlite.sql and .postgres.sql", shown)
	}
	version, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil || version == 0 {
		return migration{}, badMigration("%s: its version must be a number above 0", shown)
	}
	text, err := fs.ReadFile(set.FS, name)
	return migration{version: version, words: parts[2], engine: Dialect(parts[3]), file: shown, text: text}, err
}

// checkVersions finds versions used twice and twins without the other.
func checkVersions(sorted []migration) error {
	for len(sorted) > 0 {
		same := 1
		for same < len(sorted) && sorted[same].version == sorted[0].version {
			same++
		}
		if err := checkSame(sorted[:same]); err != nil {
			return err
		}
		sorted = sorted[same:]
	}
	return nil
}

// checkSame checks the files of one version: one portable file, or twins from
// one feature.
func checkSame(same []migration) error {
	a := same[0]
	if len(same) == 1 {
		if a.engine == "" {
			return nil
		}
		return badMigration("%s has no twin: write the same change for the other engine, or one file for both", a.file)
	}
	b := same[1]
	if len(same) > 2 || a.engine == "" || b.engine == "" || a.engine == b.engine || a.words != b.words || path.Dir(a.file) != path.Dir(b.file) {
		return badMigration("%s and %s both have version %d: give one of them another", a.file, b.file, a.version)
	}
	return nil
}

func badMigration(format string, args ...any) error {
	return fault.New(fault.Invalid, "db.migration", fmt.Sprintf(format, args...))
}

// merged returns migrations as one folder for the migration library, whose
// annotations may be left out of a file that only goes up.
func merged(all []migration) fs.FS {
	folder := fstest.MapFS{}
	for _, m := range all {
		text := m.text
		if !strings.Contains(string(text), "-- +goose Up") {
			text = append([]byte("-- +goose Up\n"), text...)
		}
		folder[fmt.Sprintf("%d_%s", m.version, strings.ReplaceAll(m.file, "/", "_"))] = &fstest.MapFile{Data: text}
	}
	return folder
}
