package archtest

import (
	"go/ast"
	"go/token"
	"strings"
)

// checkHoles judges what is joined to the SQL of a store while the program runs. Conditions
// and lists of question marks are made in the store itself; what people typed is bound to a
// question mark. So nothing is joined that came into an exported function as a parameter, that
// is a field of an exported name, that is made of a value by fmt or strconv, or that stands
// between quotes.
func checkHoles(t *tree) (problems []Problem) {
	for _, p := range t.packages {
		if _, ok := outsider(p.path); ok || strings.HasPrefix(p.path, "algo/") || strings.HasPrefix(p.path, "internal/plat/") {
			continue
		}
		known, _ := constantsOf(p)
		for _, file := range p.files {
			if file.test || file.generated {
				continue
			}
			for _, decl := range file.syntax.Decls {
				problems = append(problems, holesIn(t, known, decl)...)
			}
		}
	}
	return problems
}

// holesIn judges the sums of SQL in one declaration.
func holesIn(t *tree, known constants, decl ast.Decl) (problems []Problem) {
	given := givenTo(decl)
	ast.Inspect(decl, func(n ast.Node) bool {
		sum, ok := n.(*ast.BinaryExpr)
		if !ok || sum.Op != token.ADD {
			return true
		}
		text, ok := known.fold(sum, 0)
		if !ok || !containsSQL(tokenise(text)) {
			return true
		}
		data := quotesHole(text)
		known.insideHoles(sum, func(e ast.Expr) { data = data || isData(e, given) })
		if data {
			problems = append(problems, Problem{t.at(sum.Pos()), "joins data to SQL: " + visible(text), "bind the value with ?"})
		}
		return false
	})
	return problems
}

// givenTo are the names of the texts that an exported function is given.
func givenTo(decl ast.Decl) map[string]bool {
	given := map[string]bool{}
	f, ok := decl.(*ast.FuncDecl)
	if !ok || !f.Name.IsExported() {
		return given
	}
	for _, field := range f.Type.Params.List {
		for _, name := range field.Names {
			given[name.Name] = true
		}
	}
	return given
}

// isData reports whether an expression joined to SQL can be what somebody typed.
func isData(e ast.Expr, given map[string]bool) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return given[e.Name]
	case *ast.SelectorExpr:
		return e.Sel.IsExported()
	case *ast.IndexExpr:
		return isData(e.X, given)
	case *ast.CallExpr:
		switch f := e.Fun.(type) {
		case *ast.Ident:
			return f.Name == "string"
		case *ast.SelectorExpr:
			from, ok := f.X.(*ast.Ident)
			return ok && (from.Name == "fmt" || from.Name == "strconv" || from.Name == "url")
		}
	}
	return false
}

// quotesHole reports whether something known only when the program runs stands in a text of
// the SQL.
func quotesHole(sql string) bool {
	inside := false
	for _, r := range sql {
		switch r {
		case '\'':
			inside = !inside
		case hole:
			if inside {
				return true
			}
		}
	}
	return false
}
