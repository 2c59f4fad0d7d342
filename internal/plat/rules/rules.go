// Package rules compiles and runs the yes-or-no expressions a blueprint is
// written in: triage rules, follow-up questions, who may do a task.
//
// The language is CEL. An expression sees only the variables declared to
// Compile and cannot loop for ever, read a clock or touch anything outside
// itself, so a council may change a rule without anybody reviewing code. A Rule
// is pure and may be used by many goroutines at once.
package rules

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
)

// MaxLength is the longest expression accepted, in characters.
const MaxLength = 2000

// costLimit bounds one evaluation, in CEL cost units: roughly one for each
// comparison, and one for each ten characters of text looked at. The longest
// real triage rule costs under a hundred.
const costLimit = 20_000

// Type is what a variable holds.
type Type int

// The types a rule may ask about, with the Go values Bool takes for them.
const (
	String  Type = iota // string, or any type whose underlying kind is string
	Bool                // bool
	Int                 // int or int64
	Strings             // []string
)

// String names the type in a council's words, for error messages.
func (t Type) String() string {
	switch t {
	case String:
		return "text"
	case Bool:
		return "yes or no"
	case Int:
		return "whole number"
	case Strings:
		return "list of texts"
	}
	return "unknown type"
}

// Var declares one variable a rule may use.
type Var struct {
	Name string
	Type Type
}

// Rule is a compiled expression that comes to yes or no. The zero value is not
// usable; rules come from Compile.
type Rule struct {
	expr     string
	uses     []string
	compares []Comparison
	types    map[string]Type
	program  cel.Program
}

// Compile checks expr against the variables and prepares it. The error is an
// *Error holding every fault found with its line and column inside expr, unless
// the variables themselves are wrong, which is a mistake in the program.
func Compile(expr string, vars []Var) (*Rule, error) {
	if strings.TrimSpace(expr) == "" {
		return nil, single("the rule is empty; write a condition, or true for always")
	}
	if n := utf8.RuneCountInString(expr); n > MaxLength {
		return nil, single(fmt.Sprintf("the rule is %d characters long and may be at most %d; split it in two", n, MaxLength))
	}
	env, err := environment(vars)
	if err != nil {
		return nil, err
	}
	checked, issues := env.Compile(expr)
	if issues.Err() != nil {
		return nil, explain(expr, issues, vars)
	}
	if out := checked.OutputType(); !out.IsExactType(cel.BoolType) {
		return nil, single(fmt.Sprintf("the rule comes to %s but must come to yes or no; compare it with something", plainType(out.String())))
	}
	program, err := env.Program(checked, cel.CostLimit(costLimit), cel.EvalOptions(cel.OptOptimize))
	if err != nil {
		return nil, single("the rule cannot be run: " + err.Error())
	}
	r := &Rule{expr: expr, program: program, types: make(map[string]Type, len(vars))}
	for _, v := range vars {
		r.types[v.Name] = v.Type
	}
	r.uses = used(checked.NativeRep(), r.types)
	r.compares = comparisons(checked.NativeRep(), r.types)
	return r, nil
}

// Expr is the expression as it was written.
func (r *Rule) Expr() string { return r.expr }

// Uses lists the variables the rule reads, sorted, each once. It tells which
// questions must be asked before the rule can be decided.
func (r *Rule) Uses() []string { return slices.Clone(r.uses) }

// Bool decides the rule for these values. Names the rule does not use are
// ignored. A variable that the decision needs and that is missing is an error,
// never a guess: an unknown age is not an age of nought. (An "or" that is
// already true and an "and" that is already false need nothing more.) The error
// is a plain one fit for a log.
func (r *Rule) Bool(values map[string]any) (bool, error) {
	input := make(map[string]any, len(r.uses))
	for _, name := range r.uses {
		value, given := values[name]
		if !given || value == nil {
			continue
		}
		fit, ok := convert(value, r.types[name])
		if !ok {
			return false, fmt.Errorf("rule %q: %s must be a %s, not %T", r.expr, name, r.types[name], value)
		}
		input[name] = fit
	}
	out, _, err := r.program.Eval(input)
	if err != nil {
		return false, fmt.Errorf("rule %q: %w", r.expr, err)
	}
	yes, ok := out.Value().(bool)
	if !ok {
		return false, fmt.Errorf("rule %q: came to %v, not yes or no", r.expr, out.Value())
	}
	return yes, nil
}

// used walks the checked expression for the declared variables it reads. The
// loop variable of an all() or exists() is not one of them unless it has the
// name of one, which is harmless.
func used(checked *ast.AST, declared map[string]Type) []string {
	var names []string
	for _, ref := range checked.ReferenceMap() {
		if _, ok := declared[ref.Name]; ok && !slices.Contains(names, ref.Name) {
			names = append(names, ref.Name)
		}
	}
	slices.Sort(names)
	return names
}
