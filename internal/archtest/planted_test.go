package archtest

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// planting is a small project with one rule broken, or none.
type planting struct {
	name  string
	files map[string]string // a Go file without a package clause is given one, with a comment
	want  []string          // each is part of a problem; none: the project is sound
}

// check runs each planting as a project of its own. Nothing but the planted problem may be
// found, or a rule that cries for the wrong reason would pass for one that works.
func check(t *testing.T, plantings []planting) {
	t.Helper()
	for _, p := range plantings {
		t.Run(p.name, func(t *testing.T) {
			problems, _, err := Check(project(p.files))
			if err != nil {
				t.Fatal(err)
			}
			if len(problems) != len(p.want) {
				t.Errorf("%d problems, planted %d", len(problems), len(p.want))
			}
			for i, problem := range problems {
				if problem.Mend == "" {
					t.Errorf("%s has no mend", problem)
				}
				if i >= len(p.want) || !strings.Contains(problem.String(), p.want[i]) {
					t.Errorf("found %s", problem)
				}
			}
		})
	}
}

// project makes a file system of the files, with the document that floors.go asks for.
func project(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{documentPath: {Data: []byte(document(floors))}}
	for name, text := range files {
		if strings.HasSuffix(name, ".go") && !strings.Contains(text, "package ") {
			_, base := split(strings.TrimSuffix(name, "/"+name[strings.LastIndexByte(name, '/')+1:]))
			text = fmt.Sprintf("// Package %s is planted.\npackage %[1]s\n%s\n", base, text)
		}
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func document(rows []row) string {
	var text strings.Builder
	text.WriteString("| floor | folder | packages | order |\n| --- | --- | --- | --- |\n")
	for _, r := range rows {
		text.WriteString(r.markdown() + "\n")
	}
	return text.String()
}

// importing is a Go file that imports the given paths.
func importing(paths ...string) string {
	var text strings.Builder
	for _, path := range paths {
		fmt.Fprintf(&text, "import _ %q\n", path)
	}
	return text.String()
}

func TestPlantedDocument(t *testing.T) {
	short := document(floors[:len(floors)-1])
	swapped := strings.Replace(document(floors), "answers needs", "needs answers", 1)
	more := document(floors) + "| 10 | `internal` | attic | left to right |\n"
	check(t, []planting{
		{"a floor is missing", map[string]string{documentPath: short}, []string{"lacks the line: | 9"}},
		{"another order", map[string]string{documentPath: swapped}, []string{"the floor table says | 4 | `internal/work` | needs answers"}},
		{"a floor too many", map[string]string{documentPath: more}, []string{"a line that internal/archtest/floors.go lacks: | 10"}},
		{"agreeing", nil, nil},
	})
}

func TestPlantedLockFile(t *testing.T) {
	check(t, []planting{
		{
			"download addresses",
			map[string]string{"web/package-lock.json": `{"packages": {"a": {"resolved": "https://example.org/a.tgz"}}}`},
			[]string{"web/package-lock.json: holds download addresses"},
		},
		{"without", map[string]string{"web/package-lock.json": `{"packages": {"a": {"version": "1.0.0"}}}`}, nil},
		{"somebody else's", map[string]string{"web/node_modules/b/package-lock.json": `"resolved": "https://example.org/a.tgz"`}, nil},
	})
}
