//go:build fault

package app_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestFaultABackupMovesABorough takes a borough from the embedded database to PostgreSQL and
// back, where there is a server, or else to another folder. A backup that is killed half-way
// leaves no file that looks like one.
func TestFaultABackupMovesABorough(t *testing.T) {
	root := t.TempDir()
	all := map[string]engine{}
	engines(t, root, func(e engine) { all[e.name] = e })
	home := all["SQLite"]
	home.run(t, "demo", "--prepare", "--people", "60", "--requests", "12", "--at", "2020-04-21")
	key := filepath.Join(root, "key.txt")
	_, said := home.run(t, "backup", "key", "--to", key)
	recipient := regexp.MustCompile(`age1\w+`).FindString(said)

	backup := func(of engine, name string) (file, counts string) {
		file = filepath.Join(root, name)
		of.run(t, "backup", "--to", file, "--backup-recipient", recipient)
		_, said := of.run(t, "backup", "check", file, "--identity", key)
		return file, regexp.MustCompile(`\d+ tables, \d+ rows`).FindString(said)
	}
	restore := func(to engine, file string) {
		_, said := to.run(t, "restore", file, "--identity", key)
		if !strings.Contains(said, "each as it was") || !strings.Contains(said, "the journal is whole") {
			t.Errorf("restored to %s:\n%s", to.name, said)
		}
	}
	first, want := backup(home, "first.age")
	way := []engine{{name: "another folder", data: filepath.Join(root, "again")}}
	if server, ok := all["PostgreSQL"]; ok {
		way = append([]engine{server}, way...)
	}
	for i, to := range way {
		restore(to, first)
		var counts string
		if first, counts = backup(to, "from-"+to.name+".age"); counts != want {
			t.Errorf("stop %d, %s, holds %s of %s", i, to.name, counts, want)
		}
	}
	moved, _ := way[len(way)-1].serve(t)
	moved.stop()

	for _, after := range []time.Duration{5, 50, 150} {
		file := filepath.Join(root, "killed.age")
		c := home.command("backup", "--to", file, "--backup-recipient", recipient)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(after * time.Millisecond)
		c.Process.Kill()
		c.Wait()
		if _, err := os.Stat(file); err == nil {
			home.run(t, "backup", "check", file, "--identity", key) // it was done by then, and is whole
			os.Remove(file)
		}
	}
}
