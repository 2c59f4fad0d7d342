package rules

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"sync"

	"cel.dev/cel-go/cel"
)

// Building an environment costs more than compiling a rule in it, and a
// blueprint compiles hundreds of rules over a handful of variable lists.
var environments = struct {
	sync.Mutex
	byVars map[string]*cel.Env
}{byVars: map[string]*cel.Env{}}

// maxEnvironments bounds what is kept: variable lists come from blueprints, and
// a long-lived server sees many versions of them.
const maxEnvironments = 64

var variableName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

func environment(vars []Var) (*cel.Env, error) {
	var key strings.Builder
	for _, v := range vars {
		fmt.Fprintf(&key, "%s:%d ", v.Name, v.Type)
	}
	environments.Lock()
	defer environments.Unlock()
	if env, ok := environments.byVars[key.String()]; ok {
		return env, nil
	}
	env, err := newEnvironment(vars)
	if err != nil {
		return nil, err
	}
	if len(environments.byVars) >= maxEnvironments {
		clear(environments.byVars)
	}
	environments.byVars[key.String()] = env
	return env, nil
}

func newEnvironment(vars []Var) (*cel.Env, error) {
	options := []cel.EnvOption{
		cel.ParserExpressionSizeLimit(MaxLength),
		cel.ParserRecursionLimit(50),
		cel.ExpressionNodeLimit(2000),
		cel.ASTValidators(cel.ValidateRegexLiterals(), cel.ValidateComprehensionNestingLimit(2)),
	}
	seen := map[string]bool{}
	for _, v := range vars {
		if !variableName.MatchString(v.Name) || seen[v.Name] {
			return nil, fmt.Errorf("rules: %q cannot name a variable: use lower-case letters, digits and _, each name once", v.Name)
		}
		seen[v.Name] = true
		options = append(options, cel.Variable(v.Name, v.Type.cel()))
	}
	return cel.NewEnv(options...)
}

func (t Type) cel() *cel.Type {
	switch t {
	case Bool:
		return cel.BoolType
	case Int:
		return cel.IntType
	case Strings:
		return cel.ListType(cel.StringType)
	case String:
	}
	return cel.StringType
}

// convert gives the value in the plain Go type CEL knows. Text types of other
// packages (a code, a slug) are taken as the text they hold.
func convert(value any, t Type) (any, bool) {
	v := reflect.ValueOf(value)
	switch {
	case t == String && v.Kind() == reflect.String:
		return v.String(), true
	case t == Bool && v.Kind() == reflect.Bool:
		return v.Bool(), true
	case t == Int && v.CanInt():
		return v.Int(), true
	case t == Strings && v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.String:
		texts := make([]string, v.Len())
		for i := range texts {
			texts[i] = v.Index(i).String()
		}
		return texts, true
	}
	return nil, false
}
