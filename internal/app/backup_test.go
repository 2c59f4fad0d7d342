package app

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/plat/config"
	"kith/internal/plat/db"
)

// TestACopyComesBeforeTheSchemaChanges opens a database whose last migration is missing.
func TestACopyComesBeforeTheSchemaChanges(t *testing.T) {
	ctx := context.Background()
	common := config.Common{Data: t.TempDir(), Borough: "wigan", LogLevel: "error"}
	older := func() {
		d, err := db.Open(ctx, db.Config{Dir: common.Data, Volatile: true})
		must(t, err)
		defer d.Close()
		all, err := db.Versions(d.Dialect(), Features().Migrations())
		must(t, err)
		must(t, db.MigrateTo(ctx, d, Features().Migrations(), all[:len(all)-1]))
	}
	opened := func() []os.DirEntry {
		a, err := Open(ctx, common, clock.System{}, false)
		must(t, err)
		must(t, a.Close(ctx))
		copies, _ := os.ReadDir(common.BackupDir())
		return copies
	}
	older()
	d, err := db.Open(ctx, db.Config{Dir: common.Data, Volatile: true})
	must(t, err)
	must(t, d.Snapshot(ctx, func(s *db.Snapshot) error { // every column is of a kind that both engines know
		_, err := s.Tables()
		return err
	}))
	must(t, d.Close())
	copies := opened()
	if len(copies) != 1 || !strings.HasPrefix(copies[0].Name(), "before-") {
		t.Fatalf("there are %v", copies)
	}
	if info, err := copies[0].Info(); err != nil || info.Mode().Perm() != 0o600 || info.Size() == 0 {
		t.Errorf("the copy is %v, %v", info, err)
	}
	if again := opened(); len(again) != 1 {
		t.Errorf("with nothing to change there are %v", again)
	}
	must(t, os.Rename(filepath.Join(common.BackupDir(), copies[0].Name()), filepath.Join(common.Data, db.FileName)))
	if again := opened(); len(again) != 1 {
		t.Errorf("over the copy there are %v", again)
	}
}

// TestTwoBackupsOfOneSecond finds another name for the second.
func TestTwoBackupsOfOneSecond(t *testing.T) {
	dir, now := t.TempDir(), time.Date(2020, 4, 21, 11, 0, 0, 0, time.UTC)
	first := unused(dir, now)
	must(t, os.WriteFile(first, nil, 0o600))
	if second := unused(dir, now); second == first || filepath.Dir(second) != dir {
		t.Errorf("the first is %s, the second %s", first, second)
	}
}
