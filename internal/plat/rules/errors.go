package rules

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
)

// Issue is one fault in an expression. Line and Column count from 1 inside the
// expression; the column counts characters.
type Issue struct {
	Line, Column int
	Message      string
}

// Error is why an expression does not compile: at least one issue, in the order
// they stand in the expression.
type Error struct{ Issues []Issue }

// Error lists every issue with its place inside the expression.
func (e *Error) Error() string {
	lines := make([]string, len(e.Issues))
	for i, issue := range e.Issues {
		lines[i] = fmt.Sprintf("%d:%d: %s", issue.Line, issue.Column, issue.Message)
	}
	return strings.Join(lines, "; ")
}

func single(message string) *Error {
	return &Error{Issues: []Issue{{Line: 1, Column: 1, Message: message}}}
}

// explain turns the compiler's issues into words for somebody who writes rules
// and not programs.
func explain(expr string, issues *cel.Issues, vars []Var) *Error {
	lines := strings.Split(expr, "\n")
	out := &Error{}
	for _, e := range issues.Errors() {
		line := max(e.Location.Line(), 1)
		issue := Issue{Line: line, Column: max(e.Location.Column()+1, 1), Message: plain(e.Message, vars)}
		if line <= len(lines) {
			issue.Column = min(issue.Column, len([]rune(lines[line-1]))+1)
		}
		if !slices.Contains(out.Issues, issue) {
			out.Issues = append(out.Issues, issue)
		}
	}
	slices.SortStableFunc(out.Issues, func(a, b Issue) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return out
}

var (
	undeclared = regexp.MustCompile(`^undeclared reference to '([^']*)'`)
	named      = regexp.MustCompile(`^found no matching overload for .*\btype\((\w+)`)
	inQuotes   = regexp.MustCompile(`'((?:[^'\\]|\\.)+)'`)
	overload   = regexp.MustCompile(`^found no matching overload for '([^']*)' applied to '(.*)'$`)
)

func plain(message string, vars []Var) string {
	if m := undeclared.FindStringSubmatch(message); m != nil {
		return fmt.Sprintf("%s is not something a rule here can ask about%s", m[1], suggest(m[1], vars))
	}
	if m := named.FindStringSubmatch(message); m != nil { // the language knows the name, as a type
		return fmt.Sprintf("%s is not something a rule here can ask about%s", m[1], suggest(m[1], vars))
	}
	if m := overload.FindStringSubmatch(message); m != nil {
		return fmt.Sprintf("%s does not work between %s", operator(m[1]), operands(m[2]))
	}
	if text, ok := strings.CutPrefix(message, "Syntax error: "); ok {
		return unreadable(text)
	}
	return message
}

// unreadable is where a rule makes no sense, without what the grammar would have taken there.
func unreadable(text string) string {
	quoted := inQuotes.FindStringSubmatch(text)
	switch {
	case strings.HasPrefix(text, "missing ") && quoted != nil:
		return "the rule cannot be read here: " + quoted[1] + " is missing"
	case quoted == nil:
		return "the rule cannot be read here"
	case quoted[1] == "<EOF>":
		return "the rule cannot be read here: it breaks off, and something is missing"
	}
	return "the rule cannot be read here, at " + quoted[1]
}

// suggest offers the nearest declared name, else all of them.
func suggest(name string, vars []Var) string {
	names := make([]string, len(vars))
	for i, v := range vars {
		names[i] = v.Name
	}
	slices.Sort(names)
	if near := Nearest(name, names); near != "" {
		return "; did you mean " + near + "?"
	}
	if len(names) == 0 {
		return ""
	}
	return "; it can ask about " + strings.Join(names, ", ")
}

func operator(name string) string {
	if _, bare, ok := strings.Cut(name, "_"); ok {
		if symbol := strings.Trim(bare, "_"); symbol != "" {
			return symbol
		}
	}
	if name == "@in" {
		return "in"
	}
	return strings.Trim(name, "_")
}

// operands reads a signature as the compiler writes it: "(int, string)", or
// "string.(string)" for a call on a value.
func operands(signature string) string {
	signature = strings.Replace(signature, ".(", ", ", 1)
	signature = strings.TrimSuffix(strings.TrimPrefix(signature, "("), ")")
	parts := strings.Split(strings.TrimSuffix(signature, ", "), ", ")
	for i, part := range parts {
		parts[i] = plainType(part)
	}
	return strings.Join(parts, " and ")
}

// plainType says a CEL type in the words of Type.String.
func plainType(name string) string {
	switch name {
	case "string":
		return String.String()
	case "bool":
		return Bool.String()
	case "int", "uint":
		return Int.String()
	case "double":
		return "number with decimals"
	case "list(string)":
		return Strings.String()
	}
	return name
}
