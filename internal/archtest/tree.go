package archtest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"sort"
	"strings"
)

// Problem is one broken rule: where, what, and how to mend it.
type Problem struct {
	Where string // path below the module, with the line where that helps
	What  string
	Mend  string
}

func (p Problem) String() string { return fmt.Sprintf("%s: %s\n\tmend: %s", p.Where, p.What, p.Mend) }

// source is one Go file.
type source struct {
	path      string
	text      string
	syntax    *ast.File
	test      bool // a _test.go file
	generated bool
}

func (s source) lines() int { return strings.Count(s.text, "\n") }

// folder is one package: the Go files of one directory.
type folder struct {
	path  string
	files []source
}

// tree is the project as read: Go packages by path, and the text of the other files that
// the rules look at.
type tree struct {
	positions  *token.FileSet
	packages   []*folder
	migrations map[string]string
	locks      map[string]string
	document   string
}

// at gives the path and line of a position.
func (t *tree) at(pos token.Pos) string {
	p := t.positions.Position(pos)
	return fmt.Sprintf("%s:%d", p.Filename, p.Line)
}

const documentPath = "docs/architecture.md"

// skipped reports folders that hold nothing of ours, as the go tool does.
func skipped(name string) bool {
	return name != "." && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") ||
		name == "node_modules" || name == "testdata")
}

// read loads the whole project. Files that do not parse become problems.
func read(fsys fs.FS) (*tree, []Problem, error) {
	t := &tree{positions: token.NewFileSet(), migrations: map[string]string{}, locks: map[string]string{}}
	packages := map[string]*folder{}
	var problems []Problem
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && skipped(entry.Name()):
			return fs.SkipDir
		case entry.IsDir() || !wanted(name):
			return nil
		}
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		if !strings.HasSuffix(name, ".go") {
			t.keep(name, string(text))
			return nil
		}
		file, problem := t.parse(name, string(text))
		if problem != nil {
			problems = append(problems, *problem)
			return nil
		}
		dir := path.Dir(name)
		if packages[dir] == nil {
			packages[dir] = &folder{path: dir}
		}
		packages[dir].files = append(packages[dir].files, file)
		return nil
	})
	for _, p := range packages {
		t.packages = append(t.packages, p)
	}
	sort.Slice(t.packages, func(i, j int) bool { return t.packages[i].path < t.packages[j].path })
	return t, problems, err
}

// wanted reports whether a rule looks at the file.
func wanted(name string) bool {
	return strings.HasSuffix(name, ".go") || isMigration(name) ||
		path.Base(name) == "package-lock.json" || name == documentPath
}

func isMigration(name string) bool {
	return strings.HasSuffix(name, ".sql") && path.Base(path.Dir(name)) == "migrations"
}

// keep stores a file that is not Go.
func (t *tree) keep(name, text string) {
	switch {
	case isMigration(name):
		t.migrations[name] = text
	case name == documentPath:
		t.document = text
	default:
		t.locks[name] = text
	}
}

// parse reads a Go file. Generated files and tests are read as far as their imports.
func (t *tree) parse(name, text string) (source, *Problem) {
	file := source{path: name, text: text, test: strings.HasSuffix(name, "_test.go")}
	mode := parser.ParseComments | parser.SkipObjectResolution
	if strings.HasSuffix(name, "_templ.go") {
		file.generated = true
		mode = parser.ImportsOnly
	}
	if file.test {
		mode = parser.ImportsOnly
	}
	syntax, err := parser.ParseFile(t.positions, name, text, mode)
	if err != nil {
		return file, &Problem{Where: name, What: "is not Go: " + err.Error(), Mend: "correct the syntax"}
	}
	file.syntax = syntax
	file.generated = file.generated || ast.IsGenerated(syntax)
	return file, nil
}
