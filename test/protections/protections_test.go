package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// root is where the project stands, seen from this package.
const root = "../.."

// TestEveryPromiseHasAProtectionThatCanBeTakenOut compares docs/promises.md with the lists beside
// it. That the tests fail is shown by make protections; here it is seen that it could be.
func TestEveryPromiseHasAProtectionThatCanBeTakenOut(t *testing.T) {
	rows, entries, why := read(t)
	with := map[string]bool{}
	for _, row := range covered(rows, entries) {
		with[row] = true
	}
	for part := range why {
		found := named(rows, part)
		if len(found) != 1 {
			t.Errorf("exceptions.yaml: %q stands in %d rows of docs/promises.md; name one", part, len(found))
			continue
		}
		if with[found[0]] {
			t.Errorf("exceptions.yaml: %q has an entry now; take the exception out", part)
		}
		with[found[0]] = true
	}
	for _, row := range rows {
		if !with[row] {
			t.Errorf("no protection of this promise can be taken out; add an entry to test/protections/taken, see it fail by `make protections`, or say in exceptions.yaml why there is none:\n\t%s", row)
		}
	}
}

// TestEveryEntryStillFits: the promise is one row, the source stands there once, the test exists.
func TestEveryEntryStillFits(t *testing.T) {
	rows, entries, _ := read(t)
	for _, e := range entries {
		for _, part := range e.promises() {
			if n := len(named(rows, part)); n != 1 {
				t.Errorf("%s: %q stands in %d rows of docs/promises.md; name one", e.list, part, n)
			}
		}
		for _, c := range e.cuts()[:1] { // what is cut second may stand once only after the first
			if _, err := c.apply(filepath.Join(root, c.File)); err != nil {
				t.Errorf("%s: %v", e.list, err)
			}
		}
		for _, name := range strings.Split(e.Test, "|") {
			if e.Journey == "" && !exists(t, e.In, name) {
				t.Errorf("%s: there is no %s in %s", e.list, name, e.In)
			}
		}
		if e.Journey != "" {
			if found, _ := filepath.Glob(filepath.Join(root, "e2e/journeys", "*"+e.Journey+"*")); len(found) == 0 {
				t.Errorf("%s: there is no journey %q", e.list, e.Journey)
			}
		}
	}
}

// TestOnlyAFailedAssertionCounts: whatever else ends a run shows nothing.
func TestOnlyAFailedAssertionCounts(t *testing.T) {
	failed := os.ErrInvalid
	for out, want := range map[string]string{
		"--- FAIL: TestX (0.1s)\n    x_test.go:3: told\nFAIL\n": seen,
		"# kith/x [kith/x.test]\nFAIL kith/x [build failed]\n":  unbuilt,
		"--- FAIL: TestX (0.1s)\npanic: nil [recovered]\n":      fell,
		"FAIL kith/x 0.1s\n": fell,
	} {
		if got := judge(entry{Test: "TestX"}, out, failed); got != want {
			t.Errorf("%q: %s, want %s", out, got, want)
		}
	}
	if got := judge(entry{Test: "TestX"}, "ok kith/x", nil); got != unseen {
		t.Errorf("a test that passes: %s", got)
	}
}

// TestAnOverlayLeavesTheTreeAlone changes a file twice, in a copy.
func TestAnOverlayLeavesTheTreeAlone(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.go")
	if err := os.WriteFile(path, []byte("package a // one two"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := runner{scratch: t.TempDir()}
	if _, err := r.overlay(entry{Cut: Cut{path, "one", "1"}, Also: []Cut{{path, "two", "2"}}}); err != nil {
		t.Fatal(err)
	}
	if got := text(t, path); got != "package a // one two" {
		t.Errorf("the tree says %q", got)
	}
	if got := text(t, filepath.Join(r.scratch, "1-a.go")); got != "package a // 1 2" {
		t.Errorf("the overlay says %q", got)
	}
	if _, err := r.overlay(entry{Cut: Cut{path, "three", "3"}}); err == nil {
		t.Error("what is not there was taken out")
	}
}

func read(t *testing.T) (rows []string, entries []entry, why map[string]string) {
	t.Helper()
	rows, err := readPromises(filepath.Join(root, "docs/promises.md"))
	if err != nil || len(rows) < 100 {
		t.Fatalf("%d promises: %v", len(rows), err)
	}
	if entries, err = load("taken"); err != nil {
		t.Fatal(err)
	}
	if why, err = readExceptions("exceptions.yaml"); err != nil {
		t.Fatal(err)
	}
	return rows, entries, why
}

// exists reports whether a package has a test of this name.
func exists(t *testing.T, pkg, name string) bool {
	files, err := filepath.Glob(filepath.Join(root, pkg, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	declared := regexp.MustCompile(`(?m)^func ` + name + `\(`)
	for _, path := range files {
		if declared.MatchString(text(t, path)) {
			return true
		}
	}
	return false
}

func text(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
