package blueprint

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// At spells the path of a value inside a document: At("categories", 3,
// "due_hours") is categories[3].due_hours. Steps are keys (string) and positions
// in a list (int, from 0). In a section of many files the first step is the
// file's name without its extension.
func At(steps ...any) string {
	path := ""
	for _, step := range steps {
		switch step := step.(type) {
		case int:
			path = item(path, step)
		case string:
			path = member(path, step)
		default:
			panic(fmt.Sprintf("blueprint.At: a step is a string or an int, not %T", step))
		}
	}
	return path
}

var plainKey = regexp.MustCompile(`^[\pL\pN_-]+$`)

func item(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

func member(path, key string) string {
	switch {
	case !plainKey.MatchString(key):
		return path + "[" + strconv.Quote(key) + "]"
	case path == "":
		return key
	}
	return path + "." + key
}

// parent drops the last step; the parent of a first step is "".
func parent(path string) string {
	if strings.HasSuffix(path, `"]`) {
		return path[:strings.LastIndex(path, `["`)]
	}
	return path[:max(0, strings.LastIndexAny(path, ".["))]
}

// place is where a value stands.
type place struct {
	file         string
	line, column int
	// quoted: the text starts one column further right. block: the text starts on
	// the next line, indented.
	quoted, block bool
}

func (p place) problem(message, mend string) Problem {
	return Problem{File: p.file, Line: p.line, Column: p.column, Message: message, Mend: mend}
}

// inside gives the place of a line and column of the value's own text.
func (p place) inside(line, column int) place {
	switch {
	case p.block:
		p.line, p.column = p.line+line, 0
	case line > 1:
		p.line, p.column = p.line+line-1, column
	default:
		p.column += column - 1
		if p.quoted {
			p.column++
		}
	}
	return p
}
