package main

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

var (
	declaredTest = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark)\w+)\(`)
	namedTest    = regexp.MustCompile("`((?:Test|Fuzz|Benchmark)\\w+)`")
	// placedTests are tests that are said to be of one package, such as `TestA` and `TestB` of `internal/x`.
	placedTests = regexp.MustCompile("((?:`(?:Test|Fuzz|Benchmark)\\w+`(?:, | and )?)+)(?: \\(\\*[a-z]+\\*\\))? of `([\\w/]+)`")
)

// TestEveryTestThatIsNamedIsThere: a promise that names a test which was renamed or moved is
// proved by nothing that anybody finds.
func TestEveryTestThatIsNamedIsThere(t *testing.T) {
	where := tests(t)
	said := text(t, root+"/docs/promises.md")
	for _, named := range namedTest.FindAllStringSubmatch(said, -1) {
		if name := named[1]; len(where[name]) == 0 && name != "TestFault" { // which is how the names of many begin
			t.Errorf("docs/promises.md names %s, and there is no such test", name)
		}
	}
	for _, placed := range placedTests.FindAllStringSubmatch(said, -1) {
		for _, named := range namedTest.FindAllStringSubmatch(placed[1], -1) {
			if all := where[named[1]]; len(all) > 0 && !within(all, placed[2]) {
				t.Errorf("docs/promises.md says that %s is of %s, and it is of %s", named[1], placed[2], strings.Join(all, " and "))
			}
		}
	}
}

// within reports whether one of the packages is the one that is named, by the end of its path.
func within(all []string, named string) bool {
	for _, pkg := range all {
		if pkg == named || strings.HasSuffix(pkg, "/"+named) {
			return true
		}
	}
	return false
}

// tests gives the packages of every test of the project.
func tests(t *testing.T) map[string][]string {
	t.Helper()
	where := map[string][]string{}
	tree := os.DirFS(root)
	for _, top := range []string{"algo", "blueprints", "cmd", "internal", "test", "web"} {
		err := fs.WalkDir(tree, top, func(file string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && d.Name() == "node_modules":
				return fs.SkipDir
			case d.IsDir() || !strings.HasSuffix(file, "_test.go"):
				return nil
			}
			source, err := fs.ReadFile(tree, file)
			for _, declared := range declaredTest.FindAllSubmatch(source, -1) {
				where[string(declared[1])] = append(where[string(declared[1])], path.Dir(file))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return where
}
