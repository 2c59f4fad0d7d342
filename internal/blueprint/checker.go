package blueprint

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"kith/internal/plat/rules"
)

// Checker collects what a section's Check finds wrong and knows where every
// value stands in its file.
type Checker struct {
	section  Section
	document *document
	all      map[reflect.Type]*document
	found    []*Finding
}

// Finding is one reported problem, to which a mend may be added.
type Finding struct{ problem Problem }

// Mend says what to do about it, in the imperative: "give it an id of its own".
func (f *Finding) Mend(format string, args ...any) {
	f.problem.Mend = fmt.Sprintf(format, args...)
}

// Problem reports a fault of the value at path (see At). A path that does not
// stand in the file is placed at the nearest value around it. What hangs on a
// value already reported as malformed is dropped, so checks need not guard
// against it.
func (c *Checker) Problem(path, format string, args ...any) *Finding {
	return c.ProblemInside(path, 0, 0, format, args...)
}

// ProblemInside reports a fault at a line and column, from 1, of the text held at
// path: a placeholder in a letter, a word in a rule.
func (c *Checker) ProblemInside(path string, line, column int, format string, args ...any) *Finding {
	where := c.document.find(path)
	if line > 0 {
		where = where.inside(line, column)
	}
	finding := &Finding{where.problem(fmt.Sprintf(format, args...), "")}
	if !c.document.spoilt(path) {
		c.found = append(c.found, finding)
	}
	return finding
}

// Rule compiles the expression at path and reports each fault at its own line
// and column in the file. It gives nil when the rule does not compile.
func (c *Checker) Rule(path, expr string, vars []rules.Var) *rules.Rule {
	rule, err := rules.Compile(expr, vars)
	var bad *rules.Error
	switch {
	case err == nil:
		return rule
	case errors.As(err, &bad):
		for _, issue := range bad.Issues {
			c.ProblemInside(path, issue.Line, issue.Column, "%s", issue.Message)
		}
	default:
		c.Problem(path, "%v", err)
	}
	return nil
}

// Known reports a dangling reference unless name is one of known. The noun says
// what is referred to: "destination". When a known name is empty nothing is
// reported: it is malformed, told already, and may be the one referred to.
func (c *Checker) Known(path, noun, name string, known []string) bool {
	if slices.Contains(known, name) || slices.Contains(known, "") {
		return true
	}
	finding := c.Problem(path, "there is no %s %q", noun, name)
	if near := rules.Nearest(name, known); near != "" {
		finding.Mend("did you mean %s?", near)
	} else if len(known) > 0 && len(known) <= 20 {
		finding.Mend("use one of %s", strings.Join(known, ", "))
	} else {
		finding.Mend("add that %s or refer to another", noun)
	}
	return false
}

// Once reports every id that stands a second time; path gives the place of the
// i-th. The noun says what has the id: "category".
func (c *Checker) Once(noun string, ids []string, path func(i int) string) {
	first := map[string]int{}
	for i, id := range ids {
		if before, seen := first[id]; seen {
			where := c.document.find(path(before))
			c.Problem(path(i), "%s %q is already at %s:%d", noun, id, where.file, where.line).Mend("give each %s an id of its own", noun)
			continue
		}
		first[id] = i
	}
}

// Other gives the document of another section, by its Go type, to look up what
// this one refers to. It is false when that section is not registered or is
// itself malformed: then leave references to it unchecked, for its own problems
// are already reported.
func Other[T any](c *Checker) (T, bool) {
	doc, ok := c.all[reflect.TypeFor[T]()]
	if !ok || doc.malformed() {
		var zero T
		return zero, false
	}
	return valueAs[T](doc.value), true
}
