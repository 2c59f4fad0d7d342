package blueprint

import (
	"errors"
	"path"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// maxNesting bounds brackets within brackets: the YAML parser needs a time that
// grows with the square of it.
const maxNesting = 50

// decodeFile fills v from one file's text; path is the document path v has.
func decodeFile(doc *document, name, text string, v reflect.Value, at string) {
	d := &decoder{doc: doc, file: name}
	top := place{file: name, line: 1}
	doc.places[at] = top
	switch path.Ext(name) {
	case ".yaml", ".yml", ".json", ".geojson":
		d.yaml(text, v, at, top)
	default:
		d.frontMatter(text, v, at, top)
	}
}

func (d *decoder) yaml(text string, v reflect.Value, at string, top place) {
	body, ok := d.parse(text, at, top)
	if !ok {
		return
	}
	if empty(body) {
		d.malform(at, top, "fill it or take it away", "there is nothing in it")
		return
	}
	d.value(body, v, at, top)
}

// frontMatter splits "---", YAML, "---" from the text below it.
func (d *decoder) frontMatter(text string, v reflect.Value, at string, top place) {
	head, body, lines, ok := cutFrontMatter(text)
	if !ok {
		d.malform(at, top, "begin with a line of ---, the keys, and another line of ---", "the keys above the text are missing or not closed")
		return
	}
	d.down = 1
	d.yaml(head, v, at, top)
	index := shapeOf(v.Type()).body
	if index == nil {
		panic("blueprint: " + v.Type().String() + ` has no field tagged blueprint:"body"`)
	}
	v.FieldByIndex(index).SetString(body)
	d.doc.places[member(at, "body")] = place{file: d.file, line: lines, column: 1}
	if strings.TrimSpace(body) == "" {
		d.malform(member(at, "body"), place{file: d.file, line: lines}, "write it below the second line of ---", "the text is empty")
	}
}

// cutFrontMatter gives the YAML, the text below and the line it begins on.
func cutFrontMatter(text string) (head, body string, line int, ok bool) {
	rest, ok := strings.CutPrefix(text, "---\n")
	if !ok {
		return "", "", 0, false
	}
	// Cut after a line end, so that keys of no lines at all are found as well.
	head, body, ok = strings.Cut("\n"+rest, "\n---\n")
	if !ok {
		return "", "", 0, false
	}
	line = strings.Count(head, "\n") + 3
	head = strings.TrimPrefix(head, "\n")
	trimmed := strings.TrimLeft(body, "\n")
	return head, trimmed, line + len(body) - len(trimmed), true
}

// parse gives the one YAML document of a text, or reports why there is none.
func (d *decoder) parse(text, at string, top place) (ast.Node, bool) {
	if line := tooDeep(text); line > 0 {
		top.line = line + d.down
		d.malform(at, top, "write it flatter", "brackets are nested more than %d deep", maxNesting)
		return nil, false
	}
	file, err := parser.ParseBytes([]byte(text), 0, parser.AllowDuplicateMapKey())
	if err != nil {
		d.unreadable(err, at, top)
		return nil, false
	}
	if len(file.Docs) > 1 {
		d.malform(at, d.at(file.Docs[1].Start), "keep one document in a file", "a second document begins here")
		return nil, false
	}
	if len(file.Docs) == 0 {
		return nil, true
	}
	return file.Docs[0].Body, true
}

// unreadable puts the parser's complaint in plain words where it knows the place.
func (d *decoder) unreadable(err error, at string, top place) {
	var bad yaml.Error
	if !errors.As(err, &bad) {
		d.malform(at, top, "", "cannot be read as YAML: %v", err)
		return
	}
	where := d.at(bad.GetToken())
	if where.line == 0 {
		where = top
	}
	d.malform(at, where, mendSyntax(bad.GetMessage()), "cannot be read as YAML: %s", bad.GetMessage())
}

func mendSyntax(message string) string {
	switch {
	case strings.Contains(message, "mapping value is not allowed"):
		return "indent the line like the ones beside it, and put a text that holds \": \" in quotes"
	case strings.Contains(message, "character '\t'"):
		return "indent with spaces, not tabs"
	case strings.Contains(message, "could not find end character"):
		return "close the quotes"
	case strings.Contains(message, "not found"):
		return "close the bracket"
	}
	return "look at the indentation and the quotes here"
}

// tooDeep gives the first line on which brackets are nested too deep, or 0.
func tooDeep(text string) int {
	line, depth := 1, 0
	for _, r := range text {
		switch r {
		case '\n':
			line++
		case '[', '{':
			if depth++; depth > maxNesting {
				return line
			}
		case ']', '}':
			depth = max(0, depth-1)
		}
	}
	return 0
}
