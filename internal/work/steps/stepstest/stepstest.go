// Package stepstest reads the boroughs' blueprints as far as protocols need them, for
// tests.
package stepstest

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"kith/internal/blueprint"
	"kith/internal/registers/accounts"
	"kith/internal/registers/contacts"
	"kith/internal/registers/directory"
	"kith/internal/registers/messages"
	"kith/internal/registers/places"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/referrals"
	"kith/internal/work/steps"
)

// Boroughs are those that ship.
var Boroughs = []string{"wigan", "bury"}

func sections() []blueprint.Section {
	return []blueprint.Section{
		places.AreasSection(), accounts.RolesSection(), directory.SignpostsSection(), contacts.RulesSection(), messages.LettersSection(),
		answers.QuestionsSection(), needs.CatalogueSection(), needs.TriageSection(), referrals.DestinationsSection(),
		steps.WorkingTimeSection(), steps.Section(),
	}
}

// Blueprint reads a borough's own blueprint anew, without what only higher floors read.
func Blueprint(t testing.TB, borough string) *blueprint.Blueprint {
	t.Helper()
	return load(t, borough, folder(t, borough))
}

// Changed is the blueprint of a borough with one piece of one file replaced.
func Changed(t testing.TB, borough, file, was, is string) *blueprint.Blueprint {
	t.Helper()
	all := folder(t, borough)
	text := string(all[file].Data)
	if strings.Count(text, was) != 1 {
		t.Fatalf("%s says %q %d times, not once", file, was, strings.Count(text, was))
	}
	all[file] = &fstest.MapFile{Data: []byte(strings.Replace(text, was, is, 1))}
	return load(t, borough, all)
}

func load(t testing.TB, borough string, files fs.FS) *blueprint.Blueprint {
	t.Helper()
	b, problems := blueprint.Load(files, sections())
	if len(problems) > 0 {
		t.Fatalf("the blueprint of %s:\n%v", borough, blueprint.Problems(problems))
	}
	return b
}

// Files are the protocols of a borough.
func Files(t testing.TB, borough string) steps.Files {
	t.Helper()
	return blueprint.Part[steps.Files](Blueprint(t, borough))
}

func folder(t testing.TB, borough string) fstest.MapFS {
	t.Helper()
	found := fstest.MapFS{}
	from := os.DirFS(filepath.Join(root(t), "blueprints", borough))
	err := fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !read(name) {
			return err
		}
		data, err := fs.ReadFile(from, name)
		found[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// read reports whether the sections here read a file.
func read(name string) bool {
	patterns := []string{"borough.yaml", "translations/*.yaml"}
	for _, s := range sections() {
		patterns = append(patterns, s.File)
	}
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		ok, _ := path.Match(pattern, name)
		return ok
	})
}

// root is the folder of the module.
func root(t testing.TB) string {
	t.Helper()
	at, err := os.Getwd()
	for ; err == nil && at != filepath.Dir(at); at = filepath.Dir(at) {
		if _, missing := os.Stat(filepath.Join(at, "go.mod")); missing == nil {
			return at
		}
	}
	t.Fatal("there is no go.mod above the tests", err)
	return ""
}
