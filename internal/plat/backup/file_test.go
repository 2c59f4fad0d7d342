package backup_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/backup"
)

func names(t *testing.T, dir string) (all []string) {
	t.Helper()
	found, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		all = append(all, f.Name())
	}
	return all
}

func TestAFileIsThereWholeOrNotAtAll(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "backups")
	path := filepath.Join(dir, "one.age")
	full := errors.New("the disk is full")
	if err := backup.Save(path, func(w io.Writer) error {
		io.WriteString(w, "half of it")
		return full
	}); !errors.Is(err, full) || len(names(t, dir)) != 0 {
		t.Errorf("half a file: %v, %q", err, names(t, dir))
	}
	whole := func(w io.Writer) error {
		_, err := io.WriteString(w, "all of it")
		return err
	}
	if err := backup.Save(path, whole); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if text, _ := os.ReadFile(path); err != nil || string(text) != "all of it" || info.Mode().Perm() != 0o600 {
		t.Errorf("%q with mode %v, %v", text, info.Mode(), err)
	}
	if err := backup.Save(path, whole); fault.CodeOf(err) != "backup.there" {
		t.Errorf("over another: %v", err)
	}
	if all := names(t, dir); !slices.Equal(all, []string{"one.age"}) {
		t.Errorf("the folder holds %q", all)
	}
}

func TestOldBackupsGoButNeverTheLatest(t *testing.T) {
	dir := t.TempDir()
	put := func(name string) {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	day := func(n int) time.Time { return time.Date(2020, 4, n, 3, 0, 0, 0, time.UTC) }
	put("notes.txt")
	for n := 1; n <= 4; n++ {
		put(backup.Name(day(n)))
	}
	if at, found, err := backup.Latest(dir); err != nil || !found || !at.Equal(day(4)) {
		t.Errorf("the latest is of %v, %v, %v", at, found, err)
	}
	if _, found, err := backup.Latest(filepath.Join(dir, "none")); err != nil || found {
		t.Errorf("the latest of none: %v, %v", found, err)
	}
	if err := backup.Prune(dir, day(3)); err != nil {
		t.Fatal(err)
	}
	if all := names(t, dir); !slices.Equal(all, []string{backup.Name(day(3)), backup.Name(day(4)), "notes.txt"}) {
		t.Errorf("kept %q", all)
	}
	if err := backup.Prune(dir, day(30)); err != nil {
		t.Fatal(err)
	}
	if all := names(t, dir); !slices.Equal(all, []string{backup.Name(day(4)), "notes.txt"}) {
		t.Errorf("kept %q", all)
	}
	if err := backup.Prune(filepath.Join(dir, "none"), day(3)); err != nil {
		t.Errorf("a folder that is not there: %v", err)
	}
}

func TestKeysOfBackups(t *testing.T) {
	file, recipient, err := backup.NewKey(time.Date(2020, 4, 21, 9, 0, 0, 0, time.UTC))
	if err != nil || !strings.Contains(file, recipient) {
		t.Fatalf("%q for %q, %v", file, recipient, err)
	}
	path := filepath.Join(t.TempDir(), "key.txt")
	if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	if all, err := backup.Identities(path); err != nil || len(all) != 1 {
		t.Errorf("%v, %v", all, err)
	}
	if all, err := backup.Recipients([]string{" " + recipient}); err != nil || len(all) != 1 {
		t.Errorf("%v, %v", all, err)
	}
	if _, err := backup.Recipients([]string{"age1nobody"}); fault.CodeOf(err) != "backup.recipient" {
		t.Errorf("nobody: %v", err)
	}
	if _, err := backup.Identities(path + ".gone"); fault.CodeOf(err) != "backup.identity-file" {
		t.Errorf("no file: %v", err)
	}
	os.WriteFile(path, []byte(recipient), 0o600)
	if _, err := backup.Identities(path); fault.CodeOf(err) != "backup.identity-file" {
		t.Errorf("the wrong half: %v", err)
	}
}
