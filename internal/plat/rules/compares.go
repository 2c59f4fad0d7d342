package rules

import (
	"slices"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
)

// Comparison is a text that a rule holds a variable against: food_left == 'none',
// 'food' in needs, or money.exists(m, m in ['debt']).
type Comparison struct{ Var, Text string }

// Compares lists every such pair, each once, in no promised order. Whoever knows what a
// variable may hold can tell by it that a rule asks for something that never comes.
func (r *Rule) Compares() []Comparison { return slices.Clone(r.compares) }

// comparisons walks the checked expression. The loop variable of exists() and all()
// stands for the list it runs over.
func comparisons(checked *ast.AST, declared map[string]Type) []Comparison {
	loops := map[string]string{}
	visit(checked, func(e ast.Expr) {
		if e.Kind() == ast.ComprehensionKind && e.AsComprehension().IterRange().Kind() == ast.IdentKind {
			loops[e.AsComprehension().IterVar()] = e.AsComprehension().IterRange().AsIdent()
		}
	})
	var found []Comparison
	visit(checked, func(e ast.Expr) {
		name, texts := compared(e)
		if over, ok := loops[name]; ok {
			name = over
		}
		if _, ok := declared[name]; !ok {
			return
		}
		for _, text := range texts {
			if c := (Comparison{name, text}); !slices.Contains(found, c) {
				found = append(found, c)
			}
		}
	})
	return found
}

func visit(checked *ast.AST, each func(ast.Expr)) {
	ast.PostOrderVisit(checked.Expr(), ast.NewExprVisitor(each))
}

// compared gives the variable and the texts of an ==, != or in, whichever way round.
func compared(e ast.Expr) (name string, texts []string) {
	if e.Kind() != ast.CallKind || len(e.AsCall().Args()) != 2 {
		return "", nil
	}
	switch e.AsCall().FunctionName() {
	case operators.Equals, operators.NotEquals, operators.In:
	default:
		return "", nil
	}
	for _, side := range e.AsCall().Args() {
		switch side.Kind() {
		case ast.IdentKind:
			name = side.AsIdent()
		case ast.LiteralKind:
			texts = append(texts, literal(side)...)
		case ast.ListKind:
			for _, one := range side.AsList().Elements() {
				texts = append(texts, literal(one)...)
			}
		}
	}
	return name, texts
}

// literal gives the text of a literal that is one. An empty text asks whether there is an
// answer at all.
func literal(e ast.Expr) []string {
	if e.Kind() != ast.LiteralKind {
		return nil
	}
	if text, ok := e.AsLiteral().Value().(string); ok && text != "" {
		return []string{text}
	}
	return nil
}
