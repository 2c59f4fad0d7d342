package blueprinttest

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"testing/fstest"

	"kith/internal/blueprint"
)

// Shipped are the files of a borough's blueprint as the project ships it, read anew: those
// that sections read, or all of them where no section is given.
func Shipped(t testing.TB, borough string, sections ...blueprint.Section) fstest.MapFS {
	t.Helper()
	kept, from := fstest.MapFS{}, os.DirFS(filepath.Join(root(t), "blueprints", borough))
	err := fs.WalkDir(from, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !reads(sections, name) {
			return err
		}
		content, err := fs.ReadFile(from, name)
		kept[name] = &fstest.MapFile{Data: content}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

// LoadShipped gives that part of a shipped blueprint. It is read once for all tests of a
// program, because reading it takes longer than most tests do: what stands in it nobody
// changes, and whoever wants to reads it by [LoadShippedAnew]. Its version is the test's own.
// It fails the test when the blueprint has a problem.
func LoadShipped(t testing.TB, borough string, sections ...blueprint.Section) *blueprint.Blueprint {
	t.Helper()
	key := borough
	for _, s := range sections {
		key += fmt.Sprintf(" %s=%T", s.File, s.New())
	}
	loaded.Lock()
	defer loaded.Unlock()
	if loaded.by[key] == nil {
		loaded.by[key] = LoadShippedAnew(t, borough, sections...)
	}
	return loaded.by[key].Again()
}

// loaded are the shipped blueprints that were read, by borough and sections.
var loaded = struct {
	sync.Mutex
	by map[string]*blueprint.Blueprint
}{by: map[string]*blueprint.Blueprint{}}

// LoadShippedAnew is LoadShipped for a test that changes what stands in the blueprint.
func LoadShippedAnew(t testing.TB, borough string, sections ...blueprint.Section) *blueprint.Blueprint {
	t.Helper()
	b, problems := blueprint.Load(Shipped(t, borough, sections...), sections)
	if len(problems) > 0 {
		t.Fatalf("the blueprint of %s:\n%v", borough, blueprint.Problems(problems))
	}
	return b
}

// reads reports whether a file is one of the sections', or of the blueprint's own.
func reads(sections []blueprint.Section, name string) bool {
	patterns := []string{"borough.yaml", "translations/*.yaml"}
	for _, s := range sections {
		patterns = append(patterns, s.File)
	}
	return len(sections) == 0 || slices.ContainsFunc(patterns, func(pattern string) bool {
		ok, _ := path.Match(pattern, name)
		return ok
	})
}

// root is the folder of the project, above the folder of whichever test runs. Where the
// source lies a test cannot ask: a build with -trimpath has forgotten it.
func root(t testing.TB) string {
	t.Helper()
	at, err := os.Getwd()
	for ; err == nil && at != filepath.Dir(at); at = filepath.Dir(at) {
		if _, missing := os.Stat(filepath.Join(at, "go.mod")); missing == nil {
			return at
		}
	}
	t.Fatal("there is no go.mod above the test", err)
	return ""
}
