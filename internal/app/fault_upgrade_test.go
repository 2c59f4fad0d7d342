//go:build fault

package app_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"kith/internal/app"
	"kith/internal/plat/backup"
	"kith/internal/plat/config"
	"kith/internal/plat/db"
)

// releases are small demo boroughs as earlier programs left them, the oldest first: each is
// what its own program wrote, as a backup without its outer encryption. testdata/releases
// says how one is made.
func releases(t *testing.T) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join("testdata", "releases", "*.gz"))
	if err != nil || len(all) == 0 {
		t.Fatal("there are no earlier releases", err)
	}
	slices.Sort(all)
	if !long() {
		return all[:1]
	}
	return all
}

// asReleased makes the database that an earlier program left, with the schema of its day.
func (e engine) asReleased(t *testing.T, release string, key *age.X25519Identity) map[string]int64 {
	t.Helper()
	plain, err := os.ReadFile(release)
	if err != nil {
		t.Fatal(err)
	}
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, key.Recipient())
	if err == nil {
		_, err = w.Write(plain)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	d := e.opened(t)
	defer d.Close()
	target := backup.Target{DB: d, Migrations: app.Features().Migrations(), Keys: func(keys map[string][]byte) error {
		return config.KeepKeys(filepath.Join(e.data, "keys"), keys)
	}}
	again := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(sealed.Bytes())), nil }
	if _, _, err := target.Restore(t.Context(), again, []age.Identity{key}); err != nil {
		t.Fatal(err)
	}
	return rowsOf(t, d)
}

func (e engine) opened(t *testing.T) *db.DB {
	t.Helper()
	c := db.Config{URL: e.url}
	if e.url == "" {
		c = db.Config{Dir: e.data}
	}
	d, err := db.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// rowsOf counts the rows of each table.
func rowsOf(t *testing.T, d *db.DB) map[string]int64 {
	t.Helper()
	counts := map[string]int64{}
	err := d.Snapshot(context.WithoutCancel(t.Context()), func(s *db.Snapshot) error {
		tables, err := s.Tables()
		for _, table := range tables {
			counts[table.Name] = 0
			if err == nil {
				err = s.Rows(table, func([]any) error { counts[table.Name]++; return nil })
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return counts
}

// TestFaultAnOlderReleaseOpens brings what earlier programs left up to date on each engine,
// killed half-way again and again, with a backup of before. Nothing is lost, the journal
// verifies, and staff work on.
func TestFaultAnOlderReleaseOpens(t *testing.T) {
	kills := 2
	if long() {
		kills = 20
	}
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	for _, release := range releases(t) {
		engines(t, t.TempDir(), func(e engine) {
			t.Run(strings.TrimSuffix(filepath.Base(release), ".gz")+" on "+e.name, func(t *testing.T) {
				e.env = []string{"KITH_BACKUP_RECIPIENTS=" + key.Recipient().String()}
				before := e.asReleased(t, release, key)
				killed := 0
				for range kills {
					killed += e.killedMigrating(t)
				}
				e.run(t, "migrate")
				d := e.opened(t)
				after := rowsOf(t, d)
				if err := d.Close(); err != nil {
					t.Error(err)
				}
				for _, table := range slices.Sorted(maps.Keys(before)) {
					if n, there := after[table]; !there || n < before[table] {
						t.Errorf("%s held %d rows and holds %d", table, before[table], n)
					}
				}
				e.checkBackups(t, key)
				e.run(t, "verify")
				e.worksOn(t)
				t.Logf("killed %d times", killed)
			})
		})
	}
}

// killedMigrating begins to bring the schema up to date and kills that; it returns 1 when it
// was not over before.
func (e engine) killedMigrating(t *testing.T) int {
	t.Helper()
	c := e.command("migrate")
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Duration(50+rand.IntN(700)) * time.Millisecond)
	c.Process.Kill()
	if err := c.Wait(); err == nil {
		return 0
	}
	return 1
}

// checkBackups sees that there is a backup from before, and that whatever looks like one is.
func (e engine) checkBackups(t *testing.T, key *age.X25519Identity) {
	t.Helper()
	dir := filepath.Join(e.data, "backups")
	names, err := filepath.Glob(filepath.Join(dir, "*.age"))
	if err != nil || len(names) == 0 {
		t.Errorf("no backup was made before the schema changed: %v", err)
	}
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := backup.Check(f, []age.Identity{key}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		f.Close()
	}
}

// worksOn signs somebody in and opens what they work on, then takes a request.
func (e engine) worksOn(t *testing.T) {
	t.Helper()
	p, _ := e.serve(t)
	defer p.stop()
	hub := p.visit(t, "hub@example.org")
	for _, page := range []string{"/board", "/requests", "/people"} {
		if _, err := hub.get(page); err != nil {
			t.Error(err)
		}
	}
	if _, err := p.visit(t, "").ask("after an upgrade", forms(t, 1)[0]); err != nil {
		t.Error(fmt.Errorf("a request: %w", err))
	}
}
