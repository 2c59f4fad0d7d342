package app

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kith/internal/plat/words"
)

// TestEveryMessageIsSaidAndEveryIDIsThere holds the catalogue and the program together.
// Sections are held to it by their types; what is left are the ids said one by one, the
// codes of faults, and fields that no page says any more.
func TestEveryMessageIsSaidAndEveryIDIsThere(t *testing.T) {
	code := sources(t)
	all, said := words.Messages(), words.Declared()
	for _, found := range regexp.MustCompile(`words\.T\(\s*[\w.()]+,\s*"([^"]+)"`).FindAllStringSubmatch(code.all, -1) {
		said = append(said, found[1])
		if !slices.Contains(all, found[1]) {
			t.Errorf("%s is said and is not in catalogue/en.yaml", found[1])
		}
	}
	for _, id := range all {
		fault, isFault := strings.CutPrefix(id, "fault.")
		if !slices.Contains(said, id) && !(isFault && strings.Contains(code.all, `"`+fault+`"`)) {
			t.Errorf("%s is in catalogue/en.yaml and nobody says it", id)
		}
	}
	for _, section := range code.sections {
		for _, field := range section.fields {
			text := cmp.Or(section.text, code.all)
			if !regexp.MustCompile(`\.` + field + `\b`).MatchString(text) {
				t.Errorf("%s: nothing says the field %s: take it and its messages away", section.folder, field)
			}
		}
	}
	if len(code.sections) < 6 {
		t.Errorf("found %d sections only", len(code.sections))
	}
}

// source is the program's text, and the structs that sections are declared of.
type source struct {
	all      string
	sections []sectionSource
}

type sectionSource struct {
	folder string
	fields []string
	text   string // of the package; "" when others may say it too
}

func sources(t *testing.T) source {
	t.Helper()
	var code source
	packages := map[string][]*ast.File{}
	texts := map[string]*strings.Builder{}
	files := token.NewFileSet()
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		folder := filepath.Dir(path)
		packages[folder] = append(packages[folder], file)
		if texts[folder] == nil {
			texts[folder] = &strings.Builder{}
		}
		content, err := os.ReadFile(path)
		texts[folder].Write(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for folder, parsed := range packages {
		text := texts[folder].String()
		code.all += text
		for _, of := range regexp.MustCompile(`(?:words\.|= )Declare\[(\w+)\]\(`).FindAllStringSubmatch(text, -1) {
			if ast.IsExported(of[1]) {
				text = "" // others may say it too
			}
			code.sections = append(code.sections, sectionSource{folder, fieldsOf(parsed, of[1]), text})
		}
	}
	return code
}

func fieldsOf(parsed []*ast.File, name string) (fields []string) {
	for _, file := range parsed {
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok || spec.Name.Name != name {
				return true
			}
			for _, field := range spec.Type.(*ast.StructType).Fields.List {
				for _, one := range field.Names {
					fields = append(fields, one.Name)
				}
			}
			return false
		})
	}
	return fields
}
